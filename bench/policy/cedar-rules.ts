/**
 * Conditions of 30 rules of the EU pack, written by hand in Cedar. `$NAME` stands for a set of the reference files.
 *
 * Cedar has neither `exists` nor lists of records, so that `context.features` holds the categories by use, and
 * `context.data.recipients` the kinds of recipient: its caller has to work them out before it asks.
 */
export interface CedarRule {
  readonly when: string;
  /** The condition under which the duty is met. */
  readonly satisfied?: string;
  /** In the order of the rule's exceptions. */
  readonly exceptions?: readonly string[];
}

const PERSONAL = 'context.data.personal';
const SIGNIFICANT = 'context.model.effect == "legal_or_significant"';
const ALONE = `${PERSONAL} && context.model.automation == "solely_automated" && ${SIGNIFICANT}`;
const ART9 = 'context.features.in_model.containsAny($GDPR_ART9)';
const CREDIT = '$CREDIT_USES.contains(context.model.use_case)';
const CONSUMER_CREDIT = `${CREDIT} && context.data.subject_types.contains("credit_applicant_consumer")`;
const practice = (name: string): string => `context.model.practices.contains("${name}")`;
const barred = (name: string): string => `context.model.ai_system && ${practice(name)}`;
const art9Condition = (name: string): string => `context.data.art9_condition == "${name}"`;

export const CEDAR_RULES: Readonly<Record<string, CedarRule>> = {
  'EU-GDPR-5-PRINCIPLES': { when: PERSONAL },
  'EU-GDPR-6-LAWFUL-BASIS': {
    when: PERSONAL,
    satisfied:
      '["consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests"].contains(context.data.lawful_basis)',
  },
  'EU-GDPR-6-1-F-LIA': {
    when: `${PERSONAL} && context.data.lawful_basis == "legitimate_interests"`,
  },
  'EU-GDPR-7-CONSENT': { when: `${PERSONAL} && context.data.lawful_basis == "consent"` },
  'EU-GDPR-9-SPECIAL': {
    when: `${PERSONAL} && ${ART9}`,
    exceptions: ['explicit_consent', 'employment_social_law', 'substantial_public_interest'].map(
      art9Condition,
    ),
  },
  'EU-GDPR-10-CRIMINAL': {
    when: `${PERSONAL} && context.features.in_model.containsAny($GDPR_ART10)`,
    exceptions: ['context.data.art10_authorised'],
  },
  'EU-GDPR-12-14-NOTICE': { when: PERSONAL },
  'EU-GDPR-15-ACCESS-LOGIC': { when: `${PERSONAL} && ${SIGNIFICANT}` },
  'EU-GDPR-17-ERASURE': { when: PERSONAL },
  'EU-GDPR-21-OBJECT': {
    when: `${PERSONAL} && (context.data.lawful_basis == "legitimate_interests" || context.data.direct_marketing)`,
  },
  'EU-GDPR-22-ADM': {
    when: ALONE,
    satisfied:
      '["contract_necessity", "authorised_by_law", "explicit_consent"].contains(context.data.art22_gateway)',
  },
  'EU-GDPR-22-4-SPECIAL': {
    when: `${ALONE} && ${ART9}`,
    exceptions: ['explicit_consent', 'substantial_public_interest'].map(art9Condition),
  },
  'EU-GDPR-25-DESIGN': { when: PERSONAL },
  'EU-GDPR-28-PROCESSOR': {
    when: `${PERSONAL} && context.data.recipients.contains("processor")`,
  },
  'EU-GDPR-30-ROPA': {
    when: PERSONAL,
    exceptions: [
      'context.organisation.employees < 250 && !context.data.large_scale && context.model.effect == "none"',
    ],
  },
  'EU-GDPR-32-SECURITY': { when: PERSONAL },
  'EU-GDPR-33-34-BREACH': { when: PERSONAL },
  'EU-GDPR-36-CONSULT': {
    when: `${PERSONAL} && context.evidence.dpia_residual_risk == "high"`,
  },
  'EU-GDPR-37-39-DPO': {
    when: `${PERSONAL} && context.data.large_scale && (context.model.profiling || context.organisation.public_body)`,
    satisfied: 'context.organisation.dpo_appointed',
  },
  'EU-AIA-4-LITERACY': { when: 'context.model.ai_system' },
  'EU-AIA-4A-BIAS-DATA': {
    when: 'context.model.ai_system && context.features.audit_only.containsAny($GDPR_ART9)',
  },
  'EU-AIA-5-1-A-MANIPULATION': { when: barred('manipulation_harm') },
  'EU-AIA-5-1-B-VULNERABILITY': { when: barred('exploit_vulnerability') },
  'EU-AIA-5-1-C-SOCIAL': { when: barred('social_scoring') },
  'EU-AIA-5-1-D-CRIME-PREDICTION': {
    when: barred('crime_prediction_profiling'),
    exceptions: [practice('supports_human_assessment_of_objective_facts')],
  },
  'EU-AIA-5-1-E-SCRAPING': { when: barred('face_scraping') },
  'EU-AIA-5-1-F-EMOTION': {
    when: 'context.model.ai_system && context.model.use_case == "emotion_recognition" && (context.deployment.workplace || context.deployment.education)',
    exceptions: ['context.model.purpose_medical_or_safety'],
  },
  'EU-CCD2-18-DATA': {
    when: `${CONSUMER_CREDIT} && (context.features.in_model.containsAny($CCD2_BARRED) || ${ART9})`,
  },
  'EU-CCD2-18-HUMAN': { when: `${CONSUMER_CREDIT} && context.model.automation != "none"` },
  'EU-CCD2-6-NONDISCRIM': {
    when: `${CONSUMER_CREDIT} && context.features.in_model.containsAny(["nationality_citizenship", "iban_country", "national_origin", "immigration_status"])`,
    exceptions: ['context.evidence.documents.contains("objective_justification")'],
  },
};

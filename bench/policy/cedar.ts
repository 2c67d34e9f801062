/** The same rules in Cedar's WebAssembly, one `forbid` per rule: a rule that stands in the way is a reason to deny. */
import {
  type CedarValueJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Catalog, Rule } from '../../src/policy/catalog.types.ts';
import type { Facts } from '../../src/policy/policy.types.ts';
import { CEDAR_RULES, type CedarRule } from './cedar-rules.ts';
import type { Stated } from './stated-facts.ts';

const SET = 'thirty';
type Section = Record<string, CedarValueJson>;

/** Rules that stand in the way, by id, sorted. */
export type Ask = () => readonly string[];

/** Cedar parses the policies once. Each answer lays the facts out as Cedar takes them, as each case has facts of its own. */
export function askCedar(catalog: Catalog, rules: readonly Rule[], stated: Stated): Ask {
  const staticPolicies = Object.fromEntries(
    rules.map((rule) => [rule.id, policyOf(catalog, rule)]),
  );
  const parsed = preparsePolicySet(SET, { staticPolicies });
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  return () => {
    const answer = statefulIsAuthorized({
      principal: { type: 'Model', id: 'loan-default' },
      action: { type: 'Action', id: 'deploy' },
      resource: { type: 'Region', id: 'eu' },
      context: contextOf(stated),
      preparsedPolicySetId: SET,
      entities: [],
    });
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
    const { reason, errors } = answer.response.diagnostics;
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return reason.toSorted();
  };
}

/** Reach, condition, duty and exceptions; documents and approvals are written out by the rule, the rest by hand. */
function policyOf(catalog: Catalog, rule: Rule): string {
  const {
    when,
    satisfied = 'true',
    exceptions = [],
  }: CedarRule = CEDAR_RULES[rule.id] ?? { when: '' };
  const { documents, approvals } = rule.requires;
  const met =
    rule.effect === 'block' ? 'false' : `${holds(documents, approvals)} && (${satisfied})`;
  const exempt = exceptions.map(
    (exception, index) =>
      `((${exception}) && ${holds(rule.exceptions[index]?.requires ?? [], [])})`,
  );
  const text = `forbid (principal, action, resource) when { context.reach.${rule.reach} && (${when}) && !(${met}) }
    unless { ${exempt.length > 0 ? exempt.join(' || ') : 'false'} };`;
  return text.replaceAll(/\$(\w+)/gu, (_whole, name: string) =>
    JSON.stringify(catalog.reference.sets.get(name)?.members),
  );
}

function holds(documents: readonly string[], approvals: readonly string[]): string {
  return `context.evidence.documents.containsAll(${JSON.stringify(documents)}) && context.evidence.approvals.containsAll(${JSON.stringify(approvals)})`;
}

/** What the 30 rules read; Cedar knows no fractions, so numbers with one would have to be written otherwise. */
function contextOf({ facts, held }: Stated): Section {
  const section = (name: string): Section => facts[name] as Section;
  const [organisation, model, deployment, data] = [
    section('organisation'),
    section('model'),
    section('deployment'),
    section('data'),
  ];
  const { employees = 0, dpo_appointed = false, public_body = false } = organisation;
  const { complexity: _complexity, artifact: _artifact, ...plainModel } = model;
  const { locations, datasets: _datasets, ...plainData } = data;
  const inEu = touchesEu(deployment['jurisdictions']);
  const subjects = touchesEu(data['subject_regions']);
  return {
    organisation: { employees, dpo_appointed, public_body },
    model: plainModel,
    deployment,
    data: { ...plainData, recipients: wordsIn(locations, 'recipient_type') },
    features: {
      in_model: categories(facts, ['input', 'training_only']),
      audit_only: categories(facts, ['audit_only']),
    },
    evidence: {
      documents: [...held.documents],
      approvals: [...held.approvals],
      dpia_residual_risk: section('evidence')['dpia_residual_risk'] ?? '',
    },
    reach: { deployment: inEu, subjects, either: inEu || subjects },
  };
}

function touchesEu(places: unknown): boolean {
  return (places as string[]).some((place) => place === 'EEA' || /^EU\b/u.test(place));
}

function wordsIn(items: unknown, key: string): string[] {
  return [...new Set((items as Record<string, string>[]).map((item) => item[key] ?? ''))];
}

function categories(facts: Facts, uses: readonly string[]): string[] {
  const features = facts['features'] as Record<string, string>[];
  return wordsIn(
    features.filter(({ use }) => uses.includes(use ?? 'input')),
    'category',
  );
}

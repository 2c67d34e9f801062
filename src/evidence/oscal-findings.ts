/** Findings of a case in the words of OSCAL: what was looked at, what came out, and what stands open. */
import { statementId } from '../policy/export/oscal-catalog.ts';
import type { OscalProp } from '../policy/export/oscal-words.ts';
import { code, listed, markup, oscalUuid, propsOf, token } from '../policy/export/oscal-words.ts';
import type { FactLeaf, FindingWord } from '../policy/policy.types.ts';
import type { PackDocument, PackFinding, PackModel } from './pack-model.ts';

/** Ids of the things of one case; `path` says which. */
export function caseUuid(model: PackModel, path: string): string {
  return oscalUuid(`cases/${model.case.id}/${path}`);
}

/** Carnet itself, as the tool that judged. */
function byCarnet(model: PackModel): object[] {
  return [{ actors: [{ type: 'tool', 'actor-uuid': caseUuid(model, 'carnet') }] }];
}

/** What NIST's two words make of ours; only what is met or exempt satisfies, silence and warnings never do. */
const STATUS: Readonly<Record<FindingWord, { state: string; reason: string; because: string }>> = {
  blocked: { state: 'not-satisfied', reason: 'fail', because: 'the rule forbids it' },
  unknown: { state: 'not-satisfied', reason: 'other', because: 'facts that decide are not stated' },
  open: { state: 'not-satisfied', reason: 'fail', because: 'something it asks for is missing' },
  warning: { state: 'not-satisfied', reason: 'other', because: 'a warning; it stops nothing' },
  upcoming: { state: 'not-satisfied', reason: 'other', because: 'not in force yet' },
  exempt: { state: 'satisfied', reason: 'other', because: 'an exception applies' },
  met: { state: 'satisfied', reason: 'pass', because: 'everything it asks for is there' },
  not_applicable: { state: 'satisfied', reason: 'other', because: 'the rule does not apply' },
};

/** Observations of a case: the facts that decided each finding, and every document that was handed in. */
export function observationsOf(model: PackModel): object[] {
  const collected = model.timeline.findLast(({ type }) => type === 'ASSESSED')?.at;
  return [
    ...model.findings.map((finding) => ({
      uuid: factsUuid(model, finding),
      title: markup(`Facts that decided ${finding.rule}`),
      description: factsText(finding),
      props: propsOf({ manifest: model.manifest.sha256, 'law-as-of': model.case.asOf }),
      methods: ['TEST'],
      types: ['control-objective'],
      origins: byCarnet(model),
      subjects: subjectsOf(model),
      collected: collected ?? model.case.updatedAt,
    })),
    ...model.documents.flatMap((document) => documentObservation(model, document)),
  ];
}

function documentObservation(model: PackModel, document: PackDocument): object[] {
  const { sha256, suppliedAt, suppliedBy, title } = document;
  if (sha256 === null || suppliedAt === null) return [];
  const supplier = suppliedBy === null ? [] : [suppliedBy];
  return [
    {
      uuid: documentUuidOf(model, document),
      title: markup(`Document: ${title}`),
      description: markup(
        document.status === 'superseded' ? 'Handed in, and replaced since' : 'Handed in',
      ),
      props: propsOf({ document: document.document, status: document.status }),
      methods: ['EXAMINE'],
      types: [document.status === 'superseded' ? 'historic' : 'control-objective'],
      ...listed(
        'origins',
        supplier.map(({ id }) => ({
          actors: [{ type: 'party', 'actor-uuid': caseUuid(model, `people/${id}`) }],
        })),
      ),
      subjects: subjectsOf(model),
      'relevant-evidence': [
        {
          href: `#${caseUuid(model, fileOf(document))}`,
          description: markup(document.fileName ?? title),
          props: propsOf({ sha256, bytes: document.sizeBytes }),
        },
      ],
      collected: suppliedAt,
    },
  ];
}

/** One OSCAL finding for each of ours, its target the statement of the rule in the pack's catalog. */
export function findingsOf(model: PackModel): object[] {
  return model.findings.map((finding) => {
    const risk = risksAt(finding)
      ? [{ 'risk-uuid': caseUuid(model, `risks/${finding.rule}`) }]
      : [];
    return {
      uuid: caseUuid(model, `findings/${finding.rule}`),
      title: markup(`${finding.rule}: ${finding.title}`),
      description: markup(finding.statement),
      props: findingProps(finding),
      links: [{ href: finding.source, rel: 'reference', text: markup(finding.citation) }],
      origins: byCarnet(model),
      target: targetOf(finding),
      'related-observations': relatedObservations(model, finding),
      ...listed('related-risks', risk),
    };
  });
}

function targetOf(finding: PackFinding): object {
  const { state, reason, because } = STATUS[finding.finding];
  const upcoming = finding.finding === 'upcoming' ? ` until ${finding.from}` : '';
  return {
    type: 'statement-id',
    'target-id': statementId(finding.rule),
    title: markup(finding.title),
    status: { state, reason, remarks: markup(`${because}${upcoming}${exceptionText(finding)}`) },
  };
}

function exceptionText({ exception }: PackFinding): string {
  return exception === null ? '' : `: ${exception.citation}, ${exception.text}`;
}

function findingProps(finding: PackFinding): OscalProp[] {
  return [
    ...propsOf({
      verdict: finding.finding,
      version: finding.version,
      pack: finding.region,
      jurisdiction: finding.jurisdiction,
      effect: finding.effect,
      severity: finding.severity,
      stage: finding.stage,
      factor: finding.factor,
      'in-force-from': finding.from,
      exception: finding.exception?.id ?? null,
      'verification-level': finding.review.level,
    }),
    ...finding.missing.flatMap((missing) => propsOf({ missing })),
  ];
}

function relatedObservations(model: PackModel, finding: PackFinding): object[] {
  const papers = model.documents.filter(
    ({ status, document }) => status === 'held' && finding.documents.includes(document),
  );
  return [
    factsUuid(model, finding),
    ...papers.flatMap((paper) => (paper.sha256 === null ? [] : [documentUuidOf(model, paper)])),
  ].map((uuid) => ({ 'observation-uuid': uuid }));
}

/** What stands open: a risk for each finding that is not settled, with the waiver that covers it. */
export function risksOf(model: PackModel): object[] {
  return model.findings.filter(risksAt).map((finding) => ({
    uuid: caseUuid(model, `risks/${finding.rule}`),
    title: markup(finding.title),
    description: markup(`${finding.citation}: ${STATUS[finding.finding].because}`),
    statement: markup(finding.statement),
    props: propsOf({ verdict: finding.finding, rule: finding.rule }),
    status: finding.waiver === null ? 'open' : 'deviation-approved',
    origins: byCarnet(model),
    characterizations: [
      {
        origin: byCarnet(model)[0],
        facets: [
          { name: 'severity', system: 'https://carnet.dev/ns/oscal', value: finding.severity },
        ],
      },
    ],
    ...waiverOf(model, finding),
    ...deadlineOf(finding),
    ...listed('remediations', remediesOf(model, finding)),
    'related-observations': relatedObservations(model, finding),
  }));
}

function risksAt({ finding, missing }: PackFinding): boolean {
  if (finding === 'upcoming') return missing.length > 0;
  return finding === 'blocked' || finding === 'unknown' || finding === 'open';
}

function waiverOf(model: PackModel, { rule, waiver }: PackFinding): object {
  if (waiver === null) return {};
  const { by, role, reason } = waiver;
  return {
    'mitigating-factors': [
      {
        uuid: caseUuid(model, `waivers/${rule}`),
        description: markup(`Waived by ${by.name} as ${role}: ${reason}`),
      },
    ],
  };
}

function deadlineOf({ finding, waiver, from }: PackFinding): object {
  if (waiver !== null) return { deadline: waiver.expires };
  return finding === 'upcoming' ? { deadline: `${from}T00:00:00Z` } : {};
}

function remediesOf(model: PackModel, { rule, remedy, approvals }: PackFinding): object[] {
  if (remedy === '') return [];
  return [
    {
      uuid: caseUuid(model, `remedies/${rule}`),
      lifecycle: 'recommendation',
      title: 'What would help',
      description: markup(remedy),
      ...listed(
        'props',
        approvals.flatMap((role) => propsOf({ approval: token(role) })),
      ),
    },
  ];
}

/** In sentences, then as a program compared it. */
function factsText({ because, facts }: PackFinding): string {
  if (facts.length === 0) return 'No fact decided.';
  const sentences = because.map((sentence) => markup(sentence)).join(' ');
  const leaves = facts.map((leaf) => `- ${leafText(leaf)}`).join('\n');
  return sentences === '' ? leaves : `${sentences}\n\n${leaves}`;
}

function leafText({ fact, operator, expected, value, truth }: FactLeaf): string {
  const asked = expected === undefined ? '' : ` ${code(`${operator} ${JSON.stringify(expected)}`)}`;
  const stated = value === undefined ? 'nothing' : code(JSON.stringify(value));
  return `${code(fact)}${asked} is ${truth}; stated: ${stated}`;
}

function subjectsOf(model: PackModel): object[] {
  return [{ 'subject-uuid': caseUuid(model, 'model'), type: 'component' }];
}

function factsUuid(model: PackModel, { rule }: PackFinding): string {
  return caseUuid(model, `facts/${rule}`);
}

function documentUuidOf(model: PackModel, document: PackDocument): string {
  return caseUuid(model, `observed/${fileOf(document)}/${document.suppliedAt}`);
}

/** A file is what it holds: the same bytes handed in again are the same resource. */
export function fileOf({ document, sha256 }: PackDocument): string {
  return `files/${document}/${sha256}`;
}

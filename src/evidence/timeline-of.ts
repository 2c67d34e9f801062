import type { JournalEvent } from '../journal/journal.types.ts';
import type { CaseStep } from '../cases/case-steps.ts';
import { plain } from './formats.ts';
import type { PersonRef, TimelineLine } from './pack-model.ts';

/** The journal for people: each event with what it says and, where it moved the case, the stages it led to. */
export function timelineOf(
  steps: readonly CaseStep[],
  person: (id: string) => PersonRef,
): TimelineLine[] {
  let before = '';
  return steps.map(({ event, after }) => {
    const stages = after.stages.join(' ');
    const moved = stages !== before;
    before = stages;
    return {
      seq: event.seq,
      at: event.at,
      actor: person(event.actor),
      type: event.type,
      detail: detailOf(event),
      stages: moved ? after.stages : [],
      hash: event.hash,
    };
  });
}

type Payload = JournalEvent['payload'];

const DETAILS: Readonly<Record<string, (payload: Payload) => string>> = {
  SUBMITTED: ({ request }) => String(request),
  ASSESSED: ({ assessment }) => outcomeOn(assessment),
  AMENDED: ({ manifest }) => `manifest ${String(manifest).slice(0, 12)}…`,
  EVIDENCE_ADDED: ({ document }) => plain(String(member(document, 'document'))),
  FINDING_WAIVED: ({ rule, expires }) => `${String(rule)} until ${String(expires).slice(0, 10)}`,
  APPROVED: ({ stage, role, conditions }) => approved(stage, role, conditions),
  CHANGES_REQUESTED: ({ stage, role, findings }) =>
    [`${plain(String(stage))}, as ${plain(String(role))}`, ...textsOf(findings)].join(', '),
  CONDITION_MET: ({ condition, reason }) => `${String(condition)}: ${String(reason)}`,
  CONDITION_OVERDUE: ({ condition }) => String(condition),
  INCIDENT_REPORTED: ({ kind, reason }) => `${plain(String(kind))}: ${String(reason)}`,
  INCIDENT_DUTY_DONE: ({ duty, reason }) => `${plain(String(duty))}: ${String(reason)}`,
  DRIFT_REPORTED: ({ metric, value, threshold }) =>
    `${String(metric)} ${String(value)}, limit ${String(threshold)}`,
  TASK_RELEASED: handed,
  TASK_ASSIGNED: handed,
  BREAK_GLASS_USED: ({ reason, cloudRegion, expiresAt }) =>
    `${String(cloudRegion)} until ${String(expiresAt)}: ${String(reason)}`,
  STRAY_RESOLVED: ({ how }) => String(how),
  REGION_TASK_CLOSED: ({ how, reason }) => `${plain(String(how))}: ${String(reason)}`,
  TASK_ESCALATED: ({ stage, role, step, told }) =>
    `${plain(String(stage))}, as ${plain(String(role))}: ${String(step)} ${textsOf(told).join(', ')}`,
  COMMENTED: ({ rules }) => textsOf(rules).join(', '),
  DECISION_VOIDED: ({ stage, person, differences }) =>
    `${String(stage)}, ${String(person)}: ${paths(differences)}`,
  PERMIT_FAILED: ({ error }) => String(error),
  PERMIT_ISSUED: ({ permit }) => String(member(permit, 'id')),
  DEPLOYED: ({ cloudRegion }) => String(cloudRegion),
  WAIVER_EXPIRED: ({ rule }) => String(rule),
  PACK_CHANGED: ({ packs }) => namedPacks(packs),
  REVIEW_DUE: ({ because }) =>
    [namedPacks(member(because, 'packs')), textsOf(member(because, 'rules')).join(', ')]
      .filter((part) => part !== '')
      .join(': '),
};

/** `approval, as compliance officer, on condition that ana by 2027-01-31: watch the refusal rate` */
function approved(stage: unknown, role: unknown, conditions: unknown): string {
  const given = `${plain(String(stage))}, as ${plain(String(role))}`;
  const terms = Array.isArray(conditions) ? (conditions as readonly unknown[]) : [];
  const told = terms.map(
    (one) =>
      `on condition that ${String(member(one, 'owner'))} by ${String(member(one, 'due')).slice(0, 10)}: ${String(member(one, 'text'))}`,
  );
  return [given, ...told].join(', ');
}

/** `approval, as compliance officer: carl (on leave)` */
function handed({ stage, role, person, reason }: Payload): string {
  const why = reason === '' ? '' : ` (${String(reason)})`;
  return `${plain(String(stage))}, as ${plain(String(role))}: ${String(person)}${why}`;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** `allowed, law of 2026-11-23` */
function outcomeOn(assessment: unknown): string {
  const outcome = String(member(assessment, 'outcome'));
  const day = member(assessment, 'asOf');
  return typeof day === 'string' ? `${outcome}, law of ${day}` : outcome;
}

function detailOf({ type, payload }: JournalEvent): string {
  const known = Object.hasOwn(DETAILS, type) ? DETAILS[type] : undefined;
  if (known) return known(payload);
  const { stage, role, reason } = payload;
  if (typeof stage === 'string') return `${plain(stage)}, as ${plain(String(role))}`;
  return typeof reason === 'string' ? reason : '';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** `eu 2026.12.1`; empty for a review that time brought. */
function namedPacks(packs: unknown): string {
  const all = Array.isArray(packs) ? (packs as readonly unknown[]) : [];
  const named = all.filter((pack) => member(pack, 'pack') !== 'vocabulary');
  return named
    .map((pack) => `${String(member(pack, 'pack'))} ${String(member(pack, 'version'))}`)
    .join(', ');
}

function paths(differences: unknown): string {
  const found = Array.isArray(differences)
    ? differences.map((one) => String(member(one, 'path')))
    : [];
  const more = found.length > 4 ? ` and ${found.length - 4} more` : '';
  return found.slice(0, 4).join(', ') + more;
}

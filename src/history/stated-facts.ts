import { sha256Hex } from '../common/canonical-json.ts';
import { type HistoryScript, peopleOf } from './history-script.ts';
import type { PlannedRequest } from './plan.ts';

type Facts = Record<string, unknown>;

const DAY_MS = 86_400_000;
const NEEDED_IN_DAYS = 120;
const AUDITED_BEFORE_DAYS = 60;
const MEASURED_BEFORE_DAYS = 30;

/**
 * The manifest of a planned request, as its team states it first (`first`) or once it was asked for the rest. Pure.
 */
export function statedFacts(
  script: HistoryScript,
  plan: PlannedRequest,
  { first }: { readonly first: boolean },
): Facts {
  const facts = structuredClone(script.facts) as Facts;
  for (const [path, value] of Object.entries({ ...ownFacts(plan), ...plan.model.facts }))
    put(facts, path, value);
  for (const [list, own] of [
    ['tools', { last_audit: dayOf(plan.at - AUDITED_BEFORE_DAYS * DAY_MS) }],
    ['data.datasets', { quality: { freshness: dayOf(plan.at - MEASURED_BEFORE_DAYS * DAY_MS) } }],
  ] as const)
    renew(facts, list, own);
  for (const { leaves_out: paths, slows } of plan.weaknesses)
    // What the team was asked for in scoping it states then; the rest stays a question.
    if (first || slows.how !== 'slow_facts') for (const path of paths) drop(facts, path);
  return facts;
}

function ownFacts(plan: PlannedRequest): Facts {
  const [owner, ...developers] = peopleOf(plan.team).map(({ id }) => id);
  const model = `${plan.team}-${plan.model.name}`;
  return {
    'request.id': `history-${plan.number}`,
    'request.date': dayOf(plan.at),
    'purpose.needed_by': dayOf(plan.at + NEEDED_IN_DAYS * DAY_MS),
    'team.owner': owner,
    'team.developers': developers,
    'team.deployers': developers,
    'model.name': model,
    'model.version': `1.${plan.number}.0`,
    'model.artifact.digest': `sha256:${sha256Hex(`${model} ${plan.number}`)}`,
    'deployment.audit_date': dayOf(plan.at + AUDITED_BEFORE_DAYS * DAY_MS),
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function put(facts: Facts, path: string, value: unknown): void {
  const [holder, key] = holderOf(facts, path);
  if (holder) holder[key] = value;
}

function drop(facts: Facts, path: string): void {
  const [holder, key] = holderOf(facts, path);
  if (holder) delete holder[key];
}

function holderOf(facts: Facts, path: string): [Facts | undefined, string] {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let holder: Facts | undefined = facts;
  for (const key of keys) holder = holder?.[key] as Facts | undefined;
  return [holder, last];
}

/** Puts values into every item of a list, one level deep. */
function renew(facts: Facts, path: string, values: Facts): void {
  const [holder, key] = holderOf(facts, path);
  for (const item of (holder?.[key] ?? []) as Facts[])
    for (const [name, value] of Object.entries(values))
      item[name] =
        typeof value === 'object' ? { ...(item[name] as Facts), ...(value as Facts) } : value;
}

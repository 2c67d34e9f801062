import type { AssessmentSummary } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import type { CaseStep } from '../cases/case-steps.ts';
import type { SubmittedPayload } from '../journal/journal.types.ts';
import type { WorkingTime } from './calendar/working-time.ts';
import { turnsOf } from './turns-of.ts';
import { visitsOf } from './visits-of.ts';
import type { CaseTempo } from './tempo.types.ts';

/** What a case's tempo needs besides its journal: the facts its manifest stated, and how its region counts time. */
export interface TempoGround {
  readonly model: string;
  readonly useCase: string | null;
  readonly algorithm: string | null;
  /** Questions of readiness that the first manifest left open. */
  readonly warnings: readonly string[];
  readonly time: WorkingTime;
  /** Roles whose holders do not belong to the organisation. */
  readonly outsideRoles: ReadonlySet<string>;
}

const ENDS: readonly string[] = ['rejected', 'withdrawn', 'revoked', 'expired', 'retired'];

/**
 * Works out where the time of a case went, from its steps alone.
 *
 * Pure: the same steps and ground always give the same answer, so that a projection can be thrown away and made again.
 */
export function tempoOfCase(steps: readonly CaseStep[], ground: TempoGround): CaseTempo {
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) throw new Error('a case without events has no tempo');
  const { input, request } = first.event.payload as unknown as SubmittedPayload;
  const permitAt = timeOf(steps, 'PERMIT_ISSUED');
  const way = permitAt === null ? steps : steps.filter(({ event }) => event.at <= permitAt);
  const lead = leadOf(first.event.at, permitAt, ground.time);
  return {
    caseId: input.caseId,
    region: input.region,
    request,
    model: ground.model,
    useCase: ground.useCase,
    algorithm: ground.algorithm,
    team: input.requester,
    seq: last.event.seq,
    status: last.after.status,
    startedAt: first.event.at,
    permitAt,
    deployedAt: timeOf(steps, 'DEPLOYED'),
    endedAt: steps.find(({ after }) => ENDS.includes(after.status))?.event.at ?? null,
    ...lead,
    rework: way.filter(({ event }) => REWORK.includes(event.type)).length,
    warnings: ground.warnings,
    ...outcomeOf(way),
    visits: visitsOf(steps, ground.time),
    turns: turnsOf(steps, ground),
  };
}

const REWORK: readonly string[] = ['CHANGES_REQUESTED', 'DECISION_VOIDED'];

function timeOf(steps: readonly CaseStep[], type: string): Instant | null {
  return steps.find(({ event }) => event.type === type)?.event.at ?? null;
}

function leadOf(
  start: Instant,
  permitAt: Instant | null,
  time: WorkingTime,
): Pick<CaseTempo, 'leadMs' | 'leadWorkingMs'> {
  if (permitAt === null) return { leadMs: null, leadWorkingMs: null };
  const [from, to] = [Date.parse(start), Date.parse(permitAt)];
  return { leadMs: to - from, leadWorkingMs: time.between(from, to) };
}

/** Which rules asked for something, which were waived, and which stood when the case was turned down. */
function outcomeOf(way: readonly CaseStep[]): Pick<CaseTempo, 'rules' | 'waived' | 'blockedBy'> {
  const asked = new Set<string>();
  const waived = new Set<string>();
  let standing: AssessmentSummary | null = null;
  for (const { after } of way) {
    for (const { rule } of after.context.waivers) waived.add(rule);
    if (after.context.assessment === standing) continue;
    standing = after.context.assessment;
    for (const rule of found(standing, STANDS)) asked.add(rule);
  }
  const fell = ['rejected', 'withdrawn'].includes(way.at(-1)?.after.status ?? '');
  return {
    rules: [...asked].toSorted(),
    waived: [...waived].toSorted(),
    blockedBy: fell ? found(standing, BLOCKS).toSorted() : [],
  };
}

/** Rules of an assessment whose finding is one of these words. */
function found(assessment: AssessmentSummary | null, words: readonly string[]): string[] {
  const findings = assessment?.findings ?? [];
  return findings.filter(({ finding }) => words.includes(finding)).map(({ rule }) => rule);
}

const BLOCKS: readonly string[] = ['blocked', 'unknown'];
const STANDS: readonly string[] = ['blocked', 'unknown', 'open'];

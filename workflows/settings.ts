import type { Duration, TaskKind } from './words.ts';
import { addDuration } from './duration.ts';

/** What a pack and a region decide about the route; comes from `policies/<region>/pack.yaml`. */
export interface RouteSettings {
  /** People of `compliance_officer` who must approve. */
  readonly approvalQuorum: number;
  readonly permitValidity: Duration;
  readonly reviewEvery: Duration;
  /** How long after it fell due a periodic review may be missing before the permit is suspended; P30D when unsaid. */
  readonly reviewGrace?: Duration;
  /** Per task kind; a machine's own `due` holds where this says nothing. */
  readonly due: Readonly<Partial<Record<TaskKind, Duration>>>;
}

/** How long a periodic review may be missing. */
export function graceOf({ reviewGrace }: RouteSettings): string {
  return reviewGrace ?? 'P30D';
}

/** @throws {RangeError} a setting of the route is no duration or no quorum */
export function checkSettings(settings: RouteSettings): void {
  const { approvalQuorum, permitValidity, reviewEvery, due } = settings;
  if (!Number.isInteger(approvalQuorum) || approvalQuorum < 1) {
    throw new RangeError(`\`${approvalQuorum}\` is no quorum: at least one person has to approve`);
  }
  for (const duration of [permitValidity, reviewEvery, graceOf(settings), ...Object.values(due)]) {
    addDuration('2000-01-01T00:00:00.000Z', duration);
  }
}

import { addDuration } from '../../workflows/duration.ts';
import { newId } from '../common/ids.ts';
import { nearest } from '../common/near.ts';
import { ValidationFailedError } from '../http/validation.ts';
import type { IncidentKind } from '../policy/load-incidents.ts';
import type { PersonEvent } from './person-event.ts';

/** An incident as it is reported; `now` and `aware_at` are instants. */
interface Report {
  readonly kind: string;
  readonly reason: string;
  readonly aware_at?: string | undefined;
  readonly now: string;
}

/**
 * The event that a report is: what authorities have to be told is worked out now and goes into the journal with it, so
 * that a later change of the rules moves no deadline that runs.
 *
 * @throws {ValidationFailedError} the region knows no such kind, or nobody can have been aware of it yet
 */
export function incidentEvent(
  known: readonly IncidentKind[],
  region: string,
  { kind, reason, aware_at: stated, now }: Report,
): PersonEvent {
  const own = known.filter((one) => one.region === region);
  const found = own.find((one) => one.kind === kind);
  if (!found) throw new ValidationFailedError([{ path: 'kind', message: sayKnown(kind, own) }]);
  const aware = new Date(stated ?? now).toISOString();
  if (aware > now) {
    throw new ValidationFailedError([{ path: 'aware_at', message: 'must not lie in the future' }]);
  }
  const duties = found.duties.map(({ id, title, role, within, citation }) => ({
    id,
    title,
    role,
    citation,
    due: addDuration(aware, within),
  }));
  return {
    type: 'INCIDENT_REPORTED',
    incident: newId('incident'),
    kind,
    reason: reason.trim(),
    aware,
    duties,
  };
}

function sayKnown(kind: string, own: readonly IncidentKind[]): string {
  const kinds = own.map((one) => one.kind);
  const near = nearest(kind, kinds);
  return near === undefined ? `must be one of ${kinds.join(', ')}` : `did you mean \`${near}\`?`;
}

/** Incidents of what runs, and what authorities have to be told of them. Pure. */

import type { CaseContext, CaseEvent } from './contract.ts';
import { actsIndependently } from './conditions.ts';
import { durationBetween, isBefore } from './duration.ts';
import type { Incident } from './obligations.ts';

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/** An incident has an id of its own, and nobody became aware of it after reporting it. */
export function isNewIncident(
  { incidents = [] }: CaseContext,
  { incident, aware, at }: EventOf<'INCIDENT_REPORTED'>,
): boolean {
  return incidents.every(({ id }) => id !== incident) && !isBefore(at, aware);
}

export function recordIncident(
  { incidents = [] }: CaseContext,
  { incident, kind, by, at, aware, duties }: EventOf<'INCIDENT_REPORTED'>,
): Partial<CaseContext> {
  const owed = duties.map((duty) => ({
    ...duty,
    within: durationBetween(at, duty.due),
    done: null,
  }));
  return {
    incidents: [...incidents, { id: incident, kind, by, at, aware, duties: owed }],
    voided: [],
  };
}

/** In the role that owes it or as a compliance officer, by somebody who did not build the model; once. */
export function isDutyDone(context: CaseContext, event: EventOf<'INCIDENT_DUTY_DONE'>): boolean {
  const incident = context.incidents?.find(({ id }) => id === event.incident);
  const duty = incident?.duties.find(({ id }) => id === event.duty);
  return (
    duty?.done === null &&
    [duty.role, 'compliance_officer'].includes(event.role) &&
    actsIndependently(context, event)
  );
}

export function recordDutyDone(
  { incidents = [] }: CaseContext,
  { incident, duty, at }: EventOf<'INCIDENT_DUTY_DONE'>,
): Partial<CaseContext> {
  const done = (one: Incident): Incident => ({
    ...one,
    duties: one.duties.map((owed) => (owed.id === duty ? { ...owed, done: at } : owed)),
  });
  return {
    incidents: incidents.map((one) => (one.id === incident ? done(one) : one)),
    voided: [],
  };
}

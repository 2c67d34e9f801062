import type pg from 'pg';
import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { appendAside } from '../cases/append-aside.ts';
import type { CaseView } from '../cases/case.views.ts';
import type { JobHandler } from '../jobs/job.types.ts';
import { putOnTask } from '../tasks/task-holding.ts';
import { type Calendar, WorkingTime } from '../tempo/calendar/working-time.ts';
import type { EscalationPlans, EscalationStep, EscalationStepName } from './load-escalations.ts';
import {
  leadOf,
  type OverdueTask,
  peopleOn,
  type PersonOn,
  readOverdue,
  stillHere,
} from './people-on.ts';
import type { WorkingHours } from './work-profiles.ts';

const HOUR_MS = 3_600_000;

interface Escalating {
  readonly client: pg.ClientBase;
  readonly view: CaseView;
  readonly task: OverdueTask;
  readonly now: Instant;
}

/**
 * Brings one overdue task before whoever is next by the region's plan, or says when to look again.
 *
 * Journaled in the transaction that takes the job off the queue, so that nobody is told of a step twice. A step that
 * would reach nobody (no deputy, no lead) is passed over in silence.
 */
export function escalateJob(
  plans: EscalationPlans,
  calendar: Calendar,
  clock: () => Instant,
): JobHandler {
  const times = new WorkingTimes(calendar);
  return async ({ client }, view, job) => {
    const task = await readOverdue(client, job.key);
    if (!task) return;
    const now = clock();
    const [next, following] = plans.stepsFor(view.region, task.kind).slice(task.escalations);
    if (!next) return lookAgain(client, task, 'infinity');
    const people = await peopleOn(client, task, now);
    const at = (step: EscalationStep | undefined): string =>
      step ? times.latest(people, task.due_at, step) : 'infinity';
    if (at(next) > now) return lookAgain(client, task, at(next));
    const escalating = { client, view, task, now };
    const { told, given } = await bring(escalating, next.step, people);
    await client.query(
      `update task set escalations = escalations + 1, escalate_at = $2, escalated = coalesce($3, escalated) where id = $1`,
      [task.id, at(following), told.length > 0 ? next.step : null],
    );
    if (told.length > 0) await journal(escalating, { step: next.step, told, given });
  };
}

async function lookAgain(client: pg.ClientBase, { id }: OverdueTask, at: string): Promise<void> {
  await client.query('update task set escalate_at = $2 where id = $1', [id, at]);
}

interface Brought {
  readonly told: readonly string[];
  /** Who is on it from now on. */
  readonly given: readonly string[];
}

async function bring(
  of: Escalating,
  step: EscalationStepName,
  people: readonly PersonOn[],
): Promise<Brought> {
  const { client } = of;
  const late = people.flatMap(({ person, standIns }) => [person, ...standIns]);
  if (step === 'remind') return { told: await stillHere(client, late), given: [] };
  if (step === 'deputy') return deputies(of, people, late);
  const lead = await leadOf(client);
  return { told: lead === null ? [] : [lead], given: [] };
}

/** Calls in the deputies; who is deputy of somebody on the task is put on it too, where it fits them. */
async function deputies(
  { client, view, task, now }: Escalating,
  people: readonly PersonOn[],
  late: readonly string[],
): Promise<Brought> {
  const named = people.flatMap(({ person, holds, deputy }) =>
    deputy === null || late.includes(deputy) ? [] : [{ person, holds, deputy }],
  );
  const told = await stillHere(
    client,
    named.map(({ deputy }) => deputy),
  );
  const given: string[] = [];
  for (const { person, holds, deputy } of named) {
    if (!holds || !told.includes(deputy) || given.includes(deputy)) continue;
    const put = { taskId: task.id, person: deputy, by: person, at: now };
    // oxlint-disable-next-line no-await-in-loop -- on one connection
    if (await putOnTask(client, view.id, put)) given.push(deputy);
  }
  return { told, given };
}

async function journal(
  { client, view, task, now }: Escalating,
  { step, told, given }: Brought & { readonly step: EscalationStepName },
): Promise<void> {
  const { key, stage, role, due_at: due } = task;
  const payload = { task: key, stage, role, step, due: due.toISOString(), told, given };
  const entry = { type: 'TASK_ESCALATED', payload } as const;
  await appendAside(client, view, { actor: ENGINE_ACTOR, at: now, entry });
}

/** Counts in the working time of each person; made once per calendar. */
class WorkingTimes {
  readonly #byHours = new Map<string, WorkingTime>();

  constructor(private readonly calendar: Calendar) {}

  /** When a step comes: once everybody who is late has had the time; the region's calendar counts where nobody is on it. */
  latest(people: readonly PersonOn[], due: Date, step: EscalationStep): Instant {
    const holders = people.filter(({ holds }) => holds);
    const times = holders.length > 0 ? holders.map(({ hours }) => this.#of(hours)) : [this.#of({})];
    return new Date(Math.max(...times.map((time) => momentOf(time, due, step)))).toISOString();
  }

  #of({ zone, days, opens, closes }: Partial<WorkingHours>): WorkingTime {
    const { calendar } = this;
    const own = {
      ...calendar,
      zone: zone ?? calendar.zone,
      days: days ?? calendar.days,
      from: opens ?? calendar.from,
      until: closes ?? calendar.until,
    };
    const key = [own.zone, own.days.join(), own.from, own.until].join(' ');
    const known = this.#byHours.get(key) ?? new WorkingTime(own);
    this.#byHours.set(key, known);
    return known;
  }
}

function momentOf(time: WorkingTime, due: Date, step: EscalationStep): number {
  const { workingDays = 0, workingHours = 0 } = step;
  return time.atWorkAfter(due.getTime(), workingDays * time.dayMs + workingHours * HOUR_MS);
}

import type pg from 'pg';
import type { CaseView, TaskView } from '../cases/case.views.ts';
import { readTasks } from '../tasks/task-queries.ts';
import type { WorkingTime } from '../tempo/calendar/working-time.ts';
import { Agenda } from './agenda.ts';
import { CaseLife } from './case-life.ts';
import type { Chance } from './chance.ts';
import type { Deeds } from './deeds.ts';
import type { HistoryScript } from './history-script.ts';
import type { PlannedRequest } from './plan.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { Staff } from './staff.ts';
import { statedFacts } from './stated-facts.ts';

const DECIDED: readonly string[] = ['review', 'opinion', 'approve', 'audit'];
const DAY_HOURS_MS = 8 * 3_600_000;
const OPEN_DAYS_BEFORE_WITHDRAWAL = 12;
const RUNNING_DAYS_BEFORE_SUSPENSION = 40;
const SUSPENDED_DAYS = 6;

/** What a history is played on. */
export interface Stage {
  readonly script: HistoryScript;
  readonly deeds: Deeds;
  readonly staff: Staff;
  readonly chance: Chance;
  readonly clock: SimulatedClock;
  /** By region: its database, and how it counts working hours. */
  readonly cells: ReadonlyMap<string, { readonly pool: pg.Pool; readonly time: WorkingTime }>;
  /** Does what the cells owe at the present instant: timers that ran out, permits to sign. */
  readonly drain: () => Promise<void>;
}

/** Plays requests through the engine: everybody does what waits for them, when they come to it. */
export class Simulation {
  readonly #agenda = new Agenda<() => Promise<void>>();
  readonly #lives = new Map<string, CaseLife>();
  #submitted = 0;

  constructor(private readonly stage: Stage) {}

  /**
   * Plays until an instant; what is open then stays open.
   *
   * @param onProgress hears how many requests have been made
   * @returns how many requests and cases came of it
   */
  async play(
    plan: readonly PlannedRequest[],
    until: number,
    onProgress: (made: number) => void = () => undefined,
  ): Promise<{ readonly requests: number; readonly cases: number }> {
    const { clock } = this.stage;
    for (const request of plan) this.#agenda.add(request.at, async () => this.#submit(request));
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- what happens next depends on what happened before
      const timer = await this.#nextTimer();
      const next = Math.min(timer, this.#agenda.next);
      if (next > until) break;
      clock.goTo(next);
      // oxlint-disable-next-line no-await-in-loop -- in the order of time
      if (this.#agenda.next <= timer) await this.#agenda.take()?.();
      // oxlint-disable-next-line no-await-in-loop -- in the order of time
      await this.#settle();
      onProgress(this.#submitted);
    }
    clock.goTo(until);
    return { requests: this.#submitted, cases: this.#lives.size };
  }

  async #submit(plan: PlannedRequest): Promise<void> {
    const { deeds, staff, script, cells } = this.stage;
    const owner = staff.principal(plan.owner);
    const facts = statedFacts(script, plan, { first: true });
    const { request, cases } = await deeds.submit(owner, facts, plan.regions);
    this.#submitted += 1;
    for (const caseId of cases) {
      const region = [...cells.keys()].find((one) => caseId.startsWith(`${one}-`)) ?? '';
      const life = new CaseLife(caseId, region, request, plan);
      this.#lives.set(caseId, life);
      if (plan.withdrawn) this.#later(life, OPEN_DAYS_BEFORE_WITHDRAWAL, this.#withdraw);
    }
  }

  /** Lets the engine do what it owes, then sees what that left to do in the cases that changed. */
  async #settle(): Promise<void> {
    const { drain, cells, clock } = this.stage;
    await drain();
    for (const { pool } of cells.values()) {
      // oxlint-disable-next-line no-await-in-loop -- one cell after the other, so that the draws come in one order
      const { rows } = await pool.query<{ id: string }>(
        'select id from regulated_case where updated_at >= $1 order by created_at, id',
        [clock.now()],
      );
      for (const { id } of rows) {
        const life = this.#lives.get(id);
        // oxlint-disable-next-line no-await-in-loop -- as above
        if (life) await this.#look(life);
      }
    }
  }

  async #look(life: CaseLife): Promise<void> {
    const { deeds, staff } = this.stage;
    const view = await deeds.view(staff.principal(life.plan.owner), life.caseId);
    const open = (await readTasks(this.#pool(life), life.caseId)).filter(
      ({ closedAt }) => closedAt === null,
    );
    for (const task of open) {
      if (task.role === 'requester') this.#askTeam(life, task, view);
      else if (DECIDED.includes(task.kind)) this.#askDeciders(life, task, view);
    }
    if (view.permit !== null) await this.#keepUp(life);
    this.#bringToRun(life, view);
  }

  #bringToRun(life: CaseLife, view: CaseView): void {
    if (!view.possible.includes('DEPLOYED') || !life.first('deploy')) return;
    const days = [life.slowing('slow_deployment'), life.slowing('slow_team')].map(
      (slows) => slows?.days ?? 0,
    );
    const longer = days.reduce((sum, one) => sum + one, 0);
    this.#bookTeam(life, longer, async () => this.#deploy(life));
  }

  /** New law may ask papers of what runs already, without a task for the team: it reads its findings. */
  async #keepUp(life: CaseLife): Promise<void> {
    const { deeds, staff } = this.stage;
    const owner = staff.principal(life.plan.owner);
    const lacking = await deeds.lacking(owner, life.caseId);
    const papers = lacking.join(' ');
    if (papers === '' || !life.first(papers)) return;
    this.#bookTeam(life, 0, async () => deeds.handIn(owner, life.caseId));
  }

  #askTeam(life: CaseLife, task: TaskView, view: CaseView): void {
    if (life.wanted(task) <= 0) return;
    life.book(task, life.plan.owner);
    this.#bookTeam(life, life.longerTurn(task, view), async () => this.#answer(life, task));
  }

  #bookTeam(life: CaseLife, longerDays: number, act: () => Promise<void>): void {
    const { staff, clock } = this.stage;
    const slot = staff.bookOne(life.plan.owner, this.#time(life), { now: clock.at, longerDays });
    this.#agenda.add(slot.until, act);
  }

  #askDeciders(life: CaseLife, task: TaskView, view: CaseView): void {
    const { staff, clock } = this.stage;
    const slow = life.slowing('slow_decision', task.stage);
    const longerDays = slow && life.first(`slow ${task.key}`) ? slow.days : 0;
    for (let left = life.wanted(task); left > 0; left -= 1) {
      const of = { region: life.region, role: task.role, busy: life.busy(task, view) };
      const slot = staff.book(of, this.#time(life), { now: clock.at, longerDays });
      if (!slot) return;
      life.book(task, slot.person);
      this.#agenda.add(slot.from, async () => this.#claim(life, task, slot.person));
      this.#agenda.add(slot.until, async () => this.#decide(life, task, slot.person));
    }
  }

  async #claim(life: CaseLife, task: TaskView, person: string): Promise<void> {
    const { deeds, staff } = this.stage;
    const now = await this.#openTask(life, task);
    if (now && now.holders.length < now.quorum - now.given)
      await deeds.claim(staff.principal(person), task);
  }

  async #decide(life: CaseLife, task: TaskView, person: string): Promise<void> {
    const { deeds, staff, script } = this.stage;
    life.unbook(task, person);
    if (!(await this.#openTask(life, task))) return;
    const by = staff.principal(person);
    const view = await deeds.view(by, life.caseId);
    const { stage, role } = task;
    if (view.status === 'suspended' && stage === 'deployment') {
      // Until what it was stopped for is put right, nobody lets it go on.
      if (await deeds.isInOrder(by, life.caseId))
        await deeds.decide(by, {
          view,
          stage,
          role,
          kind: 'resume',
          reason: script.reasons['resume'] ?? '',
        });
      return;
    }
    const [kind, reason] = this.#judgement(life, view, stage);
    await deeds.decide(by, { view, stage, role, kind, reason });
  }

  /** What somebody who reads a stage comes to; after the permit nobody takes it apart again. */
  #judgement(
    life: CaseLife,
    view: CaseView,
    stage: string,
  ): readonly ['approve' | 'reject' | 'request_changes', string] {
    const { reasons } = this.stage.script;
    if (view.permit !== null) return ['approve', reasons['approve'] ?? ''];
    const wanting = life.changesToAsk(stage);
    if (wanting !== undefined) return ['request_changes', wanting];
    const isRefused = life.plan.rejected[life.region] === true && stage === 'approval';
    return isRefused ? ['reject', reasons['reject'] ?? ''] : ['approve', reasons['approve'] ?? ''];
  }

  /** The team does what its task asks for: states facts, hands papers in, answers a request for changes. */
  async #answer(life: CaseLife, task: TaskView): Promise<void> {
    const { deeds, staff, script } = this.stage;
    const { plan, caseId } = life;
    life.unbook(task, plan.owner);
    if (!(await this.#openTask(life, task))) return;
    const owner = staff.principal(plan.owner);
    if (task.stage === 'scoping') {
      const manifest = statedFacts(script, plan, { first: false });
      await deeds.amend(owner, life.request, { manifest, regions: [life.region] });
    } else if (task.kind === 'amend') {
      const view = await deeds.view(owner, caseId);
      await deeds.upload(owner, caseId, view.documents[0]?.document ?? 'datasheet');
    } else await deeds.handIn(owner, caseId, task.stage);
  }

  async #deploy(life: CaseLife): Promise<void> {
    const { deeds, staff, script } = this.stage;
    const owner = staff.principal(life.plan.owner);
    const view = await deeds.view(owner, life.caseId);
    if (!view.possible.includes('DEPLOYED')) return;
    await deeds.deploy(owner, life.caseId, script.deployments[life.region] ?? '');
    if (life.plan.suspended[life.region] === true)
      this.#later(life, RUNNING_DAYS_BEFORE_SUSPENSION, this.#suspend);
  }

  readonly #withdraw = async (life: CaseLife): Promise<void> => {
    const { deeds, staff, script } = this.stage;
    const owner = staff.principal(life.plan.owner);
    const { permit, possible } = await deeds.view(owner, life.caseId);
    if (permit === null && possible.includes('WITHDRAWN'))
      await deeds.withdraw(owner, life.caseId, script.reasons['withdraw'] ?? '');
  };

  readonly #suspend = async (life: CaseLife): Promise<void> => {
    if (await this.#order(life, 'SUSPENDED', 'suspend'))
      this.#later(
        life,
        SUSPENDED_DAYS,
        async () => void (await this.#order(life, 'RESUMED', 'resume')),
      );
  };

  /** An officer stops a deployment, or lets it go on. */
  async #order(
    life: CaseLife,
    event: 'SUSPENDED' | 'RESUMED',
    kind: 'suspend' | 'resume',
  ): Promise<boolean> {
    const { deeds, staff, script, clock } = this.stage;
    const role = 'compliance_officer';
    const slot = staff.book({ region: life.region, role, busy: [] }, this.#time(life), {
      now: clock.at,
    });
    if (!slot) return false;
    const by = staff.principal(slot.person);
    const view = await deeds.view(by, life.caseId);
    if (!view.possible.includes(event)) return false;
    if (event === 'RESUMED' && !(await deeds.isInOrder(by, life.caseId))) return false;
    const reason = script.reasons[kind] ?? '';
    await deeds.decide(by, { view, stage: 'deployment', role, kind, reason });
    return true;
  }

  #later(life: CaseLife, days: number, act: (life: CaseLife) => Promise<void>): void {
    const { chance, clock } = this.stage;
    const at = this.#time(life).after(clock.at, chance.around(days) * DAY_HOURS_MS);
    this.#agenda.add(at, async () => act(life));
  }

  async #openTask(life: CaseLife, task: TaskView): Promise<TaskView | undefined> {
    const tasks = await readTasks(this.#pool(life), life.caseId);
    return tasks.find(({ id, closedAt }) => id === task.id && closedAt === null);
  }

  async #nextTimer(): Promise<number> {
    const firsts = await Promise.all(
      [...this.stage.cells.values()].map(async ({ pool }) => {
        const { rows } = await pool.query<{ run_at: Date | null }>(
          // What ran out before now was done or waits for something else than time.
          'select min(run_at) as run_at from timer where run_at > $1',
          [this.stage.clock.now()],
        );
        return rows[0]?.run_at?.getTime() ?? Infinity;
      }),
    );
    return Math.min(...firsts);
  }

  #cell(life: CaseLife): { readonly pool: pg.Pool; readonly time: WorkingTime } {
    const cell = this.stage.cells.get(life.region);
    if (!cell) throw new Error(`region \`${life.region}\` has no cell here`);
    return cell;
  }

  #pool(life: CaseLife): pg.Pool {
    return this.#cell(life).pool;
  }

  #time(life: CaseLife): WorkingTime {
    return this.#cell(life).time;
  }
}

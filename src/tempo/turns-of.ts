import { ENGINE_ACTOR, type CaseContext } from '../../workflows/contract.ts';
import { addDuration } from '../../workflows/duration.ts';
import { workStage } from '../../workflows/route.ts';
import type { OpenTask } from '../../workflows/step-result.ts';
import type { Instant } from '../../workflows/words.ts';
import type { CaseStep } from '../cases/case-steps.ts';
import { type Moment, momentsOf } from './moments.ts';
import type { JournalEvent } from '../journal/journal.types.ts';
import type { WorkingTime } from './calendar/working-time.ts';
import type { Supplied, Turn, WaitsOn } from './tempo.types.ts';

interface Ground {
  readonly time: WorkingTime;
  readonly outsideRoles: ReadonlySet<string>;
}

interface OpenTurn {
  readonly task: OpenTask;
  readonly seq: number;
  readonly from: Instant;
  readonly due: Instant;
  readonly round: number;
  readonly rules: Set<string>;
  readonly documents: Supplied[];
  /** Intervals in which somebody had it in hand; the last may still run. */
  readonly held: { readonly from: Instant; until: Instant | null }[];
}

/** Who did something last, as long as the engine's own steps follow it at the same instant. */
interface Act {
  readonly type: string;
  readonly person: string;
  readonly at: Instant;
}

/** Every turn of a case in the order in which they began; pure. */
export function turnsOf(steps: readonly CaseStep[], ground: Ground): Turn[] {
  const walk = new Walk(ground);
  for (const group of momentsOf(steps)) walk.take(group);
  return walk.turns();
}

class Walk {
  readonly #done: Turn[] = [];
  readonly #open = new Map<string, OpenTurn>();
  readonly #rounds = new Map<string, number>();
  #act: Act | null = null;

  constructor(private readonly ground: Ground) {}

  take(moment: Moment): void {
    const { event, after } = moment.last;
    for (const step of moment.steps) {
      const { actor, type, at } = step.event;
      if (actor !== ENGINE_ACTOR) this.#act = { type, person: actor, at };
      this.#note(step.event);
    }
    const keys = new Set(after.tasks.map(({ key }) => key));
    for (const [key, turn] of this.#open) if (!keys.has(key)) this.#end(turn, event.at);
    for (const task of after.tasks) {
      const turn = this.#open.get(task.key) ?? this.#begin(task, event);
      for (const rule of rulesBehind(after.context, task)) turn.rules.add(rule);
    }
  }

  turns(): Turn[] {
    const open = [...this.#open.values()].map((turn) => ({
      ...this.#told(turn, null),
      until: null,
      ms: null,
      workingMs: null,
      endedBy: null,
      person: null,
    }));
    return [...this.#done, ...open].toSorted(inOrder);
  }

  #begin(task: OpenTask, { seq, at }: JournalEvent): OpenTurn {
    const name = `${task.stage} ${task.role} ${task.kind}`;
    const round = (this.#rounds.get(name) ?? 0) + 1;
    this.#rounds.set(name, round);
    const due = addDuration(at, task.due);
    const turn = { task, seq, from: at, due, round, rules: new Set<string>(), documents: [] };
    const opened = { ...turn, held: [] };
    this.#open.set(task.key, opened);
    return opened;
  }

  #end(turn: OpenTurn, at: Instant): void {
    this.#open.delete(turn.task.key);
    const act = this.#act?.at === at ? this.#act : null;
    const [from, until] = [Date.parse(turn.from), Date.parse(at)];
    this.#done.push({
      ...this.#told(turn, at),
      until: at,
      ms: until - from,
      workingMs: this.ground.time.between(from, until),
      endedBy: act?.type ?? null,
      person: act?.person ?? null,
    });
  }

  /** What is said beside the steps: who took it into their hands, and which papers came. */
  #note({ type, payload, at }: JournalEvent): void {
    if (type === 'EVIDENCE_ADDED') {
      const { document } = payload['document'] as { readonly document: string };
      for (const { task, documents } of this.#open.values())
        if (task.role === 'requester') documents.push({ document, at });
      return;
    }
    const turn = this.#open.get(typeof payload['task'] === 'string' ? payload['task'] : '');
    if (!turn) return;
    if (type === 'TASK_RELEASED') letGo(turn, at);
    if (type === 'TASK_CLAIMED' || type === 'TASK_ASSIGNED') {
      letGo(turn, at);
      turn.held.push({ from: at, until: null });
    }
  }

  #told({ task, seq, from, due, round, rules, documents, held }: OpenTurn, until: Instant | null) {
    const running = held.at(-1)?.until === null ? (held.at(-1)?.from ?? null) : null;
    const ended = until === null ? held.filter((part) => part.until !== null) : held;
    const spans = ended.map((part) => [part.from, part.until ?? until ?? part.from] as const);
    return {
      seq,
      key: task.key,
      stage: task.stage,
      kind: task.kind,
      role: task.role,
      waitsOn: waitsOn(task, this.ground.outsideRoles),
      factor: task.factor,
      from,
      due,
      round,
      rules: [...rules].toSorted(),
      documents,
      heldSince: until === null ? running : null,
      touched: held.length === 0 ? null : this.#sum(spans),
    };
  }

  #sum(spans: readonly (readonly [Instant, Instant])[]): NonNullable<Turn['touched']> {
    let [ms, workingMs] = [0, 0];
    for (const [from, until] of spans) {
      const [a, b] = [Date.parse(from), Date.parse(until)];
      ms += b - a;
      workingMs += this.ground.time.between(a, b);
    }
    return { ms, workingMs };
  }
}

function letGo({ held }: OpenTurn, at: Instant): void {
  const last = held.at(-1);
  if (last?.until === null) last.until = at;
}

function inOrder(a: Turn, b: Turn): number {
  if (a.seq !== b.seq) return a.seq - b.seq;
  return a.key < b.key ? -1 : 1;
}

function waitsOn({ kind, role }: OpenTask, outside: ReadonlySet<string>): WaitsOn {
  if (kind === 'machine' || role === ENGINE_ACTOR) return 'machine';
  if (role === 'requester') return 'team';
  if (kind === 'audit') return 'auditor';
  if (outside.has(role)) return 'outside';
  return role === 'compliance_officer' ? 'officer' : 'reviewer';
}

/** Rules whose findings ask for this work: what the team has to change or hand in, whose approval a role owes. */
function rulesBehind(context: CaseContext, { stage, kind, role }: OpenTask): string[] {
  const findings = context.assessment?.findings ?? [];
  const here = findings.filter((finding) => workStage(finding) === stage);
  if (kind === 'amend' || (kind === 'supply' && stage === 'scoping')) {
    const scope = stage === 'scoping' ? findings : here;
    return scope.filter(({ finding }) => AMENDED.includes(finding)).map(({ rule }) => rule);
  }
  if (kind === 'supply') {
    return here
      .filter(({ finding, awaitsOnlyApprovals }) => finding === 'open' && !awaitsOnlyApprovals)
      .map(({ rule }) => rule);
  }
  return findings
    .filter(({ finding, approvals }) => finding === 'open' && approvals.includes(role))
    .map(({ rule }) => rule);
}

const AMENDED: readonly string[] = ['blocked', 'unknown'];

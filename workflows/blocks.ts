import { not } from 'xstate';
import type { CaseSetup } from './case-setup.ts';
import type { StageMeta, TaskMeta } from './contract.ts';
import type { Duration, Factor, TaskKind } from './words.ts';
import { live } from './live-block.ts';
import type { MachineVersion } from './machine-version.ts';
import { OBLIGATIONS, rejection } from './obligation-blocks.ts';
import type { Route } from './route.ts';

/** How a stage is named and how long its deciders have, unless the pack says otherwise. */
export interface StageWords {
  readonly stage: string;
  readonly title: string;
  readonly factor: Factor;
  readonly kind: TaskKind;
  readonly due: Duration;
}

/** A stage after the assessment, and where it leads. */
export interface LaterStage extends StageWords {
  readonly next: 'opinion' | 'approval' | 'audit-or-permit' | 'permit';
}

const TEAM_DUE = 'P10D';
const MACHINE_DUE = 'PT1H';

/** State nodes that every route shares: a region's machine only names its stages and puts them in order. */
export function blocksOf(parts: CaseSetup, route: Route, version: MachineVersion) {
  const fallen = version === 1 ? [] : (['cancelFallenConditionTimers'] as const);
  const amended = {
    AMENDED: {
      guard: 'isOfTeam',
      actions: ['cancelBarredWaiverTimers', ...fallen, 'recordManifest'],
    },
    PACK_CHANGED: { guard: 'isEngine', actions: 'recordLaw' },
  } as const;

  /** Waits for the first assessment, then for every fact that decides. */
  const scoping = parts.createStateConfig({
    initial: 'assessing',
    on: amended,
    always: { guard: 'isScoped', target: '#assessment' },
    states: {
      assessing: {
        meta: scopingMeta('Facts are read and rules applied', engineTask()),
        always: { guard: 'isMissingFacts', target: 'supplying' },
      },
      supplying: { meta: scopingMeta('State the facts that decide', teamTask('supply')) },
    },
  });

  /** Stages worked on side by side; the case moves on when all of them have passed. */
  const assessment = (words: readonly StageWords[], next: string) =>
    parts.createStateConfig({
      id: 'assessment',
      type: 'parallel',
      on: amended,
      always: { guard: { type: 'isSettled', params: { stages: route.assessment } }, target: next },
      states: Object.fromEntries(
        words.map((stage) => [stage.stage, assessmentStage(parts, stage, version)]),
      ),
    });

  /** A stage decided after the assessment: falls back into it when what it stood on falls. */
  const later = (words: LaterStage) =>
    parts.createStateConfig({
      id: words.stage,
      initial: 'deciding',
      on: amended,
      always: {
        guard: { type: 'isReopened', params: { stages: beforeStage(route, words.stage) } },
        target: '#assessment',
      },
      states: laterStates(parts, words, { route, version }),
    });

  /** The engine owes the permit; a change that arrives meanwhile takes the case back. */
  const issuing = parts.createStateConfig({
    id: 'permit',
    meta: { stage: 'permit', title: 'Permit is being issued', factor: 'tools', task: engineTask() },
    exit: 'clearPermitFailure',
    on: {
      ...amended,
      PERMIT_FAILED: { guard: 'isNewFailure', actions: 'recordPermitFailure' },
      PERMIT_ISSUED: {
        guard: { type: 'isPermitIssue', params: { stages: beforePermit(route) } },
        actions: 'recordPermit',
        target: '#live',
      },
    },
    always: {
      guard: { type: 'isNotPermitReady', params: { stages: beforePermit(route) } },
      target: '#assessment',
    },
  });

  const ends = {
    ...(version === 1 ? {} : { rejection: rejection(parts) }),
    rejected: end(parts, 'rejected', version),
    withdrawn: end(parts, 'withdrawn', version),
    revoked: end(parts, 'revoked', version),
    expired: end(parts, 'expired', version),
    retired: end(parts, 'retired', version),
  };

  /** What may happen to a case wherever it stands. */
  const anywhere = {
    ASSESSED: {
      guard: { type: 'isFit', params: { route } },
      actions: ['cancelFallenWaiverTimers', ...fallen, 'renewLawTimer', 'recordAssessment'],
    },
    LAW_DATE: { guard: 'isLawDate', actions: 'recordLawDay' },
    EVIDENCE_ADDED: { actions: 'recordDocument' },
    FINDING_WAIVED: { guard: 'isWaiver', actions: ['recordWaiver', 'startWaiverTimer'] },
    WAIVER_EXPIRED: { guard: 'isWaived', actions: 'dropWaiver' },
    WITHDRAWN: { guard: 'isOfTeam', actions: 'clearVoided', target: '#withdrawn' },
    ...(version === 1 ? {} : OBLIGATIONS),
  } as const;

  return { scoping, assessment, later, issuing, live: live(parts, version), ends, anywhere };
}

function assessmentStage(parts: CaseSetup, words: StageWords, version: MachineVersion) {
  const params = { stage: words.stage };
  return parts.createStateConfig({
    initial: 'deciding',
    states: {
      ...workStates(words),
      deciding: { always: [...toWork(words.stage), ...toDecision(words.stage, 'passed')] },
      reviewing: reviewing(words, version),
      passed: { always: { guard: { type: 'isNotPassed', params }, target: 'deciding' } },
    },
  });
}

function laterStates(
  parts: CaseSetup,
  words: LaterStage,
  { route, version }: { readonly route: Route; readonly version: MachineVersion },
) {
  // Rules put work for the team into an audit; an opinion or an approval has no findings of its own.
  const hasFindings = words.stage === 'audit';
  const params = { stage: words.stage };
  return {
    ...(hasFindings ? workStates(words) : {}),
    deciding: parts.createStateConfig({
      always: [...(hasFindings ? toWork(words.stage) : []), ...toDecision(words.stage, 'settling')],
    }),
    reviewing: parts.createStateConfig(reviewing(words, version)),
    settling: parts.createStateConfig({
      meta: {
        stage: words.stage,
        title: `${words.title}: approvals are being applied`,
        factor: words.factor,
        task: engineTask(),
      },
      always: [
        ...onwards(words, beforeStage(route, words.stage)),
        { guard: { type: 'isNotPassed', params }, target: 'deciding' },
      ],
    }),
  };
}

/** Out of `settling`: only on an assessment that knows of the approvals just given. */
function onwards({ stage, next }: LaterStage, earlier: readonly string[]) {
  const params = { stages: [...earlier, stage] };
  const permit = { guard: { type: 'isPermitReady', params }, target: '#permit' } as const;
  if (next === 'permit') return [permit];
  if (next === 'audit-or-permit') {
    return [{ guard: { type: 'isAuditAsked', params }, target: '#audit' } as const, permit];
  }
  return [{ guard: { type: 'isSettled', params }, target: `#${next}` } as const];
}

/** Where the team has to do something before anybody can decide. */
function workStates(words: StageWords) {
  const params = { stage: words.stage };
  return {
    amending: {
      meta: stageMeta(words, 'change what stands in the way', teamTask('amend')),
      always: { guard: not({ type: 'isToAmend', params } as const), target: 'deciding' },
    },
    supplying: {
      meta: stageMeta(words, 'hand in what is missing', teamTask('supply')),
      always: { guard: not({ type: 'isToSupply', params } as const), target: 'deciding' },
    },
  } as const;
}

/** Deciders are asked; work that comes up for the team takes the stage back. */
function reviewing(words: StageWords, version: MachineVersion) {
  const { stage, title, factor, kind, due } = words;
  const params = { stage };
  const decided = { guard: { type: 'isDecision', params } } as const;
  return {
    meta: { stage, title, factor, task: { kind, role: 'signatories', due } } satisfies StageMeta,
    on: version === 1 ? finalDecisions(params, decided) : decisions(params, decided),
    always: { guard: { type: 'isOver', params }, target: 'deciding' },
  } as const;
}

interface Decided {
  readonly guard: { readonly type: 'isDecision'; readonly params: { readonly stage: string } };
}

function finalDecisions(params: { readonly stage: string }, decided: Decided) {
  return {
    APPROVED: { guard: { type: 'isApproval', params }, actions: 'recordApproval' },
    CHANGES_REQUESTED: { ...decided, actions: 'recordChanges' },
    REJECTED: { ...decided, actions: 'clearVoided', target: '#rejected' },
  } as const;
}

/** An approval may stand on conditions, and a rejection may be appealed against. */
function decisions(params: { readonly stage: string }, decided: Decided) {
  return {
    APPROVED: {
      guard: { type: 'isConditionalApproval', params },
      actions: ['startConditionTimers', 'recordApproval'],
    },
    CHANGES_REQUESTED: { ...decided, actions: ['cancelFallenConditionTimers', 'recordChanges'] },
    REJECTED: { ...decided, actions: 'recordRejection', target: '#rejection' },
  } as const;
}

function toWork(stage: string) {
  const params = { stage };
  return [
    { guard: { type: 'isToAmend', params }, target: 'amending' },
    { guard: { type: 'isToSupply', params }, target: 'supplying' },
  ] as const;
}

function toDecision(stage: string, passed: 'passed' | 'settling') {
  return [
    { guard: { type: 'isPassed', params: { stage } }, target: passed },
    { target: 'reviewing' },
  ] as const;
}

function end(parts: CaseSetup, status: string, version: MachineVersion) {
  const conditions = version === 1 ? [] : (['cancelConditionTimers'] as const);
  return parts.createStateConfig({
    id: status,
    type: 'final',
    entry: ['cancelWaiverTimers', ...conditions, 'cancelLawTimer'],
  });
}

/** Every stage that has to have passed before this one is decided. */
function beforeStage(route: Route, stage: string): readonly string[] {
  return [...route.assessment, ...route.later.slice(0, route.later.indexOf(stage))];
}

/** Every stage that has to have passed before a permit. */
function beforePermit(route: Route): readonly string[] {
  return [...route.assessment, ...route.later];
}

function stageMeta(words: StageWords, work: string, task: TaskMeta): StageMeta {
  return { stage: words.stage, title: `${words.title}: ${work}`, factor: words.factor, task };
}

function scopingMeta(title: string, task: TaskMeta): StageMeta {
  return { stage: 'scoping', title, factor: 'regulation', task };
}

function teamTask(kind: TaskKind): TaskMeta {
  return { kind, role: 'requester', due: TEAM_DUE };
}

function engineTask(): TaskMeta {
  return { kind: 'machine', role: 'carnet', due: MACHINE_DUE };
}

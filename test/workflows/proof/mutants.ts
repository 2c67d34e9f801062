import { createMachine, enqueueActions, type AnyStateMachine } from 'xstate';
import { ENGINE_ACTOR, type CaseContext, type CaseEvent } from '../../../workflows/contract.ts';
import type { MachineDefinition } from '../../../workflows/registry.ts';

type Config = Parameters<typeof createMachine>[0];
interface Args {
  readonly context: CaseContext;
  readonly event: CaseEvent;
}
type Guard = (args: Args, params: never) => boolean;

/** A machine with one mistake in it that somebody might make. */
export interface Mutant {
  readonly name: string;
  readonly of: (machine: AnyStateMachine) => AnyStateMachine;
  /** Machines whose way has what the mistake is made in; all of them when unsaid. */
  readonly machines?: readonly MachineDefinition['id'][];
}

const always: Guard = () => true;
const never: Guard = () => false;

function guard(name: string, by: string, mistaken: Guard): Mutant {
  return {
    name: `${name}: ${by}`,
    of: (machine) => machine.provide({ guards: { [name]: mistaken as never } }),
  };
}

/** An action that is forgotten. */
function forgotten(name: string): Mutant {
  return {
    name: `${name} is forgotten`,
    of: (machine) => machine.provide({ actions: { [name]: enqueueActions(() => undefined) } }),
  };
}

/** Another value at a place of the configuration. */
function edited(name: string, path: string, value: unknown): Mutant {
  return {
    name,
    of: (machine) => {
      const config = withValue(machine.config, path.split('.'), value);
      return createMachine(config as Config, machine.implementations as never) as AnyStateMachine;
    },
  };
}

/** A copy of a configuration with another value at this path, which has to be there. */
function withValue(at: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (typeof at !== 'object' || at === null || !(name in at)) {
    throw new Error(`the machine has no \`${name}\` to make a mistake in`);
  }
  const inner = (at as Record<string, unknown>)[name];
  const changed = rest.length === 0 ? value : withValue(inner, rest, value);
  if (Array.isArray(at)) return at.map((one: unknown, i) => (String(i) === name ? changed : one));
  return { ...at, [name]: changed };
}

const isFromOfficer = ({ event }: Args) => 'role' in event && event.role === 'compliance_officer';
const hasPermit = ({ context }: Args) => context.permit !== null;
const documentation = 'states.assessment.states.documentation.states.reviewing.on';
const decided = 'states.approval.states.reviewing.on';
const live = 'states.live.states';

/** Mistakes in who may, in when, in where to, and in what is forgotten. */
export const MUTANTS: readonly Mutant[] = [
  guard('isOfTeam', 'anybody is of the team', always),
  guard('isEngine', 'a person passes for the engine', always),
  guard('isOfficer', 'any role will do', ({ event }) => event.by !== 'ana'),
  guard('isOfficer', 'an officer of the team will do', isFromOfficer),
  guard('isResumable', 'whatever the case lacks', isFromOfficer),
  guard('isResumableToReview', 'never', never),
  guard('isWaiver', 'any role waives', ({ context, event }) => {
    const open = context.assessment?.findings ?? [];
    return open.some(({ rule }) => 'rule' in event && event.rule === rule);
  }),
  guard('isWaiver', 'the requester waives', isFromOfficer),
  guard('isWaived', 'a person ends waivers', ({ context }) => context.waivers.length > 0),
  guard('isApproval', 'on conditions as if on none', always),
  guard('isConditionalApproval', 'whatever was seen, by whomever', always),
  guard('isConditionalApproval', 'of one and their stand-in', isOfAnother),
  guard('isConditionalApproval', 'twice by the same person', ({ context, event }) => {
    if (event.type !== 'APPROVED' || event.by === 'ana' || event.by === 'tim') return false;
    return event.seen === context.assessment?.seen[event.stage];
  }),
  guard('isDecision', 'changes asked for without sight', always),
  guard('isNotPermitReady', 'what changed is not looked at', never),
  guard('isPermitIssue', 'a person issues', hasNoPermit),
  guard('isPermitIssue', 'already expired', ({ context, event }) => {
    return event.by === ENGINE_ACTOR && context.permit === null;
  }),
  guard('isPermitLive', 'after it ran out', hasPermit),
  guard('isUnresolved', 'never', never),
  guard('isConditionOverdue', 'never', never),
  guard('isConditionOwed', 'a person says so', always),
  guard('isConditionMet', 'by its owner', always),
  guard('isAppealDecision', 'by who rejected', ({ event }) => event.by !== 'ana'),
  guard('isNewIncident', 'twice', ({ event }) => event.by !== ENGINE_ACTOR),
  guard('isDutyDone', 'by the team', always),
  guard('isFit', 'an assessment by a person', always),
  guard('isNewFailure', 'told by a person', always),
  guard('isReopened', 'a later stage never falls back', never),
  guard('isSettled', 'on an assessment of before', always),
  guard('isOver', 'a stage is never done', never),
  guard('isPassed', 'a stage passes without its people', always),
  guard('isToAmend', 'what is blocked is reviewed all the same', never),
  guard('isLateApproval', 'always', always),
  guard('isReviewOfDeployed', 'whoever reviews', always),
  forgotten('cancelPermitTimer'),
  forgotten('cancelReviewTimer'),
  forgotten('cancelGraceTimer'),
  forgotten('cancelAppealTimer'),
  forgotten('cancelConditionTimer'),
  forgotten('cancelFallenConditionTimers'),
  forgotten('cancelFallenWaiverTimers'),
  forgotten('cancelWaiverTimers'),
  forgotten('startPermitTimer'),
  forgotten('startReviewTimer'),
  forgotten('startGraceTimer'),
  forgotten('startWaiverTimer'),
  forgotten('startConditionTimers'),
  forgotten('startAppealTimer'),
  forgotten('dropWaiver'),
  forgotten('recordOverdue'),
  forgotten('recordChanges'),
  edited('an expired permit is retired', 'states.live.on.PERMIT_EXPIRED.target', '#retired'),
  edited('a revoked permit is retired', 'states.live.on.REVOKED.target', '#retired'),
  edited('a missed review goes on running', `${live}.review.on.REVIEW_MISSED.target`, 'deployed'),
  edited('a suspension deploys', `${live}.permitted.on.SUSPENDED.target`, 'deployed'),
  edited('an incident leaves it running', `${live}.deployed.on.INCIDENT_REPORTED.target`, 'review'),
  edited('a rejection is withdrawn', `${decided}.REJECTED.target`, '#withdrawn'),
  edited('an approval needs nobody to decide', `${documentation}.APPROVED.guard`, undefined),
  edited('a retired model is still permitted', 'states.live.on.RETIRED.target', undefined),
  edited('withdrawn cases stay rejected', 'on.WITHDRAWN.target', '#rejected'),
  edited(
    'an appeal that lapsed is withdrawn',
    'states.rejection.states.open.on.APPEAL_LAPSED.target',
    '#withdrawn',
  ),
  edited('the team decides on its appeal', 'states.rejection.states.appealed.on', {
    REJECTION_OVERTURNED: { target: '#assessment', actions: 'recordOverturned' },
  }),
  edited('drift goes unreviewed', `${live}.deployed.on.DRIFT_REPORTED.target`, undefined),
  edited('the permit skips who approves', 'states.assessment.always.target', '#permit'),
  quorum('a quorum off by one', 1),
  {
    ...edited('no opinion is asked for', 'states.assessment.always.target', '#approval'),
    machines: ['gdpr'],
  },
  roleForgotten('independent_validator'),
  roleForgotten('legal_counsel'),
];

/** Looks at who acts, not at whose place they take. */
function isOfAnother({ context, event }: Args): boolean {
  if (event.type !== 'APPROVED' || event.by === 'ana' || event.by === 'tim') return false;
  const { approvals = [], needs = [] } = context.stages[event.stage] ?? {};
  return (
    approvals.every(({ by }) => by !== event.by) &&
    needs.some(({ role }) => role === event.role) &&
    event.seen === context.assessment?.seen[event.stage]
  );
}

function hasNoPermit({ context }: Args): boolean {
  return context.permit === null;
}

/** The case opens with a smaller quorum than its pack asks for. */
function quorum(name: string, approvalQuorum: number): Mutant {
  return {
    name,
    of: (machine) =>
      changedStart(machine, (context) => ({
        ...context,
        settings: { ...context.settings, approvalQuorum },
      })),
  };
}

/** Needs of a role vanish whenever the case is assessed. */
function roleForgotten(role: string): Mutant {
  return {
    name: `the role \`${role}\` is forgotten`,
    of: (machine) =>
      machine.provide({
        guards: {
          isPassed: (({ context }: Args, { stage }: { readonly stage: string }) => {
            const record = context.stages[stage];
            if (!record || context.assessment === null) return false;
            return record.needs.every(
              (need) =>
                need.role === role ||
                record.approvals.filter((approval) => approval.role === need.role).length >=
                  need.quorum,
            );
          }) as never,
        },
      }),
  };
}

function changedStart(
  machine: AnyStateMachine,
  change: (context: CaseContext) => CaseContext,
): AnyStateMachine {
  const { context } = machine.config as { readonly context: (args: never) => CaseContext };
  const config = { ...machine.config, context: (args: never) => change(context(args)) };
  return createMachine(config as Config, machine.implementations as never) as AnyStateMachine;
}

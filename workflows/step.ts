import {
  getNextTransitions,
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateNode,
} from 'xstate';
import {
  ENGINE_EVENTS,
  type CaseContext,
  type CaseEvent,
  type CaseEventType,
  type CaseInput,
  type StageMeta,
} from './contract.ts';
import type { Instant } from './words.ts';
import type { CaseStatus, StepResult } from './step-result.ts';
import type { MachineDefinition } from './registry.ts';
import { activeLeaves, restoreSnapshot, storeSnapshot, type StoredCase } from './snapshot.ts';
import { metaOf, openTasks } from './tasks.ts';
import { nettedTimers } from './timers.ts';

/**
 * Opens a case: it waits in `scoping` for its first assessment.
 *
 * @throws {RangeError} a setting of the route is no duration or no quorum, or `at` is no instant
 */
export function startCase(def: MachineDefinition, input: CaseInput, at: Instant): StepResult {
  if (Number.isNaN(Date.parse(at))) throw new RangeError(`\`${at}\` is no instant`);
  const [snapshot, actions] = initialTransition(def.machine, input);
  return resultOf(def, snapshot as AnyMachineSnapshot, nettedTimers(actions));
}

/**
 * Applies one event to a stored case.
 *
 * Pure: the same snapshot and event always give the same result, and nothing is carried out here. What has to
 * happen later comes out as timers, what people have to do as tasks.
 *
 * @returns null when the case, as it stands, does not take this event from this person
 * @throws {MachineMismatchError} the snapshot is of another machine or names states this one does not have
 */
export function stepCase(
  def: MachineDefinition,
  stored: StoredCase,
  event: CaseEvent,
): StepResult | null {
  const snapshot = restoreSnapshot(def, stored);
  if (!isOfContract(def, event) || snapshot.status !== 'active' || !snapshot.can(event))
    return null;
  const [next, actions] = transition(def.machine, snapshot, event);
  return resultOf(def, next as AnyMachineSnapshot, nettedTimers(actions));
}

/**
 * Types of event that the case's present states listen to, apart from the engine's own; whether one is taken
 * still depends on who sends it and on what they saw.
 *
 * @throws {MachineMismatchError} see `stepCase`
 */
export function possibleEvents(def: MachineDefinition, stored: StoredCase): CaseEventType[] {
  const snapshot = restoreSnapshot(def, stored);
  if (snapshot.status !== 'active') return [];
  const types = new Set<string>(getNextTransitions(snapshot).map(({ eventType }) => eventType));
  return personEvents(def).filter((type) => types.has(type));
}

/** Nodes and edges of a machine, for drawing. Transient states are left in: they are where paths part. */
export function graphOf(def: MachineDefinition): CaseGraph {
  const { root } = def.machine as { readonly root: AnyStateNode };
  const nodes = descendants(root);
  // What may happen anywhere leads away from every state in which a case goes on.
  const open = Object.values(root.states).filter(({ type }) => type !== 'final');
  const anywhere = open.flatMap((node) =>
    edgesOf(root).map((edge) => ({ ...edge, from: node.key })),
  );
  return { nodes: nodes.map(nodeOf), edges: [...nodes.flatMap(edgesOf), ...anywhere] };
}

export interface CaseGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

interface GraphNode {
  /** Path of the state: `assessment.residency.reviewing`. */
  readonly path: string;
  readonly stage: string | null;
  readonly title: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final';
}

interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Type of the event, or empty where the case moves on by itself. */
  readonly event: string;
}

function resultOf(
  def: MachineDefinition,
  snapshot: AnyMachineSnapshot,
  timers: StepResult['timers'],
): StepResult {
  // XState keeps what a guard, an action or the first context threw as a status; storing that would end the case.
  if (snapshot.status === 'error') throw snapshot.error;
  const context = snapshot.context as CaseContext;
  const leaves = activeLeaves(snapshot);
  const metas = metaOf(leaves);
  const active = new Set(metas.map(({ stage }) => stage));
  const states = leaves.map(pathOf).toSorted();
  return {
    snapshot: storeSnapshot(snapshot),
    context,
    states,
    stages: def.stages.filter((stage) => active.has(stage)),
    tasks: openTasks(context, metas),
    timers,
    status: statusOf(states, context),
  };
}

const STATUS_OF_STATE: Readonly<Record<string, CaseStatus>> = {
  'live.permitted': 'permitted',
  'live.deployed': 'deployed',
  'live.review': 'deployed',
  'live.suspended': 'suspended',
  'rejection.open': 'rejected',
  'rejection.appealed': 'rejected',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  revoked: 'revoked',
  expired: 'expired',
  retired: 'retired',
};

function statusOf(states: readonly string[], { deployment }: CaseContext): CaseStatus {
  if (states[0] === 'live.review' && deployment === null) return 'permitted';
  return STATUS_OF_STATE[states[0] ?? ''] ?? 'open';
}

/** Nothing but the contract's events comes in: not XState's own, not a wildcard. */
function isOfContract(def: MachineDefinition, { type }: { readonly type: string }): boolean {
  return def.machine.events.includes(type) && !type.startsWith('xstate.') && type !== '*';
}

function personEvents(def: MachineDefinition): CaseEventType[] {
  const own: readonly string[] = ENGINE_EVENTS;
  const known = def.machine.events.filter((type: string) => !own.includes(type) && type !== '');
  return (known as CaseEventType[]).toSorted();
}

function descendants(node: AnyStateNode): readonly AnyStateNode[] {
  return Object.values(node.states).flatMap((child) => [child, ...descendants(child)]);
}

function nodeOf(node: AnyStateNode): GraphNode {
  const meta = node.meta as StageMeta | undefined;
  const type = node.type === 'history' ? 'atomic' : node.type;
  return { path: pathOf(node), stage: meta?.stage ?? null, title: meta?.title ?? node.key, type };
}

function edgesOf(node: AnyStateNode): readonly GraphEdge[] {
  const own = [...node.transitions.values()].flat();
  return [...own, ...(node.always ?? [])].flatMap(({ eventType, target }) =>
    (target ?? []).map((to) => ({ from: pathOf(node), to: pathOf(to), event: eventType })),
  );
}

function pathOf(node: AnyStateNode): string {
  return node.path.join('.');
}

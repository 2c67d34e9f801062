import type { CaseContext, CaseEvent } from '../../../workflows/contract.ts';
import type { MachineDefinition } from '../../../workflows/registry.ts';
import type { Edge, Node, World } from '../exploration.ts';
import type { SmallWorld, WorldName } from './worlds.ts';

export const TEAM = ['ana', 'tim'];

/** Where a promise is held: which machine, in which world. */
export interface Scene {
  readonly def: MachineDefinition;
  readonly world: SmallWorld;
}

/** One thing that a machine has to hold whatever happens; each question answers whether it is broken there. */
export interface Promised {
  readonly text: string;
  /** Where it is about something; everywhere when unsaid. */
  readonly worlds?: readonly WorldName[];
  readonly isBrokenAt?: (node: Node, scene: Scene) => boolean;
  readonly isBrokenBy?: (edge: Edge, scene: Scene) => boolean;
  /** Asked once everything has been visited: what is broken, in words. */
  readonly faultsOf?: (whole: World, scene: Scene) => readonly string[];
}

export const isEnded = ({ result }: Node): boolean => result.snapshot.status === 'done';
export const isLive = ({ result }: Node): boolean =>
  result.context.permit !== null && result.status !== 'open';
/** Something may run on the permit right now. */
export const isInForce = ({ result }: Node): boolean =>
  ['permitted', 'deployed'].includes(result.status);

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/** Whether this edge was taken by an event of one of these types. */
export function isBy<T extends CaseEvent['type']>(
  edge: Edge,
  ...types: readonly T[]
): edge is Edge & { readonly event: EventOf<T> } {
  return (types as readonly string[]).includes(edge.event.type);
}

export function unmetConditions({ conditions = [] }: CaseContext) {
  return conditions.filter(({ met }) => met === null);
}

import { graphHash, nameOf } from '../../../src/cases/frozen-machines.ts';
import type { MachineDefinition } from '../../../workflows/registry.ts';
import { explore, type Edge, type Node, type Watcher, type World } from '../exploration.ts';
import { LIVENESS } from './liveness.ts';
import type { Promised, Scene } from './promise.ts';
import { SAFETY } from './promises.ts';
import { WORLDS, type SmallWorld, type WorldName } from './worlds.ts';

export const PROMISES: readonly Promised[] = [...SAFETY, ...LIVENESS];

interface Visited {
  readonly situations: number;
  readonly transitions: number;
  readonly refused: number;
}

/** What visiting every reachable situation of one machine came to. */
export interface Proof {
  readonly machine: string;
  /** SHA-256 of the graph that was visited, as in `machines.lock.json`. */
  readonly graph: string;
  readonly worlds: Readonly<Partial<Record<WorldName, Visited>>>;
  readonly faults: readonly string[];
}

/** Visits every reachable situation of a machine in every small world, and holds all promises there. */
export function prove(def: MachineDefinition, worlds: readonly SmallWorld[] = WORLDS): Proof {
  const visited: Partial<Record<WorldName, Visited>> = {};
  const faults: string[] = [];
  for (const world of worlds) {
    const found = new Set<string>();
    const whole = search({ def, world }, found);
    faults.push(...[...found].map((fault) => `${world.name}: ${fault}`));
    visited[world.name] = {
      situations: whole.nodes.size,
      transitions: whole.edges.length,
      refused: whole.refused,
    };
  }
  return { machine: nameOf(def), graph: graphHash(def), worlds: visited, faults };
}

/** The first promise that is seen to be broken: a look into the depth of each world first, then all of them. */
export function firstFault(def: MachineDefinition): string | null {
  for (const limit of [GLANCE, Infinity]) {
    for (const world of WORLDS) {
      const found = new Set<string>();
      search({ def, world }, found, limit);
      const [fault] = found;
      if (fault !== undefined) return `${world.name}: ${fault}`;
    }
  }
  return null;
}

/** Situations that a first look visits. */
const GLANCE = 400;

/** @param limit situations, in a search for the first fault alone */
function search(scene: Scene, found: Set<string>, limit?: number): World {
  const { def, world } = scene;
  const whole = explore(def, world.law, world.offers, watcherOf(scene, found, limit));
  const isCut = limit !== undefined && (found.size > 0 || whole.nodes.size >= limit);
  if (!isCut) for (const fault of faultsOfWhole(whole, scene)) found.add(fault);
  return whole;
}

function watcherOf(scene: Scene, found: Set<string>, limit?: number): Watcher {
  const isHasty = limit !== undefined;
  const asked = PROMISES.filter((one) => isAbout(one, scene));
  const note = (broken: readonly Promised[], where: string): boolean => {
    for (const { text } of broken) found.add(`${text} (${where})`);
    return isHasty && broken.length > 0;
  };
  let left = limit ?? Infinity;
  return {
    isDeepFirst: isHasty,
    node: (node: Node) =>
      note(
        asked.filter((one) => one.isBrokenAt?.(node, scene)),
        node.result.states.join(' + '),
      ) || left-- <= 0,
    edge: (edge: Edge) =>
      note(
        asked.filter((one) => one.isBrokenBy?.(edge, scene)),
        `${edge.event.type} by ${edge.event.by} in ${edge.from.result.states.join(' + ')}`,
      ),
  };
}

function faultsOfWhole(whole: World, scene: Scene): readonly string[] {
  return PROMISES.filter((one) => isAbout(one, scene)).flatMap((one) =>
    (one.faultsOf?.(whole, scene) ?? []).map((fault) => `${one.text} (${fault})`),
  );
}

function isAbout({ worlds }: Promised, { world }: Scene): boolean {
  return worlds?.includes(world.name) ?? true;
}

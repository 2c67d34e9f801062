import type { MachineDefinition } from '../../workflows/registry.ts';
import type { CaseGraph } from '../../workflows/step.ts';
import { graphOf } from '../../workflows/step.ts';
import type { CaseStep } from '../cases/case-steps.ts';
import { plain } from './formats.ts';
import type { DiagramEdge, DiagramNode, PackModel } from './pack-model.ts';

/** Stages, and how they follow each other, as a person would draw them: states of one stage are one box. */
interface Boxes {
  /** The boxes one gets to by going to a state: those side by side, or the first of several that exclude each other. */
  readonly entered: (path: string) => readonly string[];
  /** Path of a state → paths of the boxes it stands for; a state that holds several boxes stands for all. */
  readonly of: (path: string) => readonly string[];
  /** The boxes a case stands in after a step, without stages that nothing asked for: nobody looked at those. */
  readonly stoodIn: (after: CaseStep['after']) => readonly string[];
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * The machine's picture with the way a case took. Ends that were not reached are left out, and so are ways back
 * that nobody went: they lead from everywhere and would hide the rest.
 */
export function wayTaken(
  machine: MachineDefinition,
  steps: readonly CaseStep[],
): PackModel['diagram'] {
  const graph = graphOf(machine);
  const boxes = boxesOf(graph);
  const edges = edgesOf(graph, boxes);
  const { visited, taken } = walk(steps, boxes, edges);
  const now = new Set(steps.at(-1)?.after.states.flatMap(boxes.of));
  const ends = new Set(graph.nodes.filter(({ type }) => type === 'final').map(({ path }) => path));
  const shown = [...boxes.titles].filter(([id]) => visited.has(id) || !ends.has(id));
  const nodes = shown.map(([id, title]): DiagramNode => {
    const untouched = visited.has(id) ? 'visited' : 'untouched';
    return { id, title, state: now.has(id) ? 'now' : untouched };
  });
  const ids = new Set(nodes.map(({ id }) => id));
  return {
    nodes,
    edges: edges
      .filter((edge) => ids.has(edge.from) && ids.has(edge.to))
      .map((edge) => ({ ...edge, taken: taken.has(keyOf(edge.from, edge.to)) }))
      .filter((edge) => edge.taken || !edge.fanned),
  };
}

type Edge = Omit<DiagramEdge, 'taken'> & {
  /** True for one of many lines that a single way back stands for. */
  readonly fanned: boolean;
};

function boxesOf(graph: CaseGraph): Boxes {
  const titles = new Map<string, string>();
  const boxAt = (path: string): string | null => {
    const found = [...titles.keys()].find((box) => path === box || path.startsWith(`${box}.`));
    return found ?? null;
  };
  for (const { path, type } of graph.nodes) {
    if (boxAt(path) !== null) continue;
    const inside = graph.nodes.filter((node) => node.path.startsWith(`${path}.`));
    const stages = new Set(inside.flatMap(({ stage }) => (stage === null ? [] : [stage])));
    if (type === 'atomic' || type === 'final') titles.set(path, titleOf(graph, path));
    else if (stages.size === 1 && type === 'compound') titles.set(path, titleOf(graph, path));
  }
  const parallel = new Set(
    graph.nodes.filter(({ type }) => type === 'parallel').map(({ path }) => path),
  );
  const of = (path: string) => {
    const box = boxAt(path);
    return box === null ? [...titles.keys()].filter((id) => id.startsWith(`${path}.`)) : [box];
  };
  const stageOf = (box: string) =>
    graph.nodes.find(
      ({ path, stage }) => stage !== null && (path === box || path.startsWith(`${box}.`)),
    )?.stage ?? '';
  return {
    titles,
    of,
    stoodIn: ({ states, context }) =>
      [...new Set(states.flatMap(of))].filter(
        (box) => context.stages[stageOf(box)]?.skipped !== true,
      ),
    entered: (path) => (parallel.has(path) ? of(path) : of(path).slice(0, 1)),
  };
}

/** The title its states have in common, else the name of the state itself. */
function titleOf(graph: CaseGraph, path: string): string {
  const titles = graph.nodes
    .filter(
      (node) => node.stage !== null && (node.path === path || node.path.startsWith(`${path}.`)),
    )
    .map(({ title }) => title);
  const common = titles.find((title) => titles.every((other) => other.startsWith(title)));
  if (common !== undefined) return common;
  const name = plain(path.slice(path.lastIndexOf('.') + 1));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function edgesOf(graph: CaseGraph, boxes: Boxes): Edge[] {
  const order = [...boxes.titles.keys()];
  const found = new Map<string, Edge>();
  for (const { from, to, event } of graph.edges) {
    const [starts, ends] = [boxes.of(from), boxes.entered(to)];
    for (const start of starts) {
      for (const end of ends) {
        const forward = order.indexOf(start) < order.indexOf(end);
        const fanned = !forward && ends.length > 1;
        const key = keyOf(start, end);
        if (start !== end && !found.has(key)) {
          found.set(key, { from: start, to: end, label: plain(event).toLowerCase(), fanned });
        }
      }
    }
  }
  return [...found.values()];
}

function walk(
  steps: readonly CaseStep[],
  boxes: Boxes,
  edges: readonly Edge[],
): { readonly visited: ReadonlySet<string>; readonly taken: ReadonlySet<string> } {
  const visited = new Set<string>();
  const taken = new Set<string>();
  let before: readonly string[] = [];
  for (const { after } of steps) {
    const now = boxes.stoodIn(after);
    const left = before.filter((box) => !now.includes(box));
    const entered = now.filter((box) => !before.includes(box));
    for (const box of now) visited.add(box);
    for (const start of left) {
      for (const end of entered) {
        for (const [from, to] of shortestWay(start, end, edges)) {
          taken.add(keyOf(from, to));
          visited.add(to);
        }
      }
    }
    before = now;
  }
  return { visited, taken };
}

/** One event can lead through several boxes at once, when a stage has nothing to decide. */
function shortestWay(
  start: string,
  end: string,
  edges: readonly Edge[],
): (readonly [string, string])[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const at of queue) {
    if (at === end) break;
    for (const { from, to } of edges) {
      if (from !== at || to === start || cameFrom.has(to)) continue;
      cameFrom.set(to, from);
      queue.push(to);
    }
  }
  const way: (readonly [string, string])[] = [];
  for (let at = end; at !== start;) {
    const from = cameFrom.get(at);
    if (from === undefined) return [];
    way.unshift([from, at]);
    at = from;
  }
  return way;
}

function keyOf(from: string, to: string): string {
  return `${from} ${to}`;
}

import { readSource } from '../../intake/read-source.ts';
import type { Place, SourceNode } from '../../intake/source-tree.ts';
import { isBlank } from '../../intake/source-tree.ts';

/** A file that states facts. */
export interface FactSource {
  /** As SARIF names it, relative to the root of the repository where it lies in it. */
  readonly uri: string;
  readonly text: string;
}

export interface FactPlace extends Place {
  readonly uri: string;
  /** False where the fact itself is not stated: the place is that of the section or entry it belongs to. */
  readonly exact: boolean;
}

/** Where facts stand in the files they were read from. A file that cannot be parsed has no places. */
export class FactPlaces {
  private readonly files: readonly { readonly uri: string; readonly tree: SourceNode | null }[];
  /** Line 1 of the manifest: where a finding belongs that speaks of nothing in it. */
  readonly start: FactPlace;

  /** The manifest first, then what adds to it: the profile of the organisation. */
  constructor(manifest: FactSource, ...more: readonly FactSource[]) {
    this.files = [manifest, ...more].map(({ uri, text }) => ({ uri, tree: readSource(text).tree }));
    this.start = { uri: manifest.uri, line: 1, column: 1, exact: false };
  }

  /** Where `data.locations[0].region` stands, else what it would belong to, else nothing. */
  find(path: string): FactPlace | null {
    const found = this.files.flatMap(({ uri, tree }) => {
      const place = tree === null ? null : walk(tree, segmentsOf(path));
      return place === null ? [] : [{ uri, ...place }];
    });
    return found.find(({ exact }) => exact) ?? found[0] ?? null;
  }
}

type Segment = string | number;

function segmentsOf(path: string): Segment[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/gu)].map(([word, index]) =>
    index === undefined ? word : Number(index),
  );
}

function walk(
  tree: SourceNode,
  segments: readonly Segment[],
): (Place & { readonly exact: boolean }) | null {
  let node = tree;
  let place: Place | null = null;
  for (const segment of segments) {
    const next = childOf(node, segment);
    if (next === null) return place === null ? null : { ...place, exact: false };
    place = next.place;
    node = next.node;
  }
  return place === null ? null : { ...place, exact: true };
}

function childOf(
  node: SourceNode,
  segment: Segment,
): { readonly node: SourceNode; readonly place: Place } | null {
  if (node.kind === 'map' && typeof segment === 'string') {
    const entry = node.entries.get(segment);
    return entry === undefined ? null : { node: entry.value, place: placeOf(entry.key) };
  }
  if (node.kind === 'list' && typeof segment === 'number') {
    // Facts are counted without entries that say nothing.
    const item = node.items.filter((one) => !isBlank(one))[segment];
    return item === undefined ? null : { node: item, place: placeOf(item) };
  }
  return null;
}

function placeOf({ line, column }: Place): Place {
  return { line, column };
}

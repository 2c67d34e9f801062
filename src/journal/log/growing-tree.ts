import { folded, leafHash, nodeHash, type Place, placesOf } from './merkle.ts';

export interface StoredNode extends Place {
  readonly hash: Uint8Array;
}

/**
 * A tree that only grows, kept as its right edge: a compact range. What becomes complete comes out, to be stored; every
 * proof can be made of that.
 */
export class GrowingTree {
  /** The complete subtrees of the tree as it stands, largest first. */
  readonly #edge: StoredNode[];

  constructor(edge: readonly StoredNode[] = []) {
    this.#edge = [...edge];
  }

  get size(): number {
    const last = this.#edge.at(-1);
    return last ? (last.index + 1) * 2 ** last.level : 0;
  }

  /** Null for a tree without leaves. */
  get root(): Uint8Array | null {
    return this.#edge.length === 0 ? null : folded(this.#edge.map(({ hash }) => hash));
  }

  /** Appends a leaf; what became complete with it, from the leaf upwards. */
  append(data: Uint8Array): readonly StoredNode[] {
    let node: StoredNode = { level: 0, index: this.size, hash: leafHash(data) };
    const complete = [node];
    for (let left = this.#edge.at(-1); left?.level === node.level; left = this.#edge.at(-1)) {
      this.#edge.pop();
      const hash = nodeHash(left.hash, node.hash);
      node = { level: node.level + 1, index: left.index / 2, hash };
      complete.push(node);
    }
    this.#edge.push(node);
    return complete;
  }
}

/** Where the edge of a tree of this size lies. */
export function edgeOf(size: number): readonly Place[] {
  return placesOf({ begin: 0, end: size });
}

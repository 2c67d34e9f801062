import type { FactDeclaration } from '../policy/catalog.types.ts';

/** The vocabulary as a tree: what a manifest may hold at each place. */
export type Shape = SectionShape | ListShape | LeafShape;

export interface SectionShape {
  readonly kind: 'section';
  readonly fields: ReadonlyMap<string, Shape>;
}

interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
}

interface LeafShape {
  readonly kind: 'leaf';
  readonly fact: FactDeclaration;
}

/** Builds the tree from declared paths: `data.locations[].region` lies in the items of the list `data.locations`. */
export function shapeOf(facts: Iterable<readonly [string, FactDeclaration]>): SectionShape {
  const root = draft();
  for (const [path, fact] of facts) {
    let node = root;
    for (const name of path.replaceAll('[]', '.[]').split('.')) node = child(node, name);
    node.fact = fact;
  }
  const shape = finish(root);
  if (shape.kind !== 'section') throw new TypeError('the vocabulary declares no facts');
  return shape;
}

interface Draft {
  fact: FactDeclaration | undefined;
  readonly children: Map<string, Draft>;
}

function draft(): Draft {
  return { fact: undefined, children: new Map() };
}

function child(node: Draft, name: string): Draft {
  const found = node.children.get(name) ?? draft();
  node.children.set(name, found);
  return found;
}

function finish(node: Draft): Shape {
  const items = node.children.get('[]');
  if (items) return { kind: 'list', item: finish(items) };
  if (node.fact?.type === 'list') {
    return {
      kind: 'list',
      item: { kind: 'leaf', fact: { ...node.fact, type: node.fact.of ?? 'string' } },
    };
  }
  if (node.fact && node.children.size === 0) return { kind: 'leaf', fact: node.fact };
  const fields = new Map([...node.children].map(([name, inner]) => [name, finish(inner)]));
  return { kind: 'section', fields };
}

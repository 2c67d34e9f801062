import type { FactDeclaration } from '../policy/catalog.types.ts';
import type { Findings } from './findings.ts';
import type { Shape } from './shape.ts';
import type { SourceEntry, SourceMap, SourceNode } from './source-tree.ts';

/** Keys under which the vocabulary's raw listing shows what an item of a list holds; in a manifest they state nothing. */
const TEMPLATES = new Map([
  ['location', { list: 'data.locations', items: 'places' }],
  ['feature', { list: 'features', items: 'features' }],
]);

/** The document without templates of list items; each is warned of. */
export function withoutTemplates(tree: SourceNode, findings: Findings): SourceNode {
  if (tree.kind !== 'map') return tree;
  const entries = new Map(tree.entries);
  for (const [key, { list, items }] of TEMPLATES) {
    if (!entries.delete(key)) continue;
    findings.warn(
      key,
      `\`${key}\` describes the items of \`${list}\` and states nothing`,
      `list the ${items} under \`${list}\``,
    );
  }
  return { ...tree, entries };
}

/** The document with empty text turned into nothing, where the vocabulary gives the empty text no meaning of its own. */
export function withoutEmptyText(node: SourceNode, shape: Shape | undefined): SourceNode {
  if (shape === undefined) return node;
  if (node.kind === 'list' && shape.kind === 'list') {
    return { ...node, items: node.items.map((item) => withoutEmptyText(item, shape.item)) };
  }
  if (node.kind === 'map' && shape.kind === 'section') {
    const inner = ([key, entry]: [string, SourceEntry]): [string, SourceEntry] => [
      key,
      { ...entry, value: withoutEmptyText(entry.value, shape.fields.get(key)) },
    ];
    return { ...node, entries: new Map([...node.entries].map(inner)) } satisfies SourceMap;
  }
  if (node.kind !== 'scalar' || node.value !== '' || shape.kind !== 'leaf') return node;
  return saysNothing(shape.fact) ? { ...node, value: null } : node;
}

/** Empty free text and an empty date; an empty word is for the list of words to judge. */
function saysNothing({ type, values, pattern }: FactDeclaration): boolean {
  return type === 'date' || (type === 'string' && values === null && pattern === null);
}

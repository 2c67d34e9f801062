import { nearest } from '../common/near.ts';
import { checkLeaf } from './check-leaf.ts';
import type { Findings } from './findings.ts';
import type { SectionShape, Shape } from './shape.ts';
import type { Place, SourceMap, SourceNode } from './source-tree.ts';
import { describeNode, isBlank, pathOf, shorten } from './source-tree.ts';

/** Holds a manifest against the vocabulary: unknown keys, wrong types, unknown words. Everything at once. */
export function checkShape(tree: SourceNode, shape: SectionShape, findings: Findings): void {
  new ShapeCheck(shape, findings).node(tree, shape, '');
}

class ShapeCheck {
  private readonly root: SectionShape;
  private readonly findings: Findings;

  constructor(root: SectionShape, findings: Findings) {
    this.root = root;
    this.findings = findings;
  }

  node(node: SourceNode, shape: Shape, path: string): void {
    if (isBlank(node)) {
      this.findings.warn(path, 'nothing is stated here', 'state it, or leave the key out');
      return;
    }
    if (shape.kind === 'leaf') {
      checkLeaf(node, shape.fact, path, this.findings);
      return;
    }
    if (shape.kind === 'list') this.list(node, shape.item, path);
    else this.section(node, shape, path);
  }

  private list(node: SourceNode, item: Shape, path: string): void {
    if (node.kind !== 'list') {
      const example =
        item.kind === 'leaf'
          ? `[${item.fact.values?.[0] ?? 'one'}]`
          : 'a list of entries, each after `- `';
      this.findings.problem(
        path,
        node,
        `this is ${describeNode(node)}, it has to be a list`,
        `write ${example}`,
      );
      return;
    }
    for (const [index, inner] of node.items.entries()) this.node(inner, item, pathOf(path, index));
  }

  private section(node: SourceNode, shape: SectionShape, path: string): void {
    if (node.kind !== 'map') {
      const known = [...shape.fields.keys()].slice(0, 4).join(', ');
      const what = path === '' ? 'a manifest has to be' : 'it has to be';
      this.findings.problem(
        path,
        node,
        `this is ${describeNode(node)}, ${what} a section`,
        `write \`name: value\` lines (${known} …)`,
      );
      return;
    }
    this.entries(node, shape, path);
  }

  private entries(node: SourceMap, shape: SectionShape, path: string): void {
    for (const [key, entry] of node.entries) {
      const inner = pathOf(path, key);
      const known = shape.fields.get(key);
      if (known) this.node(entry.value, known, inner);
      else this.unknownKey(key, inner, shape, entry.key);
    }
  }

  private unknownKey(key: string, path: string, shape: SectionShape, place: Place): void {
    const section = path.slice(0, Math.max(0, path.length - key.length - 1));
    const where = section === '' ? 'no section of a manifest' : `no fact of \`${section}\``;
    this.findings.problem(path, place, `\`${shorten(key)}\` is ${where}`, this.meant(key, shape));
  }

  private meant(key: string, shape: SectionShape): string {
    const near = key.length > 64 ? undefined : nearest(key, shape.fields.keys());
    if (near !== undefined) return `did you mean \`${near}\`?`;
    const elsewhere = pathsNamed(this.root, key, '');
    if (elsewhere.length > 0) return `did you mean \`${elsewhere.slice(0, 2).join('` or `')}\`?`;
    const known = [...shape.fields.keys()];
    return `known here: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ' …' : ''}`;
  }
}

/** Paths of facts that have this very name somewhere else. */
function pathsNamed(shape: Shape, name: string, path: string): string[] {
  if (shape.kind === 'leaf') return [];
  if (shape.kind === 'list') return pathsNamed(shape.item, name, `${path}[]`);
  return [...shape.fields].flatMap(([key, inner]) => {
    const at = pathOf(path, key);
    return [...(key === name ? [at] : []), ...pathsNamed(inner, name, at)];
  });
}

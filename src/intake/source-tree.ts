/** A document after parsing: plain values that remember where they stood. */

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface SourceMap extends Place {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, SourceEntry>;
}

export interface SourceEntry {
  /** Where the key stands. */
  readonly key: Place;
  readonly value: SourceNode;
}

interface SourceList extends Place {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
}

export interface SourceScalar extends Place {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it was written, without quotes: `1.10` where the value is 1.1. */
  readonly source: string;
}

export type SourceNode = SourceMap | SourceList | SourceScalar;

/** `data` and `locations` give `data.locations`; a number gives `data.locations[0]`. */
export function pathOf(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/**
 * The plain value of a node. A key without a value (`name:`) states nothing, so it is left out.
 *
 * `Object.fromEntries` defines own properties, so a key called `__proto__` changes no prototype.
 */
export function plainOf(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.filter((item) => !isBlank(item)).map(plainOf);
  return Object.fromEntries(
    [...node.entries]
      .filter(([, entry]) => !isBlank(entry.value))
      .map(([key, entry]) => [key, plainOf(entry.value)]),
  );
}

/** True for a key that was written without a value. */
export function isBlank(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** What a node is, for people: `a list`, `the number 3`, `the text \`yes\``. */
export function describeNode(node: SourceNode): string {
  if (node.kind === 'map') return 'a section';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  return `the ${WORD_OF[typeof node.value] ?? 'value'} \`${shorten(node.source)}\``;
}

/** At most 60 characters of what was typed, on one line. */
export function shorten(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

const WORD_OF: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'value',
};

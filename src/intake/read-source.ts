import type { Pair, Scalar } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { ManifestProblem } from './manifest.errors.ts';
import { DEEPEST, limitProblem, LONGEST_TEXT, MOST_NODES, wholeProblem } from './source-limits.ts';
import type { Place, SourceEntry, SourceNode } from './source-tree.ts';
import { pathOf, shorten } from './source-tree.ts';

export interface ReadSource {
  /** Null when the text could not be parsed at all. */
  readonly tree: SourceNode | null;
  readonly problems: readonly ManifestProblem[];
}

/**
 * Parses YAML 1.2 (so JSON too) into values that remember their place.
 *
 * Dates stay text, `__proto__` is a key like any other, merge keys and unknown tags are refused, aliases are written
 * out up to a limit. Never throws on bad input: whatever is wrong comes back as problems.
 */
export function readSource(input: string, options: { longestText?: number } = {}): ReadSource {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  const limit = limitProblem(text) ?? controlProblem(text);
  if (limit) return { tree: null, problems: [limit] };
  const lines = new LineCounter();
  try {
    return readDocuments(text, lines, options.longestText ?? LONGEST_TEXT);
  } catch (error) {
    // The parser recurses; a shape that passed the depth count and still overflows is no manifest.
    if (!(error instanceof RangeError)) throw error;
    return {
      tree: null,
      problems: [wholeProblem('the manifest is nested too deep to be read', 'flatten it')],
    };
  }
}

function readDocuments(text: string, lines: LineCounter, longestText: number): ReadSource {
  // Our own check for repeated keys is linear; the parser's is not.
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
    schema: 'core',
  });
  const [first, second] = 'empty' in documents ? [] : documents;
  if (!first || isNothing(first.contents)) {
    const hint = 'see `carnet check --help` for an example';
    return { tree: null, problems: [wholeProblem('the manifest is empty', hint)] };
  }
  const faults = [...first.errors, ...first.warnings];
  if (faults.length > 0) {
    return { tree: null, problems: faults.map((fault) => syntaxProblem(fault, lines)) };
  }
  if (second) {
    const place = placeOf(second.range[0], lines);
    const message = `the file holds ${documents.length} YAML documents`;
    const hint = 'one manifest a file: remove the `---` between them';
    return { tree: null, problems: [{ path: '', ...place, message, hint }] };
  }
  const walk = new Walk(lines, longestText);
  const tree = walk.node(first.contents, '', 0);
  return { tree, problems: walk.problems };
}

function isNothing(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

function syntaxProblem(
  fault: { message: string; pos: [number, number] },
  lines: LineCounter,
): ManifestProblem {
  const hint = /tab/iu.test(fault.message)
    ? 'indent with spaces'
    : 'the file has to be YAML or JSON';
  const message = `this is not YAML: ${shorten(lowerFirst(fault.message))}`;
  return { path: '', ...placeOf(fault.pos[0], lines), message, hint };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function controlProblem(text: string): ManifestProblem | null {
  // Next to what YAML takes as white space, it also lets DEL and the C1 controls pass, and so do we.
  const at = text.search(/[^\P{Cc}\t\n\r\u007F-\u009F]|[\uFFFE\uFFFF]/u);
  if (at === -1) return null;
  const before = text.slice(0, at).split('\n');
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  return {
    path: '',
    ...place,
    message: 'there is a control character',
    hint: 'save the manifest as UTF-8 text',
  };
}

function placeOf(offset: number, lines: LineCounter): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

interface At {
  readonly path: string;
  readonly depth: number;
  readonly place: Place;
}

/** Turns the parser's nodes into ours, collecting what a manifest may not contain. */
class Walk {
  readonly problems: ManifestProblem[] = [];
  private nodes = 0;
  /** Anchors met so far; the parser's own look-up searches the whole document for every alias. */
  private readonly anchors = new Map<string, unknown>();
  private readonly lines: LineCounter;

  private readonly longestText: number;

  constructor(lines: LineCounter, longestText: number) {
    this.lines = lines;
    this.longestText = longestText;
  }

  node(node: unknown, path: string, depth: number, at?: Place): SourceNode {
    this.nodes += 1;
    const place = at ?? this.place(node);
    if (this.nodes > MOST_NODES || depth > DEEPEST) return this.tooMuch(path, place, depth);
    if (isAlias(node)) return this.alias(node.source, path, depth, place);
    this.remember(node);
    return this.value(node, { path, depth, place });
  }

  private remember(node: unknown): void {
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
  }

  private value(node: unknown, { path, depth, place }: At): SourceNode {
    if (isMap(node))
      return { kind: 'map', ...place, entries: this.entries(node.items, path, depth) };
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.node(item, pathOf(path, index), depth + 1),
      );
      return { kind: 'list', ...place, items };
    }
    if (isScalar(node)) return this.scalar(node, path, place);
    return { kind: 'scalar', ...place, value: null, source: '' };
  }

  private alias(anchor: string, path: string, depth: number, place: Place): SourceNode {
    if (this.anchors.has(anchor))
      return this.node(this.anchors.get(anchor), path, depth + 1, place);
    this.add(
      path,
      place,
      `the alias \`*${shorten(anchor)}\` points at nothing above it`,
      'write the value out',
    );
    return { kind: 'scalar', ...place, value: null, source: '' };
  }

  private entries(
    pairs: readonly Pair[],
    path: string,
    depth: number,
  ): ReadonlyMap<string, SourceEntry> {
    const entries = new Map<string, SourceEntry>();
    for (const pair of pairs) {
      const key = this.key(pair.key, path);
      if (key === null) continue;
      const place = this.place(pair.key);
      const inner = pathOf(path, key);
      if (entries.has(key)) {
        const first = entries.get(key)?.key.line ?? 0;
        this.add(
          inner,
          place,
          `\`${shorten(key)}\` is stated twice, first on line ${first}`,
          'keep one of them',
        );
        continue;
      }
      entries.set(key, { key: place, value: this.node(pair.value, inner, depth + 1) });
    }
    return entries;
  }

  private key(key: unknown, path: string): string | null {
    if (isScalar(key) && key.value !== null) {
      const text = key.source ?? JSON.stringify(key.value);
      if (text !== '<<') return text;
      this.add(path, this.place(key), 'merge keys (`<<`) are not read', 'write the entries out');
      return null;
    }
    this.add(path, this.place(key), 'a key has to be a word', 'write `name: value`');
    return null;
  }

  private scalar(node: Scalar, path: string, place: Place): SourceNode {
    const { value } = node;
    const source = node.source ?? String(value);
    if (typeof value === 'string') return this.text(value, path, place);
    if (typeof value === 'number' && !isExact(value)) {
      this.add(
        path,
        place,
        `\`${shorten(source)}\` is no number that can be kept exactly`,
        'write a plain number, or put text in quotes',
      );
      return { kind: 'scalar', ...place, value: null, source };
    }
    const known = typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', ...place, value: known, source };
  }

  private text(value: string, path: string, place: Place): SourceNode {
    if (value.length > this.longestText) {
      const message = `this text has ${value.length} characters, at most ${this.longestText} are read`;
      this.add(path, place, message, 'hand long texts in as evidence');
      return { kind: 'scalar', ...place, value: null, source: '' };
    }
    return { kind: 'scalar', ...place, value, source: value };
  }

  private tooMuch(path: string, place: Place, depth: number): SourceNode {
    if (this.nodes === MOST_NODES + 1 || (depth > DEEPEST && this.nodes <= MOST_NODES)) {
      const what =
        depth > DEEPEST ? `more than ${DEEPEST} levels deep` : `more than ${MOST_NODES} values`;
      this.add(
        path,
        place,
        `the manifest has ${what} once its aliases are written out`,
        'use no aliases',
      );
    }
    return { kind: 'scalar', ...place, value: null, source: '' };
  }

  private place(node: unknown): Place {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
    return placeOf(range?.[0] ?? 0, this.lines);
  }

  private add(path: string, place: Place, message: string, hint: string): void {
    this.problems.push({ path, line: place.line, column: place.column, message, hint });
  }
}

/** NaN, infinities and integers beyond 2^53 would be changed silently on their way. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

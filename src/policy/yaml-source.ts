import { readFileSync, statSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { PolicyProblem } from './policy.errors.ts';
import { TOO_DEEP, unsoundIn, type Unsound } from './yaml-soundness.ts';

export type Path = readonly (string | number)[];

/** No policy file comes near this; larger ones are a mistake or an attack. */
const MAX_BYTES = 1024 * 1024;

/** One YAML file whose every value knows its line. */
export class YamlSource {
  private readonly problemsFound: PolicyProblem[] = [];

  private constructor(
    readonly file: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
    private readonly text: string,
    readonly data: unknown,
  ) {}

  /**
   * Reads a file; mistakes of syntax become problems and leave `data` undefined.
   *
   * @param file name shown in problems
   */
  static read(path: string, file: string): YamlSource {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MAX_BYTES) {
      const source = YamlSource.parse('', file);
      source.report([], `the file has more than ${MAX_BYTES} bytes`);
      return source;
    }
    return YamlSource.parse(size === 0 ? '' : readFileSync(path, 'utf8'), file);
  }

  /** Data that has no file of its own; every problem stands at its first line. */
  static of(data: unknown, file: string): YamlSource {
    return new YamlSource(file, parseDocument(''), new LineCounter(), '', data);
  }

  private static parse(text: string, file: string): YamlSource {
    const lines = new LineCounter();
    const { document, unsound } = composed(text, lines);
    const sound = document.errors.length === 0 && unsound.length === 0 && text !== '';
    const data: unknown = sound ? document.toJS() : undefined;
    const source = new YamlSource(file, document, lines, text, data);
    for (const error of document.errors) source.reportAt(error.pos[0], error.message);
    for (const { offset, message } of unsound) source.reportAt(offset, message);
    return source;
  }

  get problems(): readonly PolicyProblem[] {
    return this.problemsFound;
  }

  /** Notes a problem at the value that stands at `path`, or at the nearest thing above it that exists. */
  report(path: Path, message: string, hint?: string, offsetInText = 0): void {
    this.reportAt(this.offsetOf(path, offsetInText), message, hint);
  }

  /** Notes a problem at the key itself, for keys that should not be there. */
  reportKey(path: Path, message: string, hint?: string): void {
    const parent = this.nodeAt(path.slice(0, -1));
    const key = path.at(-1);
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      : undefined;
    const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    this.reportAt(offset ?? this.offsetOf(path, 0), message, hint);
  }

  private reportAt(offset: number, message: string, hint?: string): void {
    const { line, col } = this.lines.linePos(offset);
    this.problemsFound.push({
      file: this.file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      message,
      hint: hint ?? null,
    });
  }

  private offsetOf(path: Path, offsetInText: number): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = this.nodeAt(path.slice(0, length));
      if (!node?.range) continue;
      const [start, end] = node.range;
      if (length < path.length || offsetInText === 0) return start;
      return start + shift(node, offsetInText, this.text.slice(start, end));
    }
    return 0;
  }

  private nodeAt(path: Path): Node | null | undefined {
    if (path.length === 0) return this.document.contents;
    return this.document.getIn(path, true) as Node | undefined;
  }
}

/** How far behind its node's beginning a character of a text stands: folding changes white space only, so the rest is counted. */
function shift(node: Node, offsetInText: number, raw: string): number {
  if (!isScalar(node) || typeof node.value !== 'string') return 0;
  const block = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  let at = block ? raw.indexOf('\n') + 1 : Number(quoted);
  let left = node.value.slice(0, offsetInText).replace(/\s/g, '').length;
  while (at < raw.length && (left > 0 || /\s/.test(raw.charAt(at)))) {
    if (!/\s/.test(raw.charAt(at))) left -= 1;
    at += 1;
  }
  return Math.min(at, Math.max(raw.length - 1, 0));
}

/** A text that is nested beyond what the stack holds cannot be taken apart at all. */
function composed(
  text: string,
  lines: LineCounter,
): { readonly document: Document; readonly unsound: readonly Unsound[] } {
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    return { document, unsound: unsoundIn(document) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { document: parseDocument(''), unsound: [{ offset: 0, message: TOO_DEEP }] };
  }
}

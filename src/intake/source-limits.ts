import { Lexer } from 'yaml';
import type { ManifestProblem } from './manifest.errors.ts';

/** The largest manifest that is read. */
export const MOST_BYTES = 2 * 1024 * 1024;
/** Sections and lists inside one another; the deepest real path has 6. */
export const DEEPEST = 32;
/** YAML tokens; a manifest of 5,000 features has about 100,000. */
const MOST_TOKENS = 200_000;
/** Values after aliases are written out. */
export const MOST_NODES = 100_000;
/** Characters of one text. */
export const LONGEST_TEXT = 16_384;

const OPEN = new Set(['flow-map-start', 'flow-seq-start', '{', '[']);
const CLOSE = new Set(['flow-map-end', 'flow-seq-end', '}', ']']);
const INDICATORS = new Set(['-', '?', ':']);

/**
 * What forbids to parse a text at all: too large, too deep, too many tokens.
 *
 * The parser builds its tree by recursion and takes seconds over a megabyte of brackets, so depth and size are
 * counted on the stream of tokens before it runs.
 */
export function limitProblem(text: string): ManifestProblem | null {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) {
    return wholeProblem(
      `the manifest has ${bytes} bytes, at most ${MOST_BYTES} are read`,
      'state facts only; hand documents in as evidence',
    );
  }
  return new DepthCounter(text).problem();
}

/** A problem of the document as a whole. */
export function wholeProblem(message: string, hint: string): ManifestProblem {
  return { path: '', line: null, column: null, message, hint };
}

/** Walks the tokens once, keeping the depth of brackets, of indentation and of indicators on one line. */
class DepthCounter {
  private brackets = 0;
  private onThisLine = 0;
  private line = 1;
  private tokens = 0;
  private readonly indents: number[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  problem(): ManifestProblem | null {
    let lineStart = true;
    for (const token of new Lexer().lex(this.text)) {
      this.tokens += 1;
      if (this.tokens > MOST_TOKENS) return this.tooMuch();
      this.count(token, lineStart);
      lineStart = token.endsWith('\n');
      if (this.depth() > DEEPEST) return this.tooDeep();
    }
    return null;
  }

  private count(token: string, lineStart: boolean): void {
    if (lineStart) this.startLine(token);
    if (OPEN.has(token)) this.brackets += 1;
    else if (CLOSE.has(token)) this.brackets = Math.max(0, this.brackets - 1);
    else if (INDICATORS.has(token) && this.brackets === 0) this.onThisLine += 1;
    else if (token.includes('\n')) this.line += token.split('\n').length - 1;
  }

  private startLine(token: string): void {
    this.onThisLine = 0;
    if (this.brackets > 0) return;
    const indent = /^ *$/u.test(token) ? token.length : 0;
    while ((this.indents.at(-1) ?? -1) >= indent) this.indents.pop();
    this.indents.push(indent);
  }

  private depth(): number {
    return this.brackets + this.onThisLine + this.indents.length;
  }

  private tooDeep(): ManifestProblem {
    const message = `sections are nested more than ${DEEPEST} deep`;
    return {
      path: '',
      line: this.line,
      column: 1,
      message,
      hint: 'a manifest needs no more than 6 levels',
    };
  }

  private tooMuch(): ManifestProblem {
    return wholeProblem(
      `the manifest has more than ${MOST_TOKENS} tokens`,
      'state facts only, one entry per feature',
    );
  }
}

import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { DocumentProblem } from './document-problem.ts';

/** A document that somebody filled in from its outline. */
export interface FilledDocument {
  /** Which document it says it is. */
  readonly document: string;
  /** By field id; `line` where the format has lines. */
  readonly fields: ReadonlyMap<string, Stated>;
  /** Sections with what stands below their headings, comments left out. */
  readonly sections: readonly FilledSection[];
  /** Why the fields could not be read; nothing else is known then. */
  readonly broken: DocumentProblem | null;
}

export interface Stated {
  readonly value: unknown;
  readonly line: number | null;
}

interface FilledSection {
  readonly title: string;
  readonly text: string;
  readonly line: number | null;
}

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n(?<front>.*?)\r?\n---[ \t]*(?:\r?\n|$)(?<body>.*)$/su;

/**
 * Reads a document in the form of an outline: Markdown whose front matter names the `document`, or the same as a JSON
 * object with `sections`.
 *
 * @returns null when the file is of another form (a PDF, free text, other JSON): nothing is known of what it says
 */
export function readFilled(text: string): FilledDocument | null {
  if (/^\uFEFF?\s*\{/u.test(text)) return ofJson(text);
  const { front, body } = FRONT_MATTER.exec(text)?.groups ?? {};
  if (front === undefined || !/^document:/mu.test(front)) return null;
  const firstLine = text.slice(0, text.length - (body ?? '').length).split('\n').length;
  return { ...ofFrontMatter(front), sections: sectionsIn(body ?? '', firstLine) };
}

function ofFrontMatter(front: string): Omit<FilledDocument, 'sections'> {
  const lines = new LineCounter();
  const parsed = parseDocument(front, { lineCounter: lines });
  // The front matter begins on the second line of the file.
  const lineAt = (offset: number): number => lines.linePos(offset).line + 1;
  const [error] = parsed.errors;
  if (error) return broken(error.message, lineAt(error.pos[0]));
  const { contents } = parsed;
  const read = plain(parsed);
  if (!isMap(contents) || !isObject(read)) return broken('it is no list of keys and values', 2);
  const fields = contents.items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const id = String(key.value);
    return [[id, { value: read[id], line: lineAt(key.range?.[0] ?? 0) }] as const];
  });
  return namedIn(new Map(fields));
}

function broken(message: string, line: number): Omit<FilledDocument, 'sections'> {
  const [first = ''] = message.split('\n');
  const problem = { field: null, section: null, line, message: `the front matter: ${first}` };
  return { document: '', fields: new Map(), broken: problem };
}

/** Null where aliases would make it larger than anybody wrote. */
function plain(parsed: Document): unknown {
  try {
    return parsed.toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
}

function ofJson(text: string): FilledDocument | null {
  const read = parsedJson(text);
  if (!isObject(read) || typeof read['document'] !== 'string') return null;
  const { sections = {}, ...rest } = read;
  const fields = Object.entries(rest).map(([id, value]) => [id, { value, line: null }] as const);
  const written = isObject(sections) ? Object.entries(sections) : [];
  return {
    ...namedIn(new Map(fields)),
    sections: written.map(([title, said]) => ({
      title,
      text: typeof said === 'string' ? withoutComments(said) : '',
      line: null,
    })),
  };
}

function namedIn(stated: ReadonlyMap<string, Stated>): Omit<FilledDocument, 'sections'> {
  const fields = new Map(stated);
  const document = fields.get('document')?.value;
  fields.delete('document');
  return { document: typeof document === 'string' ? document : '', fields, broken: null };
}

/** What stands below each `##`, outside of code. */
function sectionsIn(body: string, firstLine: number): FilledSection[] {
  const found: { title: string; lines: string[]; line: number }[] = [];
  let inCode = false;
  for (const [index, line] of body.split(/\r?\n/u).entries()) {
    if (/^(?:```|~~~)/u.test(line)) inCode = !inCode;
    const title = inCode ? undefined : /^##\s+(.*?)\s*#*$/u.exec(line)?.[1];
    if (title === undefined) found.at(-1)?.lines.push(line);
    else found.push({ title, lines: [], line: firstLine + index });
  }
  return found.map(({ title, lines, line }) => ({
    title,
    text: withoutComments(lines.join('\n')),
    line,
  }));
}

function withoutComments(text: string): string {
  return text.replaceAll(/<!--.*?(?:-->|$)/gsu, '').trim();
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

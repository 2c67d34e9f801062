/**
 * Writes an answer into a drafted manifest, in the place where the draft asks for it.
 *
 * The draft holds each open key as a comment below its section; the `#` of the key is taken away, and of the keys above
 * it. A key that is asked for nowhere is put at the end of its section, or of the text.
 */
export function answerIn(text: string, fact: string, value: string | readonly string[]): string {
  const path = fact.split('.');
  const lines = text.split('\n');
  const [section = ''] = path;
  const start = lines.findIndex((line) => line.startsWith(`${section}:`));
  if (start === -1) return `${text.trimEnd()}\n\n${nested(path, yamlOf(value))}\n`;
  const end = endOf(lines, start);
  const at = placeOf(lines, { start, end }, path);
  if (at === -1) {
    lines.splice(start + 1, 0, nested(path.slice(1), yamlOf(value), '  '));
    return lines.join('\n');
  }
  lines[at] = `${bared(lines[at] ?? '').replace(/:.*$/u, '')}: ${yamlOf(value)}`;
  bareAbove(lines, at, start);
  return lines.join('\n');
}

interface Section {
  readonly start: number;
  readonly end: number;
}

/** Where the key stands as a comment, below the comments of the keys above it. */
function placeOf(
  lines: readonly string[],
  { start, end }: Section,
  path: readonly string[],
): number {
  let at = start;
  for (const key of path.slice(1)) {
    const wanted = new RegExp(`^\\s*#?\\s*${key}:`, 'u');
    const next = lines.findIndex((line, n) => n > at && n < end && wanted.test(line));
    if (next === -1) return -1;
    at = next;
  }
  return at;
}

/** The first line behind a section: the next that begins a key of its own. */
function endOf(lines: readonly string[], start: number): number {
  const next = lines.findIndex((line, n) => n > start && /^[a-z]/iu.test(line));
  return next === -1 ? lines.length : next;
}

/** Keys above an answered one are no comments any more either. */
function bareAbove(lines: string[], at: number, start: number): void {
  let depth = indentOf(lines[at] ?? '');
  for (let n = at - 1; n > start && depth > 2; n -= 1) {
    const line = lines[n] ?? '';
    const bare = bared(line);
    if (!/^\s*[a-z_]+:\s*$/iu.test(bare) || indentOf(bare) >= depth) continue;
    depth = indentOf(bare);
    lines[n] = bare;
  }
}

function bared(line: string): string {
  return line.replace(/^(\s*)# ?/u, '$1');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function nested(path: readonly string[], value: string, indent = ''): string {
  return path
    .map((key, depth) => {
      const last = depth === path.length - 1;
      return `${indent}${'  '.repeat(depth)}${key}:${last ? ` ${value}` : ''}`;
    })
    .join('\n');
}

/** Plain where YAML reads it as it stands; else in quotes, which are JSON's. */
function yamlOf(value: string | readonly string[]): string {
  if (typeof value !== 'string') return `[${value.map((one) => yamlOf(one)).join(', ')}]`;
  if (/^-?\d+(?:\.\d+)?$/u.test(value) || value === 'true' || value === 'false') return value;
  return /^[A-Za-z][\w-]*$/u.test(value) && !RESERVED.has(value.toLowerCase())
    ? value
    : JSON.stringify(value);
}

/** Words that YAML takes for something else than text; `NO` is Norway. */
const RESERVED: ReadonlySet<string> = new Set([
  'yes',
  'no',
  'on',
  'off',
  'null',
  'y',
  'n',
  'true',
  'false',
]);

import type { ModelColumn } from './intake.types.ts';

/** Most characters of a header line that are looked at. */
const LONGEST_HEADER = 1_000_000;

/**
 * The column names of a CSV file: its first record, RFC 4180 quoting, separated by comma, semicolon or tab.
 *
 * Whichever separator stands most often outside quotes is taken; a name of nothing is left out.
 */
export function readCsvHeader(text: string): ModelColumn[] {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const record = firstRecord(text.slice(start, start + LONGEST_HEADER));
  const separator = separatorOf(record);
  return splitRecord(record, separator)
    .map((cell) => cell.trim())
    .filter((name) => name !== '')
    .map((name) => ({ name, type: null }));
}

function firstRecord(text: string): string {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) return text.slice(0, at);
  }
  return text;
}

function separatorOf(record: string): string {
  const bare = record.replaceAll(/"(?:[^"]|"")*"/gu, '');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.mark ?? ',';
}

function splitRecord(record: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < record.length; at += 1) {
    const character = record.charAt(at);
    if (character === '"' && quoted && record.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += character;
    }
  }
  return [...cells, cell];
}

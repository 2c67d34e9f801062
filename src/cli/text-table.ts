import type { Style } from './style.ts';

/** Cells of one row; the first row of a table is its head. */
export type TableRow = readonly string[];

const ESCAPE = String.fromCodePoint(27);
const COLOUR = new RegExp(`${ESCAPE}\\[\\d+m`, 'gu');

/** Lays rows out in columns as wide as their widest cell, with a rule under the head. Colours take no width. */
export function textTable(rows: readonly TableRow[], style: Style): string[] {
  const [head] = rows;
  if (head === undefined) return [];
  const widths = head.map((_, column) =>
    Math.max(...rows.map((row) => visibleLength(row[column] ?? ''))),
  );
  const lines = rows.map((row) =>
    widths
      .map((width, column) => pad(row[column] ?? '', width))
      .join('  ')
      .trimEnd(),
  );
  const rule = style.dim(widths.map((width) => '─'.repeat(width)).join('  '));
  return [style.bold(lines[0] ?? ''), rule, ...lines.slice(1)];
}

/** Columns that a text takes on a terminal, colours left out. */
function visibleLength(text: string): number {
  return text.replaceAll(COLOUR, '').length;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleLength(text)));
}

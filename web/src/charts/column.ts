/** One column of what a chart shows: as people read it, and as a file holds it. */
export interface Column<T> {
  readonly head: string;
  readonly tell: (row: T) => string;
  /** What the file holds, where that is not what is read: a number without its unit. */
  readonly raw?: (row: T) => string | number | null;
  readonly isNumber?: boolean;
  /** An address of these pages that the cell leads to. */
  readonly to?: (row: T) => string;
}

/** Rows as CSV (RFC 4180), in UTF-8 with its mark so that spreadsheets read it right. */
export function csvOf<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const lines = [
    columns.map(({ head }) => cell(head)),
    ...rows.map((row) =>
      columns.map(({ tell, raw }) => cell(raw === undefined ? tell(row) : raw(row))),
    ),
  ];
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** Names come from people: what a spreadsheet would run as a formula is kept as text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

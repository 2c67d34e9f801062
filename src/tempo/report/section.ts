import type { Element, Para, Sheet } from '../../evidence/pdf/sheet.ts';
import { STYLE } from '../../evidence/pdf/style.ts';
import { type Column, table } from '../../evidence/pdf/table.ts';
import type { Wording } from '../../evidence/wording.ts';
import type { TempoReport } from './report-model.ts';

/** What a section of the report is drawn with. */
export interface SectionContext {
  readonly sheet: Sheet;
  /** The section's `Sect`. */
  readonly section: Element;
  readonly words: Wording;
  readonly report: TempoReport;
}

export type Section = (context: SectionContext) => void;

export function say({ sheet, section }: SectionContext, text: string): void {
  sheet.paragraph(section, { text, style: STYLE.body, after: 5 });
}

/** Rows under titled columns; the first word of each row is strong. */
export function rowsOf(
  { sheet, section }: SectionContext,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): void {
  const cells = rows.map((row) =>
    row.map((text, index): readonly Para[] => [
      { text, style: index === 0 ? STYLE.strong : STYLE.small },
    ]),
  );
  table(sheet, section, columns, cells);
}

/** Columns worded at `path`, with their shares of the width in order. */
export function columnsAt(
  { words }: SectionContext,
  path: string,
  shares: Readonly<Record<string, number>>,
): Column[] {
  return Object.entries(shares).map(([name, share]) => ({
    title: words.text(`${path}.${name}`),
    share,
  }));
}

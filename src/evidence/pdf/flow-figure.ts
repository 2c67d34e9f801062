import type { Transfer } from '../../policy/policy.types.ts';
import type { DataFlow } from '../pack-model.ts';
import { figure } from './figure.ts';
import type { Element, Line, Sheet } from './sheet.ts';
import { heightOf } from './sheet.ts';
import { COLOR, CONTENT_WIDTH, PAGE, STYLE, statusColor } from './style.ts';

const BOX = 150;
const ROW_GAP = 12;
const PAD = 6;

export interface FlowFigureOptions {
  readonly flows: readonly DataFlow[];
  readonly alt: string;
  readonly stays: string;
  readonly ruling: (crossing: Transfer) => string;
}

interface Row {
  readonly from: readonly Line[];
  readonly to: readonly Line[];
  readonly label: string;
  readonly color: string;
  readonly crosses: boolean;
  readonly height: number;
}

/** People on the left, where their data lies on the right, and the border between them where one is crossed. */
export function flowFigure(sheet: Sheet, parent: Element, options: FlowFigureOptions): void {
  const rows = options.flows.flatMap((flow) => rowsOf(sheet, flow, options));
  // A picture cannot be broken over pages: a long list of flows becomes several pictures with one text each.
  for (let from = 0; from < rows.length; from += 9) {
    const part = rows.slice(from, from + 9);
    const height = part.reduce((sum, row) => sum + row.height + ROW_GAP, 0);
    figure(sheet, parent, { alt: options.alt, height, draw: (top) => drawRows(sheet, part, top) });
  }
}

function rowsOf(sheet: Sheet, flow: DataFlow, options: FlowFigureOptions): Row[] {
  const to = [
    { text: short(flow.location, 40), style: STYLE.strong },
    { text: short(flow.place || `${flow.provider} ${flow.cloudRegion}`, 60), style: STYLE.muted },
  ];
  const toLines = sheet.lines(to, BOX - 2 * PAD);
  const row = (people: string, ruling: string, color: string, crosses: boolean): Row => {
    const fromLines = sheet.lines(
      [{ text: short(people, 60), style: STYLE.strong }],
      BOX - 2 * PAD,
    );
    const height = Math.max(heightOf(toLines), heightOf(fromLines)) + 2 * PAD;
    return { from: fromLines, to: toLines, label: ruling, color, crosses, height };
  };
  if (flow.crossings.length === 0) {
    return [row(flow.subjects.join(', ') || '?', options.stays, COLOR.accent, false)];
  }
  return flow.crossings.map((crossing) =>
    row(
      crossing.origin,
      options.ruling(crossing),
      statusColor(crossing.lawful ? 'allowed' : 'blocked'),
      true,
    ),
  );
}

function drawRows(sheet: Sheet, rows: readonly Row[], start: number): void {
  const { doc } = sheet;
  let top = start;
  for (const row of rows) {
    const middle = top + row.height / 2;
    const left = PAGE.left;
    const right = PAGE.left + CONTENT_WIDTH - BOX;
    box(sheet, row.from, left, top, row.height);
    box(sheet, row.to, right, top, row.height);
    doc
      .moveTo(left + BOX + 4, middle)
      .lineTo(right - 9, middle)
      .lineWidth(1.3)
      .stroke(row.color);
    doc
      .polygon([right - 4, middle], [right - 10, middle - 3.4], [right - 10, middle + 3.4])
      .fill(row.color);
    const center = (left + BOX + right) / 2;
    if (row.crosses) {
      doc
        .moveTo(center, top - 2)
        .lineTo(center, top + row.height + 2)
        .lineWidth(1)
        .dash(3, { space: 2 })
        .stroke(COLOR.rule)
        .undash();
    }
    label(sheet, row, center, middle);
    top += row.height + ROW_GAP;
  }
}

function label(sheet: Sheet, { label: text, color }: Row, center: number, middle: number): void {
  const style = { ...STYLE.strong, color };
  const width = sheet.widthOf(text, style);
  sheet.doc.rect(center - width / 2 - 4, middle - 6, width + 8, 12).fill(COLOR.white);
  sheet.word(text, center - width / 2, middle + 3, style);
}

function box(sheet: Sheet, lines: readonly Line[], x: number, top: number, height: number): void {
  sheet.doc
    .roundedRect(x, top, BOX, height, 3)
    .lineWidth(0.8)
    .fillAndStroke(COLOR.tint, COLOR.rule);
  sheet.drawLines(lines, x + PAD, top + (height - heightOf(lines)) / 2);
}

function short(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

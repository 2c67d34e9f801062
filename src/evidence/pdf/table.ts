import type { Element, Line, Para, Sheet } from './sheet.ts';
import { fitting, heightOf } from './sheet.ts';
import { COLOR, CONTENT_BOTTOM, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';

export interface Column {
  readonly title: string;
  /** Share of the content's width; shares add up to 1. */
  readonly share: number;
}
export type Cell = readonly Para[];

const PAD = 5;
const GAP = 8;
/** A row taller than this is split over pages, a lower one goes to the next page whole. */
const SPLIT_ABOVE = 220;

/** A table whose header row is drawn again on each page (tagged once: the repeats are for the eye). */
export function table(
  sheet: Sheet,
  parent: Element,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): void {
  const element = sheet.child(parent, 'Table');
  const boxes = boxesOf(columns.map(({ share }) => share));
  const header = columns.map(({ title }, index) =>
    sheet.lines([{ text: title, style: STYLE.label }], widthAt(boxes, index)),
  );
  const first = rows[0] ? heightOfRow(linesOf(sheet, rows[0], boxes)) : 0;
  sheet.ensure(heightOfRow(header) + Math.min(first, 120));
  drawHeader(sheet, header, boxes, sheet.child(element, 'TR'));
  for (const row of rows) {
    const tr = sheet.child(element, 'TR');
    drawRow(sheet, tr, linesOf(sheet, row, boxes), {
      boxes,
      types: row.map(() => ['TD', {}] as const),
      again: () => drawHeader(sheet, header, boxes, null),
    });
    tr.end();
  }
  element.end();
  sheet.y += 10;
}

/** Names on the left, values on the right; rows without a header row above. */
export function facts(
  sheet: Sheet,
  parent: Element,
  rows: readonly (readonly [label: string, value: Cell])[],
  labelShare = 0.26,
): void {
  const element = sheet.child(parent, 'Table');
  const boxes = boxesOf([labelShare, 1 - labelShare]);
  for (const [label, value] of rows) {
    const tr = sheet.child(element, 'TR');
    drawRow(sheet, tr, linesOf(sheet, factCells(label, value), boxes), {
      boxes,
      types: [
        ['TH', { scope: 'Row' }],
        ['TD', {}],
      ],
      again: () => undefined,
    });
    tr.end();
  }
  element.end();
  sheet.y += 8;
}

/** Points that such rows take. */
export function factsHeight(
  sheet: Sheet,
  rows: readonly (readonly [label: string, value: Cell])[],
  labelShare = 0.26,
): number {
  const boxes = boxesOf([labelShare, 1 - labelShare]);
  return rows
    .map(([label, value]) => heightOfRow(linesOf(sheet, factCells(label, value), boxes)))
    .reduce((sum, height) => sum + height, 8);
}

function factCells(label: string, value: Cell): readonly Cell[] {
  return [[{ text: label, style: STYLE.label }], value];
}

interface Box {
  readonly x: number;
  readonly width: number;
}

interface RowOptions {
  readonly boxes: readonly Box[];
  readonly types: readonly (readonly [type: string, options: Record<string, unknown>])[];
  /** Draws what comes again at the top of a page. */
  readonly again: () => void;
}

function drawRow(sheet: Sheet, tr: Element, cells: readonly Line[][], options: RowOptions): void {
  const elements = options.types.map(([type, attributes]) => sheet.child(tr, type, attributes));
  let rest = cells;
  const whole = heightOfRow(rest);
  const space = () => CONTENT_BOTTOM - sheet.y - 2 * PAD;
  if (whole - 2 * PAD > space() && (whole < SPLIT_ABOVE || space() < 60))
    turn(sheet, options.again);
  for (;;) {
    const counts = rest.map((lines) => (lines.length === 0 ? 0 : fitting(lines, space())));
    drawCells(
      sheet,
      elements,
      options.boxes,
      rest.map((lines, index) => lines.slice(0, counts[index])),
    );
    rest = rest.map((lines, index) => lines.slice(counts[index]));
    if (rest.every((lines) => lines.length === 0)) break;
    turn(sheet, options.again);
  }
  sheet.hairline(sheet.y);
}

function drawCells(
  sheet: Sheet,
  elements: readonly Element[],
  boxes: readonly Box[],
  cells: readonly Line[][],
): void {
  const top = sheet.y + PAD;
  for (const [index, lines] of cells.entries()) {
    const x = boxes[index]?.x ?? PAGE.left;
    if (lines.length > 0) elements[index]?.add(() => sheet.drawLines(lines, x, top));
  }
  sheet.y += heightOfRow(cells);
}

function turn(sheet: Sheet, again: () => void): void {
  sheet.newPage();
  again();
}

function drawHeader(
  sheet: Sheet,
  cells: readonly Line[][],
  boxes: readonly Box[],
  tr: Element | null,
): void {
  const top = sheet.y + PAD;
  for (const [index, lines] of cells.entries()) {
    const x = boxes[index]?.x ?? PAGE.left;
    const draw = () => sheet.drawLines(lines, x, top);
    if (tr) sheet.child(tr, 'TH', { scope: 'Column' }).add(draw);
    else sheet.artifact(draw, 'Pagination');
  }
  tr?.end();
  sheet.y += heightOfRow(cells);
  sheet.hairline(sheet.y, COLOR.rule, 0.9);
}

function linesOf(sheet: Sheet, cells: readonly Cell[], boxes: readonly Box[]): Line[][] {
  return cells.map((cell, index) => sheet.lines(cell, widthAt(boxes, index)));
}

function heightOfRow(cells: readonly (readonly Line[])[]): number {
  return Math.max(0, ...cells.map(heightOf)) + 2 * PAD;
}

function boxesOf(shares: readonly number[]): Box[] {
  let x: number = PAGE.left;
  return shares.map((share) => {
    const box = { x, width: share * CONTENT_WIDTH - GAP };
    x += share * CONTENT_WIDTH;
    return box;
  });
}

function widthAt(boxes: readonly Box[], index: number): number {
  return boxes[index]?.width ?? CONTENT_WIDTH;
}

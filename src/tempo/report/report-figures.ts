import { figure } from '../../evidence/pdf/figure.ts';
import type { Element, Sheet } from '../../evidence/pdf/sheet.ts';
import { COLOR, CONTENT_WIDTH, PAGE, STYLE } from '../../evidence/pdf/style.ts';

/** One colour a region, in order; every line and bar is named beside it, never told by colour alone. */
export const SERIES: readonly string[] = ['#1f3b5c', '#a8531a', '#1d6a3a', '#6a3f94'];

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly color: string;
}

const ROW = 16;
const NAMES = 176;
const VALUES = 60;

/** A bar a line, its name on the left and its value on the right. */
export function barsFigure(
  sheet: Sheet,
  parent: Element,
  { bars, alt }: { readonly bars: readonly Bar[]; readonly alt: string },
): void {
  const most = Math.max(1e-9, ...bars.map(({ value }) => value));
  const left = PAGE.left + NAMES;
  const width = CONTENT_WIDTH - NAMES - VALUES;
  figure(sheet, parent, {
    alt,
    height: bars.length * ROW + 4,
    draw: (top) => {
      for (const [index, { label, value, text, color }] of bars.entries()) {
        const y = top + index * ROW;
        sheet.word(label.slice(0, 40), PAGE.left, y + 11, STYLE.small);
        sheet.doc.rect(left, y + 3.5, Math.max(1, (value / most) * width), ROW - 7).fill(color);
        const right = PAGE.width - PAGE.right - sheet.widthOf(text, STYLE.small);
        sheet.word(text, right, y + 11, STYLE.small);
      }
    },
  });
}

export interface Series {
  readonly name: string;
  readonly color: string;
  /** One a month; null where there is nothing. */
  readonly values: readonly (number | null)[];
  /** A thinner line of the same colour. */
  readonly upper: readonly (number | null)[];
}

const HEIGHT = 128;
const AXIS_LEFT = 30;
const AXIS_BOTTOM = 20;
const LEGEND = 16;

/** Lines over months, with the axis in days. */
export function trendFigure(
  sheet: Sheet,
  parent: Element,
  it: {
    readonly months: readonly string[];
    readonly series: readonly Series[];
    readonly alt: string;
  },
): void {
  figure(sheet, parent, {
    alt: it.alt,
    height: HEIGHT + LEGEND,
    draw: (top) => drawTrend(sheet, it, top),
  });
}

interface Plot {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

function drawTrend(
  sheet: Sheet,
  { months, series }: { readonly months: readonly string[]; readonly series: readonly Series[] },
  top: number,
): void {
  const all = series
    .flatMap(({ values, upper }) => [...values, ...upper])
    .filter((one) => one !== null);
  const most = niceTop(Math.max(1, ...all));
  const left = PAGE.left + AXIS_LEFT;
  const width = CONTENT_WIDTH - AXIS_LEFT - 8;
  const bottom = top + LEGEND + HEIGHT - AXIS_BOTTOM;
  const plot: Plot = {
    x: (index) => left + (width * (index + 0.5)) / months.length,
    y: (value) => bottom - ((bottom - top - LEGEND) * value) / most,
  };
  drawGrid(sheet, { left, width, bottom, most, plot });
  for (const [index, month] of months.entries()) {
    const text = month.slice(2).replace('-', '/').split('/').toReversed().join('/');
    const x = plot.x(index) - sheet.widthOf(text, STYLE.muted) / 2;
    sheet.word(text, x, bottom + 13, STYLE.muted);
  }
  let legendX = left;
  for (const one of series) {
    drawLine(sheet, one.upper, plot, { color: one.color, weight: 0.5, dots: false });
    drawLine(sheet, one.values, plot, { color: one.color, weight: 1.6, dots: true });
    sheet.doc.rect(legendX, top + 4, 10, 3).fill(one.color);
    sheet.word(one.name, legendX + 14, top + 9, STYLE.small);
    legendX += sheet.widthOf(one.name, STYLE.small) + 34;
  }
}

function drawGrid(
  sheet: Sheet,
  at: {
    readonly left: number;
    readonly width: number;
    readonly bottom: number;
    readonly most: number;
    readonly plot: Plot;
  },
): void {
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const value = at.most * part;
    const y = at.plot.y(value);
    sheet.doc
      .moveTo(at.left, y)
      .lineTo(at.left + at.width, y)
      .lineWidth(part === 0 ? 0.8 : 0.4)
      .stroke(part === 0 ? COLOR.rule : COLOR.hairline);
    const text = String(Math.round(value * 10) / 10);
    sheet.word(text, at.left - 6 - sheet.widthOf(text, STYLE.muted), y + 3, STYLE.muted);
  }
}

/** A gap where a month has nothing. */
function drawLine(
  sheet: Sheet,
  values: readonly (number | null)[],
  plot: Plot,
  look: { readonly color: string; readonly weight: number; readonly dots: boolean },
): void {
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const before = values[index - 1] ?? null;
    if (before !== null)
      sheet.doc
        .moveTo(plot.x(index - 1), plot.y(before))
        .lineTo(plot.x(index), plot.y(value))
        .lineWidth(look.weight)
        .stroke(look.color);
    if (look.dots) sheet.doc.circle(plot.x(index), plot.y(value), 2.2).fill(look.color);
  }
}

/** The next of 1, 2, 4, 6, 8 and 10 times a power of ten: quarters of it read well. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

import { duration, instant } from '../formats.ts';
import type { StageSpan } from '../pack-model.ts';
import { figure } from './figure.ts';
import type { Element, Sheet } from './sheet.ts';
import { COLOR, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';

const ROW = 17;
const NAMES = 120;
const TIMES = 64;
const AXIS = 22;
const ROWS_A_PICTURE = 30;

/** A bar per stay in a stage on one common axis of time. */
export function tempoFigure(
  sheet: Sheet,
  parent: Element,
  options: { readonly spans: readonly StageSpan[]; readonly end: string; readonly alt: string },
): void {
  const times = options.spans.flatMap(({ enteredAt, leftAt }) => [
    enteredAt,
    leftAt ?? options.end,
  ]);
  const from = Math.min(...times.map((at) => Date.parse(at)));
  const to = Math.max(...times.map((at) => Date.parse(at)));
  for (let index = 0; index < options.spans.length; index += ROWS_A_PICTURE) {
    const part = options.spans.slice(index, index + ROWS_A_PICTURE);
    figure(sheet, parent, {
      alt: options.alt,
      height: part.length * ROW + AXIS,
      draw: (top) => drawBars(sheet, part, { from, to, top }),
    });
  }
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly top: number;
}

function drawBars(sheet: Sheet, spans: readonly StageSpan[], axis: Axis): void {
  const { doc } = sheet;
  const left = PAGE.left + NAMES;
  const width = CONTENT_WIDTH - NAMES - TIMES;
  const scale = width / Math.max(1, axis.to - axis.from);
  const bottom = axis.top + spans.length * ROW;
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const x = left + width * part;
    doc.moveTo(x, axis.top).lineTo(x, bottom).lineWidth(0.4).stroke(COLOR.hairline);
  }
  for (const [index, span] of spans.entries()) {
    const y = axis.top + index * ROW;
    const begin = left + (Date.parse(span.enteredAt) - axis.from) * scale;
    const long = Math.max(1.5, Math.min(span.ms * scale, left + width - begin));
    sheet.word(span.title.slice(0, 26), PAGE.left, y + 11, STYLE.small);
    doc.rect(begin, y + 3.5, long, ROW - 7).fill(span.leftAt === null ? '#7d96b5' : COLOR.accent);
    const text = duration(span.ms);
    sheet.word(
      text,
      PAGE.width - PAGE.right - sheet.widthOf(text, STYLE.small),
      y + 11,
      STYLE.small,
    );
  }
  const start = instant(new Date(axis.from).toISOString());
  const end = instant(new Date(axis.to).toISOString());
  sheet.word(start, left, bottom + 13, STYLE.muted);
  sheet.word(end, left + width - sheet.widthOf(end, STYLE.muted), bottom + 13, STYLE.muted);
}

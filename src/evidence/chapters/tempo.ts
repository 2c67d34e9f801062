import { duration, instant } from '../formats.ts';
import type { StageSpan } from '../pack-model.ts';
import { table } from '../pdf/table.ts';
import { tempoFigure } from '../pdf/tempo-figure.ts';
import type { ChapterContext } from './chapter.ts';
import { body, muted, role, small, strong, subheading } from './chapter.ts';

/** How long the case took, in which stage, and whose turn it was. */
export function tempo(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  const { leadMs, spans, amendments, voidedDecisions } = model.tempo;
  body(context, words.text('tempo.intro'));
  const lead = model.permit ? 'tempo.lead' : 'tempo.leadOpen';
  body(
    context,
    `${words.text(lead, { time: duration(leadMs) })} ${words.text('tempo.rework', { amendments, voided: voidedDecisions })}`,
  );
  if (spans.length === 0) return;
  subheading(context, words.text('tempo.figure'), Math.min(spans.length, 30) * 17 + 22);
  tempoFigure(sheet, section, {
    spans,
    end: model.case.updatedAt,
    alt: words.text('tempo.alt', {
      spans: spans.map(({ title, ms }) => `${title} ${duration(ms)}`).join(', '),
    }),
  });
  waiting(context);
  spanTable(context, spans);
}

function waiting(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  if (model.tempo.waiting.length === 0) return;
  subheading(context, words.text('tempo.waiting'));
  const shares = { on: 0.34, role: 0.36, time: 0.3 };
  table(
    sheet,
    section,
    Object.entries(shares).map(([name, share]) => ({
      title: words.text(`tempo.waitingColumns.${name}`),
      share,
    })),
    model.tempo.waiting.map((one) => [
      [strong(words.text(`tempo.on.${one.on}`))],
      [small(role(words, one.role))],
      [small(duration(one.ms))],
    ]),
  );
  body(context, words.text('tempo.overlap'));
}

function spanTable(context: ChapterContext, spans: readonly StageSpan[]): void {
  const { sheet, section, words } = context;
  subheading(context, words.text('tempo.spans'));
  const shares = { stage: 0.26, entered: 0.23, left: 0.23, time: 0.13, factor: 0.15 };
  table(
    sheet,
    section,
    Object.entries(shares).map(([name, share]) => ({
      title: words.text(`tempo.spanColumns.${name}`),
      share,
    })),
    spans.map((span) => [
      [strong(span.title)],
      [small(instant(span.enteredAt))],
      [span.leftAt === null ? muted(words.text('tempo.now')) : small(instant(span.leftAt))],
      [small(duration(span.ms))],
      [muted(words.word(`factors.${span.factor}`))],
    ]),
  );
}

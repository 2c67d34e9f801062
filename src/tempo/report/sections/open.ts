import type { RegionReport } from '../report-model.ts';
import { days } from '../report-words.ts';
import { columnsAt, rowsOf, say, type SectionContext } from '../section.ts';

/** What is under way, the oldest first, with when it is expected. */
export function open(context: SectionContext): void {
  const { words, report } = context;
  const count = report.regions.reduce((sum, { now }) => sum + now.underWay.cases, 0);
  say(context, words.text('open.sentence', { open: count }));
  const all = report.regions.flatMap((one) => one.open);
  if (all.length === 0) return;
  const shares = { case: 0.34, model: 0.2, stage: 0.16, age: 0.08, expected: 0.22 };
  rowsOf(
    context,
    columnsAt(context, 'open.columns', shares),
    all.map(({ caseId, model, stages, ageMs, forecast }) => [
      caseId,
      model,
      stages.join(', '),
      days(words, ageMs),
      expectedOf(context, forecast),
    ]),
  );
}

function expectedOf(
  { words }: SectionContext,
  forecast: RegionReport['open'][number]['forecast'],
): string {
  if (!forecast) return words.text('open.unknown');
  return words.text('open.expected', { p50: day(forecast.p50), p95: day(forecast.p95) });
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

import type { Cause } from '../../measure/causes.ts';
import { regionName } from '../report-words.ts';
import { columnsAt, rowsOf, say, type SectionContext } from '../section.ts';

const DAY_MS = 8 * 3_600_000;

/** What slows, by the six factors and the region, the dearest first. */
export function causes(context: SectionContext): void {
  const { words, report } = context;
  const known = report.causes
    .filter(({ effect }) => effect !== null)
    .toSorted((a, b) => (b.effect?.value ?? 0) - (a.effect?.value ?? 0));
  if (known.length === 0) return say(context, words.text('causes.small'));
  say(context, words.text('causes.sentence'));
  const shares = { what: 0.25, days: 0.2, range: 0.15, cases: 0.09, where: 0.31 };
  rowsOf(
    context,
    columnsAt(context, 'causes.columns', shares),
    known.map((cause) => rowOf(context, cause)),
  );
}

function rowOf({ words, report }: SectionContext, cause: Cause): string[] {
  const { key, cases, effect, slows, mostIn } = cause;
  const [kind, name = ''] = key.split(':');
  const { value, low, high } = effect ?? { value: 0, low: 0, high: 0 };
  const where =
    mostIn && slows
      ? words.text('causes.where', {
          stage: mostIn.stage,
          waitsOn: words.word(`waitsOn.${mostIn.waitsOn}`),
        })
      : words.text('none');
  return [
    kind === 'region'
      ? words.text('causes.region', {
          region: regionName(name),
          other: regionName(report.comparedWith ?? ''),
        })
      : words.word(`factorNames.${name}`),
    `${inDays(value)}, ${words.text(slows ? 'causes.slows' : 'causes.unclear')}`,
    `${inDays(low)} … ${inDays(high)}`,
    String(cases),
    where,
  ];
}

function inDays(ms: number): string {
  return (ms / DAY_MS).toFixed(1);
}

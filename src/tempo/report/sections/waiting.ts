import type { WaitingRow } from '../../measure/waiting.ts';
import { barsFigure, SERIES } from '../report-figures.ts';
import type { RegionReport } from '../report-model.ts';
import { days, percent, regionName, roleName } from '../report-words.ts';
import { columnsAt, rowsOf, say, type SectionContext } from '../section.ts';

const BARS_TOLD = 6;

/** Whom requests waited for, region beside region. */
export function waiting(context: SectionContext): void {
  const { words, report } = context;
  for (const one of report.regions) {
    const [longest] = one.byRole;
    if (!longest) continue;
    say(
      context,
      words.text('waiting.sentence', {
        region: regionName(one.region),
        role: roleName(longest.key),
        days: (longest.working.total / one.dayMs).toFixed(0),
        half: days(words, longest.working.p50, one.dayMs),
      }),
    );
  }
  bars(context, 'waiting.alt', ({ byRole }) => byRole, roleName);
  rowsOf(
    context,
    columnsAt(context, 'waiting.columns', {
      role: 0.28,
      region: 0.18,
      turns: 0.1,
      half: 0.14,
      total: 0.18,
      onTime: 0.12,
    }),
    report.regions.flatMap((one) =>
      one.byRole
        .slice(0, BARS_TOLD)
        .map((row) => [
          roleName(row.key),
          regionName(one.region),
          String(row.working.n),
          days(words, row.working.p50, one.dayMs),
          (row.working.total / one.dayMs).toFixed(0),
          percent(words, row.onTime),
        ]),
    ),
  );
}

/** Of which of the six factors the waiting was. */
export function factors(context: SectionContext): void {
  const { words } = context;
  say(context, words.text('factors.sentence'));
  bars(
    context,
    'factors.alt',
    ({ byFactor }) => byFactor,
    (factor) => words.word(`factorNames.${factor}`),
  );
}

function bars(
  { sheet, section, words, report }: SectionContext,
  alt: string,
  rowsIn: (one: RegionReport) => readonly WaitingRow[],
  nameOf: (key: string) => string,
): void {
  const drawn = report.regions.flatMap((one, index) =>
    rowsIn(one)
      .slice(0, BARS_TOLD)
      .map(({ key, working }) => ({
        label: `${nameOf(key)}, ${regionName(one.region)}`,
        value: working.total / one.dayMs,
        text: days(words, working.total, one.dayMs),
        color: SERIES[index % SERIES.length] ?? '',
      })),
  );
  if (drawn.length === 0) return say({ sheet, section, words, report }, words.text('nothing'));
  const values = drawn.map(({ label, text }) => `${label} ${text}`).join(', ');
  barsFigure(sheet, section, { bars: drawn, alt: words.text(alt, { values }) });
}

import { SERIES, trendFigure } from '../report-figures.ts';
import type { RegionReport } from '../report-model.ts';
import { days, regionName } from '../report-words.ts';
import { say, type SectionContext } from '../section.ts';

const DAY_MS = 86_400_000;

/** Lead times over twelve months, a line a region. */
export function trend(context: SectionContext): void {
  const { sheet, section, words, report } = context;
  say(context, words.text('trend.sentence'));
  const told = report.regions.map(({ region, trend: months }) => {
    const values = months.map(({ month, lead }) => `${month} ${days(words, lead?.p50)}`).join(', ');
    return words.text('trend.region', { region: regionName(region), values });
  });
  trendFigure(sheet, section, {
    months: report.regions[0]?.trend.map(({ month }) => month) ?? [],
    series: report.regions.map(seriesOf),
    alt: words.text('trend.alt', { values: told.join('; ') }),
  });
}

function seriesOf({ region, trend: months }: RegionReport, index: number) {
  return {
    name: regionName(region),
    color: SERIES[index % SERIES.length] ?? '',
    values: months.map(({ lead }) => inDays(lead?.p50)),
    upper: months.map(({ lead }) => inDays(lead?.p85)),
  };
}

function inDays(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / DAY_MS;
}

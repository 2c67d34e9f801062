import type { RegionReport } from '../report-model.ts';
import { days, percent, regionName } from '../report-words.ts';
import { columnsAt, rowsOf, say, type SectionContext } from '../section.ts';

/** Less than a tenth of a day is no difference. */
const SAME_MS = 8_640_000;

/** The figures of each region, beside the month before. */
export function glance(context: SectionContext): void {
  const { words, report } = context;
  for (const one of report.regions) say(context, sentenceOf(context, one));
  const base = columnsAt(context, 'glance.columns', { figure: 1, now: 1, before: 1 });
  const [figure, now, before] = base.map(({ title }) => title);
  const share = 0.66 / (report.regions.length * 2);
  const columns = [
    { title: figure ?? '', share: 0.34 },
    ...report.regions.flatMap(({ region }) => [
      { title: `${regionName(region)}, ${now ?? ''}`, share },
      { title: before ?? '', share },
    ]),
  ];
  rowsOf(
    context,
    columns,
    Object.entries(FIGURES).map(([name, of]) => [
      words.text(`glance.rows.${name}`),
      ...report.regions.flatMap((one) => [of(one.now, one, context), of(one.before, one, context)]),
    ]),
  );
}

type Figure = (side: RegionReport['now'], of: RegionReport, context: SectionContext) => string;

const FIGURES: Readonly<Record<string, Figure>> = {
  started: ({ started }) => String(started),
  permitted: ({ permitted }) => String(permitted),
  turnedDown: ({ turnedDown }) => String(turnedDown),
  lead: ({ lead }, _, { words }) => days(words, lead?.p50),
  lead85: ({ lead }, _, { words }) => days(words, lead?.p85),
  working: ({ leadWorking }, { dayMs }, { words }) => days(words, leadWorking?.p50, dayMs),
  firstPass: ({ firstPass }, _, { words }) => percent(words, firstPass),
  rework: ({ rework }, _, { words }) => rework?.toFixed(2) ?? words.text('none'),
  efficiency: ({ flowEfficiency }, _, { words }) => percent(words, flowEfficiency?.share),
  onTime: ({ onTime }, _, { words }) => percent(words, onTime),
  running: ({ delivery }, _, { words }) => days(words, delivery.leadToRunning?.p50),
  failed: ({ delivery }, _, { words }) => percent(words, delivery.failed),
};

function sentenceOf({ words, report }: SectionContext, one: RegionReport): string {
  const { lead, leadWorking, permitted, underWay } = one.now;
  const region = regionName(one.region);
  if (!lead) {
    const open = report.partial ? underWay.cases : words.text('none');
    return words.text('glance.quiet', { region, open });
  }
  return words.text('glance.sentence', {
    region,
    permits: permitted,
    lead: days(words, lead.p50),
    working: ((leadWorking?.p50 ?? 0) / one.dayMs).toFixed(1),
    against: againstBefore({ words }, lead.p50 - (one.before.lead?.p50 ?? Number.NaN)),
  });
}

function againstBefore({ words }: Pick<SectionContext, 'words'>, difference: number): string {
  if (Number.isNaN(difference)) return words.text('glance.new');
  if (Math.abs(difference) < SAME_MS) return words.text('glance.same');
  const by = days(words, Math.abs(difference));
  return words.text(difference > 0 ? 'glance.slower' : 'glance.quicker', { by });
}

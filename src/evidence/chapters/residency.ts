import type { Transfer } from '../../policy/policy.types.ts';
import type { DataFlow } from '../pack-model.ts';
import { flowFigure } from '../pdf/flow-figure.ts';
import type { Cell } from '../pdf/table.ts';
import { table } from '../pdf/table.ts';
import type { Wording } from '../wording.ts';
import type { ChapterContext } from './chapter.ts';
import { body, muted, small, status, strong, subheading } from './chapter.ts';

const COLUMNS = {
  location: 0.2,
  place: 0.22,
  people: 0.14,
  border: 0.16,
  basis: 0.16,
  ruling: 0.12,
};

/** Every data flow, the border it crosses and the ground it stands on. */
export function residency(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  body(context, words.text('residency.intro'));
  if (model.flows.length === 0) {
    body(context, words.text('residency.none'));
    return;
  }
  table(
    sheet,
    section,
    Object.entries(COLUMNS).map(([name, share]) => ({
      title: words.text(`residency.columns.${name}`),
      share,
    })),
    model.flows.flatMap((flow) => rowsOf(words, flow)),
  );
  subheading(context, words.text('residency.figure'), Math.min(model.flows.length, 9) * 54);
  flowFigure(sheet, section, {
    flows: model.flows,
    alt: words.text('residency.alt', {
      flows: model.flows.map((flow) => sentence(words, flow)).join('; '),
    }),
    stays: words.text('residency.stays'),
    ruling: (crossing) => rulingText(words, crossing),
  });
}

function rowsOf(words: Wording, flow: DataFlow): Cell[][] {
  const start: Cell[] = [
    [strong(flow.location), muted(words.word(`purposes.${flow.purpose}`))],
    [small(`${flow.provider} ${flow.cloudRegion}`), muted(flow.place)],
    [small(flow.subjects.join(', ') || words.text('page.notStated'))],
  ];
  if (flow.crossings.length === 0) {
    return [
      [...start, [small(words.text('residency.stays'))], [muted(words.text('page.none'))], []],
    ];
  }
  return flow.crossings.map((crossing) => [
    ...start,
    [
      small(
        words.text('residency.crossing', {
          origin: crossing.origin,
          destination: crossing.dest_subdivision || crossing.dest_country,
        }),
      ),
    ],
    [
      small(
        words.text('residency.basis', {
          basis: words.word(`bases.${crossing.basis}`),
          mechanism: crossing.mechanism || words.text('page.notStated'),
        }),
      ),
    ],
    [status(rulingWord(crossing), rulingText(words, crossing))],
  ]);
}

function rulingWord({ lawful }: Transfer): string {
  return lawful ? 'allowed' : 'blocked';
}

function rulingText(words: Wording, crossing: Transfer): string {
  if (!crossing.lawful) return words.text('residency.unlawful');
  return words.text(
    crossing.basis === 'accountability' ? 'residency.recorded' : 'residency.lawful',
  );
}

function sentence(words: Wording, flow: DataFlow): string {
  const values = {
    people: flow.subjects.join(', ') || words.text('page.notStated'),
    location: flow.location,
    place: flow.place || flow.cloudRegion,
  };
  const [crossing] = flow.crossings;
  return crossing
    ? words.text('residency.flowCrosses', { ...values, ruling: rulingText(words, crossing) })
    : words.text('residency.flowStays', values);
}

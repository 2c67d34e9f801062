import type { FeatureRuling } from '../pack-model.ts';
import type { Cell } from '../pdf/table.ts';
import { table } from '../pdf/table.ts';
import type { Wording } from '../wording.ts';
import type { ChapterContext } from './chapter.ts';
import { body, muted, small, status, strong } from './chapter.ts';

/** What the model reads about people, and what the law says of each. */
export function features(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  body(context, words.text('features.intro'));
  if (model.features.length === 0) {
    body(context, words.text('features.none'));
    return;
  }
  const shares = { name: 0.24, category: 0.22, use: 0.12, ruling: 0.42 };
  table(
    sheet,
    section,
    Object.entries(shares).map(([name, share]) => ({
      title: words.text(`features.columns.${name}`),
      share,
    })),
    model.features.map((feature) => [
      [strong(feature.name)],
      [small(words.word(`categories.${feature.category}`))],
      [small(words.word(`uses.${feature.use}`))],
      rulings(words, feature),
    ]),
  );
}

function rulings(words: Wording, feature: FeatureRuling): Cell {
  if (feature.rulings.length === 0) return [muted(words.text('features.allowed'))];
  return feature.rulings.flatMap((ruling) => {
    const word = words.word(`findingWords.${ruling.finding}.label`);
    return [
      status(ruling.finding, words.text('features.ruling', { word, title: ruling.title })),
      muted(`${ruling.rule} · ${ruling.citation}`),
    ];
  });
}

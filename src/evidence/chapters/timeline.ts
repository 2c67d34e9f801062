import { instant } from '../formats.ts';
import { table } from '../pdf/table.ts';
import type { ChapterContext } from './chapter.ts';
import { body, mono, muted, person, small, stage, strong } from './chapter.ts';

/** Every journal event of the case, in order. */
export function timeline(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  body(context, words.text('timeline.intro'));
  const shares = { seq: 0.07, at: 0.145, actor: 0.17, event: 0.285, hash: 0.33 };
  table(
    sheet,
    section,
    Object.entries(shares).map(([name, share]) => ({
      title: words.text(`timeline.columns.${name}`),
      share,
    })),
    model.timeline.map((line) => [
      [small(String(line.seq))],
      [small(instant(line.at))],
      [small(person(line.actor))],
      [
        strong(words.word(`events.${line.type}`)),
        ...(line.detail === '' ? [] : [small(line.detail)]),
        ...(line.stages.length === 0
          ? []
          : [
              muted(
                words.text('timeline.stages', {
                  stages: line.stages.map((id) => stage(words, id)).join(', '),
                }),
              ),
            ]),
      ],
      [mono(line.hash)],
    ]),
  );
}

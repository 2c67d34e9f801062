import { sha256Hex } from '../../common/canonical-json.ts';
import { evidenceJson } from '../pack-model.ts';
import type { Cell } from '../pdf/table.ts';
import { facts } from '../pdf/table.ts';
import type { ChapterContext } from './chapter.ts';
import { body, mono, small } from './chapter.ts';

/** The versions a second reader needs to come to the same result. */
export function environment(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  body(context, words.text('environment.intro'));
  const { machine } = model.case;
  const pinned = (version: string, sha256: string): Cell => [
    mono(words.text('environment.pinned', { version, sha256 })),
  ];
  facts(sheet, section, [
    [words.text('environment.carnet'), [small(model.environment.carnet)]],
    [
      words.text('environment.wording'),
      [small(`${words.text('language')} ${words.text('version')}`)],
    ],
    [words.text('environment.machine'), [small(`${machine.id} ${machine.version}`)]],
    [
      words.text('environment.vocabulary'),
      pinned(model.law.vocabulary.version, model.law.vocabulary.sha256),
    ],
    ...model.law.packs.map((pack): [string, Cell] => [
      words.text('environment.pack', { name: pack.pack }),
      pinned(pack.version, pack.sha256),
    ]),
    [words.text('environment.modelHash'), [mono(sha256Hex(evidenceJson(model)))]],
  ]);
}

import { bytes } from '../formats.ts';
import type { PackDocument } from '../pack-model.ts';
import type { Para } from '../pdf/sheet.ts';
import { table } from '../pdf/table.ts';
import type { Wording } from '../wording.ts';
import type { ChapterContext } from './chapter.ts';
import { atBy, body, mono, muted, small, status, strong } from './chapter.ts';

/** What had to be written down, who supplied it, and the hash each file is known by. */
export function documents(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  body(context, words.text('documents.intro'));
  if (model.documents.length === 0) {
    body(context, words.text('documents.none'));
    return;
  }
  const shares = { document: 0.28, status: 0.15, supplied: 0.23, file: 0.34 };
  table(
    sheet,
    section,
    Object.entries(shares).map(([name, share]) => ({
      title: words.text(`documents.columns.${name}`),
      share,
    })),
    model.documents.map((document) => [
      [strong(document.title), ...askedBy(words, document)],
      [status(document.status, statusText(words, document))],
      document.suppliedBy && document.suppliedAt
        ? [small(atBy(words, document.suppliedAt, document.suppliedBy))]
        : [],
      file(words, document),
    ]),
  );
}

function statusText(words: Wording, { status: word, askedFrom }: PackDocument): string {
  return words.text(`documents.statuses.${word}`, { from: askedFrom ?? '' });
}

function askedBy(words: Wording, { askedBy: rules }: PackDocument): Para[] {
  return rules.length === 0
    ? []
    : [muted(words.text('documents.askedBy', { rules: rules.join(', ') }))];
}

function file(words: Wording, { fileName, sizeBytes, sha256 }: PackDocument): Para[] {
  if (fileName === null || sha256 === null) return [];
  return [
    small(words.text('documents.file', { name: fileName, size: bytes(sizeBytes ?? 0) })),
    mono(sha256),
  ];
}

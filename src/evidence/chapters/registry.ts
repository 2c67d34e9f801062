import { WordingError } from '../wording.ts';
import { approvals } from './approvals.ts';
import type { Chapter } from './chapter.ts';
import { cover } from './cover.ts';
import { documents } from './documents.ts';
import { environment } from './environment.ts';
import { features } from './features.ts';
import { findings } from './findings.ts';
import { permit } from './permit.ts';
import { residency } from './residency.ts';
import { summary } from './summary.ts';
import { tempo } from './tempo.ts';
import { timeline } from './timeline.ts';
import { verify } from './verify.ts';
import { way } from './way.ts';

const CHAPTERS: Readonly<Record<string, Chapter>> = {
  cover,
  verify,
  summary,
  findings,
  residency,
  features,
  documents,
  approvals,
  way,
  timeline,
  permit,
  tempo,
  environment,
};

/** Points that a chapter wants on its first page; a picture in one piece wants more. */
const ROOM: Readonly<Record<string, number>> = { way: 460, tempo: 360 };

/** Whether a chapter can begin with `space` points left on the page. */
export function fitsBelow(name: string, space: number): boolean {
  return space >= (ROOM[name] ?? 260);
}

/** @throws {WordingError} a wording's `order` names a chapter that nobody wrote */
export function findChapter(name: string): Chapter {
  const chapter = Object.hasOwn(CHAPTERS, name) ? CHAPTERS[name] : undefined;
  if (!chapter) {
    throw new WordingError(
      `there is no chapter \`${name}\`, known are: ${Object.keys(CHAPTERS).join(', ')}`,
    );
  }
  return chapter;
}

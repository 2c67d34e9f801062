import { day } from '../formats.ts';
import type { PackFinding } from '../pack-model.ts';
import type { Para } from '../pdf/sheet.ts';
import { STYLE, statusColor } from '../pdf/style.ts';
import type { Cell } from '../pdf/table.ts';
import { facts, factsHeight, table } from '../pdf/table.ts';
import type { Wording } from '../wording.ts';
import type { ChapterContext } from './chapter.ts';
import {
  body,
  finding,
  missingName,
  muted,
  person,
  role,
  small,
  strong,
  subheading,
} from './chapter.ts';

const LABELS = 0.2;
/** Points: title and status line above a finding's rows, and the gap before them. */
const HEAD = 46;
/** A finding taller than this may be cut by the page. */
const MOST_KEPT = 460;
/** What a heading takes with it of the table below: header and a first row. */
const TABLE_START = 110;

/** Every finding under its instrument: what the law says, why it holds here, what would help. */
export function findings(context: ChapterContext): void {
  const { model, words } = context;
  body(context, words.text('findings.intro'));
  if (model.findings.length === 0) body(context, words.text('findings.none'));
  const instruments = new Map<string, PackFinding[]>();
  for (const found of model.findings) {
    const list = instruments.get(found.instrument);
    if (list) list.push(found);
    else instruments.set(found.instrument, [found]);
  }
  for (const [instrument, list] of instruments) {
    const now = list.filter((found) => found.finding !== 'upcoming');
    const [first] = now;
    const keep = first ? heightOf(context, first) : TABLE_START;
    subheading(context, list[0]?.instrumentTitle ?? instrument, keep);
    for (const found of now) one(context, found);
    upcoming(
      context,
      list.filter((found) => found.finding === 'upcoming'),
      now.length > 0,
    );
  }
}

function heightOf(context: ChapterContext, found: PackFinding): number {
  return Math.min(HEAD + factsHeight(context.sheet, rowsOf(context, found), LABELS), MOST_KEPT);
}

function one(context: ChapterContext, found: PackFinding): void {
  const { sheet, section, words } = context;
  const color = statusColor(found.finding);
  sheet.ensure(heightOf(context, found));
  sheet.y += 6;
  sheet.paragraph(section, { text: found.title, style: STYLE.h3 }, 'H3');
  const word = words.word(`findingWords.${found.finding}.label`);
  const rule = words.text('findings.rule', {
    rule: found.rule,
    version: found.version,
    severity: words.word(`severities.${found.severity}`),
  });
  sheet.paragraph(section, {
    text: `${word} · ${rule} · ${found.jurisdiction}`,
    style: { ...STYLE.strong, color },
    dot: color,
    after: 2,
  });
  facts(sheet, section, rowsOf(context, found), LABELS);
}

/** Duties of a later day, a line each: nothing has been decided by them yet. */
function upcoming(
  context: ChapterContext,
  list: readonly PackFinding[],
  belowOthers: boolean,
): void {
  if (list.length === 0) return;
  const { sheet, section, model, words } = context;
  if (belowOthers) {
    sheet.ensure(TABLE_START);
    sheet.heading(section, 3, words.text('findings.upcoming'));
  }
  body(context, words.text('findings.upcomingIntro'));
  const shares = { rule: 0.36, from: 0.13, missing: 0.23, remedy: 0.28 };
  const columns = Object.entries(shares).map(([name, share]) => ({
    title: words.text(`findings.upcomingColumns.${name}`),
    share,
  }));
  const rows = list.map((found) => [
    [strong(found.title), muted(found.citation), muted(found.rule)],
    [finding(words, 'upcoming'), small(found.from)],
    found.missing.map((id) => small(missingName(model, words, id))),
    [small(found.remedy)],
  ]);
  table(sheet, section, columns, rows);
}

function rowsOf({ model, words }: ChapterContext, found: PackFinding): [string, Cell][] {
  const rows: [key: string, cell: Cell][] = [
    ['citation', [small(found.citation), muted(found.source)]],
    ['statement', [small(found.statement)]],
    ['because', found.because.map(small)],
    ['missing', found.missing.map((id) => small(missingName(model, words, id)))],
    ['exception', exceptionLines(found)],
    ['waiver', waiverLines(words, found)],
    ['remedy', NEEDS_REMEDY.has(found.finding) ? [small(found.remedy)] : []],
    ['level', [muted(levelText(words, found))]],
  ];
  return rows
    .filter(([, cell]) => cell.length > 0)
    .map(([key, cell]) => [words.text(`findings.${key}`), cell]);
}

const NEEDS_REMEDY: ReadonlySet<string> = new Set(['blocked', 'unknown', 'open', 'warning']);

function exceptionLines({ exception }: PackFinding): Para[] {
  return exception ? [small(exception.text), muted(`${exception.id} · ${exception.citation}`)] : [];
}

function waiverLines(words: Wording, { waiver }: PackFinding): Para[] {
  if (!waiver) return [];
  const values = {
    name: person(waiver.by),
    role: role(words, waiver.role),
    until: day(waiver.expires),
    reason: waiver.reason,
  };
  return [small(words.text('findings.waiverText', values))];
}

function levelText(words: Wording, { review }: PackFinding): string {
  const level = words.word(`levels.${review.level}`);
  const text = words.text('findings.reviewed', { level, last: review.last });
  return review.recheck ? text + words.text('findings.recheck') : text;
}

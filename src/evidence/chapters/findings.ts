import type { FactLeaf } from '../../policy/policy.types.ts';
import { day } from '../formats.ts';
import type { PackFinding } from '../pack-model.ts';
import type { Para } from '../pdf/sheet.ts';
import { STYLE, statusColor } from '../pdf/style.ts';
import type { Cell } from '../pdf/table.ts';
import { facts } from '../pdf/table.ts';
import type { Wording } from '../wording.ts';
import type { ChapterContext } from './chapter.ts';
import { body, mono, muted, person, role, small, subheading } from './chapter.ts';

/** Every finding under its instrument: what the law says, which facts decided, what would help. */
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
    subheading(context, list[0]?.instrumentTitle ?? instrument);
    for (const found of list) one(context, found);
  }
}

function one({ sheet, section, words }: ChapterContext, found: PackFinding): void {
  const color = statusColor(found.finding);
  sheet.ensure(170);
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
  facts(sheet, section, rowsOf(words, found), 0.2);
}

function rowsOf(words: Wording, found: PackFinding): [string, Cell][] {
  const rows: [key: string, cell: Cell][] = [
    ['citation', [small(found.citation), muted(found.source)]],
    ['statement', [small(found.statement)]],
    ['facts', found.facts.flatMap((leaf) => leafLines(words, leaf))],
    ['missing', found.missing.map(small)],
    ['exception', exceptionLines(found)],
    ['waiver', waiverLines(words, found)],
    ['remedy', NEEDS_REMEDY.has(found.finding) ? [small(found.remedy)] : []],
    ['applies', found.finding === 'upcoming' ? [small(found.from)] : []],
    ['level', [muted(levelText(words, found))]],
  ];
  return rows
    .filter(([, cell]) => cell.length > 0)
    .map(([key, cell]) => [words.text(`findings.${key}`), cell]);
}

const NEEDS_REMEDY: ReadonlySet<string> = new Set([
  'blocked',
  'unknown',
  'open',
  'warning',
  'upcoming',
]);

function leafLines(words: Wording, leaf: FactLeaf): Para[] {
  const stated = leaf.value === undefined ? words.text('page.notStated') : asText(leaf.value);
  const expected = leaf.expected === undefined ? '' : ` ${leaf.operator} ${asText(leaf.expected)}`;
  const truth = words.word(`truths.${leaf.truth}`);
  return [mono(words.text('findings.fact', { fact: leaf.fact + expected, stated, truth }))];
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const words = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return words ? `[${value.join(', ')}]` : JSON.stringify(value);
}

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

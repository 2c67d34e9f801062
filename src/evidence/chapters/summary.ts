import { FINDING_WORDS } from '../../policy/policy.types.ts';
import { STYLE } from '../pdf/style.ts';
import { table } from '../pdf/table.ts';
import type { ChapterContext } from './chapter.ts';
import {
  body,
  finding,
  missingName,
  outcome,
  region,
  small,
  strong,
  subheading,
} from './chapter.ts';

const IN_THE_WAY: ReadonlySet<string> = new Set(['blocked', 'unknown', 'open']);

/** The verdict in short, what stands in its way and what it depends on. */
export function summary(context: ChapterContext): void {
  const { model, words } = context;
  const { subject } = model;
  body(
    context,
    words.text('summary.intro', {
      model: subject.name,
      version: subject.version,
      region: region(words, model.case.region),
      asOf: model.case.asOf,
      outcome: words.word(`outcomes.${model.case.outcome}.label`),
    }),
  );
  why(context);
  jurisdictions(context);
  counts(context);
  open(context);
  conditions(context);
  notices(context);
}

function why(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  if (model.subject.purpose.length === 0) return;
  subheading(context, words.text('summary.why'));
  for (const { question, answer } of model.subject.purpose) {
    sheet.paragraph(section, { text: words.word(`purpose.${question}`), style: STYLE.label });
    sheet.paragraph(section, { text: answer, style: STYLE.body, after: 5 });
  }
}

function jurisdictions(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  subheading(context, words.text('summary.jurisdictions'));
  const columns = [
    { title: words.text('summary.jurisdictionColumns.jurisdiction'), share: 0.24 },
    { title: words.text('summary.jurisdictionColumns.outcome'), share: 0.2 },
    { title: words.text('summary.jurisdictionColumns.meaning'), share: 0.56 },
  ];
  const rows = Object.entries(model.outcomes).map(([name, word]) => [
    [strong(name)],
    [outcome(words, word)],
    [small(words.text(`outcomes.${word}.means`))],
  ]);
  table(sheet, section, columns, rows);
}

function counts(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  subheading(context, words.text('summary.counts'));
  const columns = [
    { title: words.text('summary.columns.finding'), share: 0.24 },
    { title: words.text('summary.columns.count'), share: 0.2 },
    { title: words.text('summary.columns.meaning'), share: 0.56 },
  ];
  const rows = FINDING_WORDS.flatMap((word) => {
    const count = model.findings.filter((one) => one.finding === word).length;
    if (count === 0) return [];
    return [
      [
        [finding(words, word)],
        [small(String(count))],
        [small(words.text(`findingWords.${word}.means`))],
      ],
    ];
  });
  table(sheet, section, columns, rows);
}

function open(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  subheading(context, words.text('summary.open'));
  const found = model.findings.filter((one) => IN_THE_WAY.has(one.finding) && one.waiver === null);
  if (found.length === 0) {
    body(context, words.text('summary.nothingOpen'));
    return;
  }
  const columns = [
    { title: words.text('summary.openColumns.rule'), share: 0.3 },
    { title: words.text('summary.openColumns.finding'), share: 0.14 },
    { title: words.text('summary.openColumns.missing'), share: 0.24 },
    { title: words.text('summary.openColumns.remedy'), share: 0.32 },
  ];
  const rows = found.map((one) => [
    [strong(one.title), { text: `${one.rule} · ${one.citation}`, style: STYLE.muted }],
    [finding(words, one.finding)],
    one.missing.map((missing) => small(missingName(model, words, missing))),
    [small(one.remedy)],
  ]);
  table(sheet, section, columns, rows);
}

function conditions(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  subheading(context, words.text('summary.conditions'));
  if (model.conditions.length === 0) {
    body(context, words.text('summary.noConditions'));
    return;
  }
  body(context, words.text('summary.conditionsIntro'));
  sheet.list(section, model.conditions);
}

function notices(context: ChapterContext): void {
  const { model, words } = context;
  if (model.law.notices.length === 0) return;
  subheading(context, words.text('summary.notices'));
  for (const notice of model.law.notices) body(context, notice);
}

import { day, instant } from '../formats.ts';
import type { PackDecision } from '../pack-model.ts';
import type { Para } from '../pdf/sheet.ts';
import { STYLE } from '../pdf/style.ts';
import { table } from '../pdf/table.ts';
import type { Wording } from '../wording.ts';
import type { ChapterContext } from './chapter.ts';
import {
  body,
  mono,
  muted,
  person,
  role,
  small,
  stage,
  status,
  strong,
  subheading,
} from './chapter.ts';

/** Who decided what in which role, on which grounds, and whether duties were kept apart. */
export function approvals(context: ChapterContext): void {
  const { model, words } = context;
  body(context, words.text('approvals.intro'));
  if (model.decisions.length === 0) body(context, words.text('approvals.none'));
  else decisions(context);
  independence(context);
}

function decisions(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  const shares = { seq: 0.08, who: 0.25, decision: 0.24, reason: 0.43 };
  table(
    sheet,
    section,
    Object.entries(shares).map(([name, share]) => ({
      title: words.text(`approvals.columns.${name}`),
      share,
    })),
    model.decisions.map((decision) => [
      [small(String(decision.seq))],
      [strong(person(decision.by)), muted(role(words, decision.role)), ...place(words, decision)],
      what(words, decision),
      [small(decision.reason), ...shown(words, decision)],
    ]),
  );
  subheading(context, words.text('approvals.meanings'));
  for (const kind of new Set(model.decisions.map((one) => one.kind))) {
    sheet.paragraph(section, {
      text: `${words.word(`approvals.kinds.${kind}`)}: ${words.text(`approvals.meaning.${kind}`)}`,
      style: STYLE.small,
      after: 3,
    });
  }
}

/** For whom, where somebody was away. */
function place(words: Wording, { standsInFor }: PackDecision): Para[] {
  if (!standsInFor) return [];
  return [muted(words.text('approvals.standsInFor', { person: person(standsInFor) }))];
}

function what(words: Wording, decision: PackDecision): Para[] {
  const label = words.text('approvals.inStage', {
    kind: words.word(`approvals.kinds.${decision.kind}`),
    stage: stage(words, decision.stage),
  });
  const lines = [
    status(KIND_COLOR[decision.kind] ?? 'upcoming', label),
    muted(instant(decision.at)),
  ];
  if (decision.rule !== null) {
    const until = decision.expires ? day(decision.expires) : words.text('page.notStated');
    lines.push(small(words.text('approvals.rule', { rule: decision.rule, until })));
  }
  if (decision.voidedSeq !== null) {
    lines.push(status('open', words.text('approvals.void', { seq: decision.voidedSeq })));
  }
  return lines;
}

const KIND_COLOR: Readonly<Record<string, string>> = {
  approve: 'met',
  resume: 'met',
  reject: 'blocked',
  revoke: 'blocked',
  request_changes: 'open',
  suspend: 'open',
  waive: 'warning',
};

function shown(words: Wording, { seen }: PackDecision): Para[] {
  return seen === null ? [] : [mono(words.text('approvals.shown', { hash: seen }))];
}

function independence(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  subheading(context, words.text('approvals.independence'));
  const shares = { check: 0.46, holds: 0.16, detail: 0.38 };
  table(
    sheet,
    section,
    Object.entries(shares).map(([name, share]) => ({
      title: words.text(`approvals.independenceColumns.${name}`),
      share,
    })),
    model.independence.map(({ check, holds, detail }) => [
      [small(words.text(`approvals.checks.${check}`))],
      [
        status(
          holds ? 'met' : 'blocked',
          words.text(holds ? 'approvals.holds' : 'approvals.broken'),
        ),
      ],
      [muted(detail)],
    ]),
  );
}

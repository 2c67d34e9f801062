import { percent } from '../report-words.ts';
import { columnsAt, rowsOf, say, type SectionContext } from '../section.ts';

const DAY_MS = 8 * 3_600_000;

/** What rules cost, the dearest first. */
export function rules(context: SectionContext): void {
  const { words, report } = context;
  say(context, words.text('rules.sentence'));
  const shares = { rule: 0.38, cases: 0.1, each: 0.2, total: 0.12, changed: 0.2 };
  rowsOf(
    context,
    columnsAt(context, 'rules.columns', shares),
    report.rules.map(({ rule, cases, medianShareMs, shareMs, changed }) => [
      rule,
      String(cases),
      (medianShareMs / DAY_MS).toFixed(1),
      (shareMs / DAY_MS).toFixed(0),
      percent(words, changed.share),
    ]),
  );
}

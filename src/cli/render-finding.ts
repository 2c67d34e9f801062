import type { CheckFinding } from '../intake/check.types.ts';
import type { FindingWord, Way } from '../policy/policy.types.ts';
import { counted, harmless, wrap } from './style.ts';
import type { Style } from './style.ts';

const INDENT = 12;

/** One finding for people: what the law says, why it holds here, what is missing and what would make it pass. */
export function findingLines(finding: CheckFinding, style: Style): string[] {
  const { rule, title, citation, source, exception } = finding;
  const [head = '', ...more] = wrap(harmless(title), style.width - rule.length - 4);
  return [
    `  ${style.bold(rule)}  ${head}`,
    ...more.map((line) => `${' '.repeat(rule.length + 4)}${line}`),
    ...labelled('law', citation, style),
    `${' '.repeat(INDENT)}${style.dim(source)}`,
    ...labelled('because', becauseText(finding), style),
    ...labelled('missing', missingText(finding), style),
    ...labelled(
      'exception',
      exception === null ? '' : `${exception.citation}: ${exception.text}`,
      style,
    ),
    ...labelled('to do', SELF_EVIDENT.has(finding.finding) ? '' : finding.remedy, style),
    ...wayLines(finding, style),
  ];
}

/** A fact that a reason names by its path need not be named again. */
function missingText({ finding, missing, because }: CheckFinding): string {
  if (finding === 'met') return '';
  const said = (path: string): boolean => because.some((reason) => reason.includes(path));
  const left = finding === 'unknown' ? missing.filter((path) => !said(path)) : missing;
  return left.join(', ');
}

/** Nothing to do, or said already: what is missing is to be stated. */
const SELF_EVIDENT: ReadonlySet<FindingWord> = new Set(['met', 'exempt', 'unknown']);

function labelled(label: string, text: string, style: Style): string[] {
  if (text === '') return [];
  const lines = wrap(harmless(text), style.width, ' '.repeat(INDENT));
  return lines.map((line, index) =>
    index === 0 ? `    ${style.dim(label.padEnd(8))}${line.slice(INDENT)}` : line,
  );
}

const MOST_REASONS = 4;
/** Where the rule reaches is told by its jurisdiction already. */
const REACH: ReadonlySet<string> = new Set(['deployment.jurisdictions', 'data.subject_regions']);

function becauseText({ finding, because, facts }: CheckFinding): string {
  if (finding === 'met') return '';
  const reach = new Set(facts.filter(({ fact }) => REACH.has(fact)).map(({ fact }) => fact));
  const reasons = because.length > reach.size ? because.slice(reach.size) : because;
  const rest = reasons.length - MOST_REASONS;
  const more = rest > 0 ? [`and ${counted(rest, 'more reason')}`] : [];
  return [...reasons.slice(0, MOST_REASONS), ...more].join('; ');
}

const SHOWS_WAYS: ReadonlySet<FindingWord> = new Set(['blocked', 'unknown']);
const MOST_WAYS = 4;

/** Ways that bring the fewest new duties first; an open finding says itself what is to be handed in. */
function wayLines({ finding, ways = [] }: CheckFinding, style: Style): string[] {
  if (!SHOWS_WAYS.has(finding) || ways.length === 0) return [];
  const shown = ways.toSorted((a, b) => a.brings.length - b.brings.length).slice(0, MOST_WAYS);
  const rest = ways.length - shown.length;
  return [
    `    ${style.dim(shown.length > 1 ? 'would pass, each by itself' : 'would pass')}`,
    ...shown.flatMap((way) => oneWay(way, style)),
    ...(rest > 0
      ? [`${' '.repeat(INDENT)}${style.dim(`and ${counted(rest, 'more way')}: --json`)}`]
      : []),
  ];
}

function oneWay({ changes, brings }: Way, style: Style): string[] {
  const what = changes.map(({ text }) => text).join('; ');
  const then = brings.length === 0 ? '' : `; then open: ${brings.join('; ')}`;
  const lines = wrap(harmless(what + then), style.width, ' '.repeat(INDENT));
  return lines.map((line, index) =>
    index === 0 ? `${' '.repeat(INDENT - 2)}- ${line.slice(INDENT)}` : line,
  );
}

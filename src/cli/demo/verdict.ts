import type { CheckFinding, CheckReport } from '../../intake/check.types.ts';
import type { Style } from '../style.ts';
import { wrap } from '../style.ts';
import type { Screen } from './screen.ts';

/** Shows what the law of every region says of one manifest, side by side, then what stands in the way. */
export function showVerdict(screen: Screen, report: CheckReport): void {
  const { style } = screen;
  const regions = Object.keys(report.regions).toSorted();
  const per = (pick: (findings: readonly CheckFinding[]) => string): string[] =>
    regions.map((region) => pick(report.findings.filter((finding) => finding.region === region)));
  const counting = (...words: readonly string[]): string[] =>
    per((findings) => String(findings.filter(({ finding }) => words.includes(finding)).length));
  screen.table([
    ['', ...regions],
    ['verdict', ...regions.map((region) => paintOutcome(style, report.regions[region] ?? ''))],
    ['by jurisdiction', ...regions.map((region) => outcomesWithin(report, region))],
    [
      'rules that apply today',
      ...counting('blocked', 'unknown', 'open', 'warning', 'exempt', 'met'),
    ],
    ['  blocked', ...counting('blocked')],
    ['  open', ...counting('open')],
    ['  in force later', ...counting('upcoming')],
    ['papers, approvals missing', ...per((findings) => String(missing(findings)))],
  ]);
  screen.line();
}

/** Names each finding of one kind with its citation and what would change it. */
export function showFindings(
  screen: Screen,
  report: CheckReport,
  which: (finding: CheckFinding) => boolean,
): void {
  const { style } = screen;
  for (const finding of report.findings.filter(which)) {
    screen.line(
      `   ${paintWord(style, finding.finding)} ${style.bold(finding.rule)}  ${finding.jurisdiction}, ${finding.citation}`,
    );
    for (const row of wrap(finding.title, style.width, '           ')) screen.line(row);
    const lacking = finding.missing.length > 0 ? [`missing: ${finding.missing.join(', ')}`] : [];
    for (const text of [`→ ${finding.remedy}`, ...lacking]) {
      for (const row of wrap(text, style.width, '           ')) screen.line(style.dim(row));
    }
  }
}

/** What is open, by region: the rule, what is missing, and where it stands in the law. */
export function showOpen(screen: Screen, report: CheckReport): void {
  const { style } = screen;
  const open = report.findings.filter(({ finding }) => finding === 'open');
  for (const region of Object.keys(report.regions).toSorted()) {
    for (const finding of open.filter((one) => one.region === region)) {
      const { rule, citation } = finding;
      const name = region.padEnd(REGION_WIDTH);
      screen.line(`   ${name} ${style.bold(rule)}: ${style.yellow(finding.missing.join(', '))}`);
      screen.line(style.dim(`   ${' '.repeat(REGION_WIDTH)} ${citation}`));
    }
  }
}
const REGION_WIDTH = 14;

function outcomesWithin(report: CheckReport, region: string): string {
  const inside = new Set(
    report.findings
      .filter((finding) => finding.region === region)
      .map(({ jurisdiction }) => jurisdiction.slice(0, 2)),
  );
  return Object.entries(report.outcomes)
    .filter(([jurisdiction]) => inside.has(jurisdiction))
    .map(([jurisdiction, outcome]) => `${jurisdiction} ${outcome}`)
    .join(', ');
}

/** Distinct documents, approvals and facts that open findings still lack. */
function missing(findings: readonly CheckFinding[]): number {
  const open = findings.filter(({ finding }) => finding === 'open' || finding === 'unknown');
  return new Set(open.flatMap((finding) => finding.missing)).size;
}

export function paintOutcome(style: Style, outcome: string): string {
  if (outcome === 'allowed') return style.green(outcome);
  return outcome === 'conditional' ? style.yellow(outcome) : style.red(outcome);
}

function paintWord(style: Style, word: string): string {
  const padded = word.padEnd(7);
  return word === 'blocked' ? style.red(padded) : style.yellow(padded);
}

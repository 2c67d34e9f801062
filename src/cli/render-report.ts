import type { CheckFinding, CheckReport } from '../intake/check.types.ts';
import type { ReadManifest } from '../intake/manifest.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { FindingWord, Outcome } from '../policy/policy.types.ts';
import { FINDING_WORDS } from '../policy/policy.types.ts';
import { findingLines } from './render-finding.ts';
import { readinessLines } from './render-readiness.ts';
import { harmless, wrap } from './style.ts';
import type { Style } from './style.ts';

export interface ReportView {
  readonly catalog: Catalog;
  readonly read: ReadManifest;
  readonly style: Style;
  /** Findings that are met are listed in full, too. */
  readonly all: boolean;
}

/** The report for people: verdicts side by side, then findings by verdict, worst first. */
export function reportLines(report: CheckReport, view: ReportView): string[] {
  const law = report.findings.filter((one) => one.costOfSkipping === undefined);
  const questions = report.findings.filter((one) => one.costOfSkipping !== undefined);
  return [
    ...headLines(report, view),
    ...verdictTable(report, view),
    ...FINDING_WORDS.flatMap((word) =>
      groupLines(
        word,
        law.filter((one) => one.finding === word),
        view,
      ),
    ),
    ...readinessLines(questions, view),
    ...closingLines(report, view.style),
  ];
}

function headLines(report: CheckReport, { read, style }: ReportView): string[] {
  const model = read.manifest['model'];
  const { name, version } = (typeof model === 'object' && model !== null ? model : {}) as Record<
    string,
    unknown
  >;
  const title = [name, version].filter((part) => typeof part === 'string').join(' ');
  return [
    style.bold(harmless(title === '' ? 'a model without a name' : title)),
    style.dim(`the law as of ${report.asOf}`),
    '',
  ];
}

const LABEL = 12;
const CELL = 15;

/** One column per jurisdiction, under the region that governs it. */
function verdictTable(report: CheckReport, view: ReportView): string[] {
  const { style } = view;
  const columns = columnsOf(report, view.catalog);
  if (columns.length === 0) {
    return [
      'The manifest touches no jurisdiction: state deployment.jurisdictions',
      'and data.subject_regions.',
      '',
    ];
  }
  const regions = columns.map(([jurisdiction]) => regionOf(jurisdiction, view.catalog));
  const shown = regions.map((region, index) => (regions[index - 1] === region ? '' : region));
  const counts = FINDING_WORDS.filter((word) => word !== 'not_applicable').map((word) => {
    const cells = columns.map(([jurisdiction]) => {
      const count = report.findings.filter(
        (one) => one.finding === word && isWithin(one.jurisdiction, jurisdiction),
      ).length;
      return count === 0 ? style.dim('·'.padEnd(CELL)) : String(count).padEnd(CELL);
    });
    return `${style.dim(word.padEnd(LABEL))}${cells.join('')}`.trimEnd();
  });
  return [
    `${''.padEnd(LABEL)}${shown.map((region) => style.dim(region.padEnd(CELL))).join('')}`.trimEnd(),
    `${''.padEnd(LABEL)}${columns.map(([jurisdiction]) => style.bold(jurisdiction.padEnd(CELL))).join('')}`.trimEnd(),
    `${'verdict'.padEnd(LABEL)}${columns.map(([, outcome]) => paintOutcome(outcome, outcome.toUpperCase().padEnd(CELL), style)).join('')}`.trimEnd(),
    ...counts,
    '',
  ];
}

/** Jurisdictions side by side, region by region, in the order in which the packs name them. */
function columnsOf(report: CheckReport, catalog: Catalog): (readonly [string, Outcome])[] {
  const order = [...catalog.packs.values()].flatMap((pack) => pack.jurisdictions);
  return Object.entries(report.outcomes).toSorted(
    ([a], [b]) => order.indexOf(a) - order.indexOf(b),
  );
}

function regionOf(jurisdiction: string, catalog: Catalog): string {
  return (
    [...catalog.packs.values()].find((pack) => pack.jurisdictions.includes(jurisdiction))?.region ??
    ''
  );
}

function isWithin(jurisdiction: string, top: string): boolean {
  return jurisdiction === top || jurisdiction.startsWith(`${top}-`);
}

const TITLES: Readonly<Record<FindingWord, string>> = {
  blocked: 'BLOCKED: change the design, the data or the place',
  unknown: 'UNKNOWN: state these facts',
  open: 'OPEN: hand these in or get them approved',
  warning: 'WARNINGS',
  upcoming: 'UPCOMING: not yet in force',
  exempt: 'EXEMPT',
  met: 'MET',
  not_applicable: 'NOT APPLICABLE',
};

function groupLines(
  word: FindingWord,
  findings: readonly CheckFinding[],
  view: ReportView,
): string[] {
  if (findings.length === 0) return [];
  const { style } = view;
  const title = paintFinding(word, `${TITLES[word]} (${findings.length})`, style);
  return [style.bold(title), ...bodyLines(word, findings, view), ''];
}

function bodyLines(
  word: FindingWord,
  findings: readonly CheckFinding[],
  { style, all }: ReportView,
): string[] {
  if (word === 'met' && !all)
    return wrap(findings.map(({ rule }) => rule).join(', '), style.width, '  ');
  if (word === 'upcoming' && !all) return upcomingLines(findings, style);
  return findings.flatMap((finding) => findingLines(finding, style));
}

/** Many duties start on one day: one line for the day, then the rules. */
function upcomingLines(findings: readonly CheckFinding[], style: Style): string[] {
  const days = [...new Set(findings.map(({ from }) => from))].toSorted();
  return days.flatMap((day) => {
    const rules = findings.filter(({ from }) => from === day).map(({ rule }) => rule);
    return [`  from ${day}`, ...wrap(rules.join(', '), style.width, '    ')];
  });
}

function closingLines(report: CheckReport, style: Style): string[] {
  const verdicts = Object.entries(report.regions).map(
    ([region, outcome]) => `${region} ${paintOutcome(outcome, outcome, style)}`,
  );
  return [verdicts.join(style.dim(' · ')), style.dim('Not legal advice.')];
}

function paintOutcome(outcome: Outcome, text: string, style: Style): string {
  if (outcome === 'blocked') return style.red(text);
  return outcome === 'allowed' ? style.green(text) : style.yellow(text);
}

function paintFinding(word: FindingWord, text: string, style: Style): string {
  if (word === 'blocked') return style.red(text);
  if (word === 'met' || word === 'exempt') return style.green(text);
  return word === 'open' || word === 'unknown' ? style.yellow(text) : style.cyan(text);
}

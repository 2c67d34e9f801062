/** A check of a manifest as SARIF 2.1.0, which code review tools show at the lines that decided. */
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { CheckFinding, CheckReport } from '../../intake/check.types.ts';
import type { IntakeWarning } from '../../intake/intake.types.ts';
import type { ManifestProblem } from '../../intake/manifest.errors.ts';
import type { Catalog } from '../../policy/catalog.types.ts';
import type { FactLeaf, FindingWord } from '../../policy/policy.types.ts';
import type { FactPlace, FactPlaces } from './fact-places.ts';
import { fingerprints, locationOf, logOf, nameOf, ownRule, withoutLinks } from './sarif-log.ts';
import type { SarifRun } from './sarif-log.ts';

export interface SarifContext {
  readonly catalog: Catalog;
  readonly places: FactPlaces;
  /** Version of Carnet. */
  readonly version: string;
}

const LEVELS: Readonly<Record<FindingWord, 'error' | 'warning' | 'note' | null>> = {
  blocked: 'error',
  unknown: 'warning',
  open: 'warning',
  warning: 'note',
  upcoming: 'note',
  exempt: null,
  met: null,
  not_applicable: null,
};

/** Rules that are Carnet's own and not the law's. */
const OWN: Readonly<Record<'MANIFEST-INVALID' | 'MANIFEST-WARNING', ReportingDescriptor>> = {
  'MANIFEST-INVALID': ownRule('MANIFEST-INVALID', 'The manifest cannot be read', 'error'),
  'MANIFEST-WARNING': ownRule('MANIFEST-WARNING', 'The manifest needs a second look', 'note'),
};

/** SARIF of a report: a result for each finding somebody has to look at, and for each warning of the reader. */
export function sarifOfReport(
  report: CheckReport,
  warnings: readonly IntakeWarning[],
  context: SarifContext,
): Log {
  const shown = report.findings.filter(({ finding }) => LEVELS[finding] !== null);
  const results = [
    ...shown.map((finding) => findingResult(finding, context)),
    ...warnings.map(({ path, message, hint }) =>
      ownResult('MANIFEST-WARNING', `${path}: ${message}; ${hint}`, {
        place: context.places.find(path) ?? context.places.start,
        level: 'note',
      }),
    ),
  ];
  const rules = [
    ...shown.map((finding) => ruleOf(finding, context.catalog)),
    ...(warnings.length > 0 ? [OWN['MANIFEST-WARNING']] : []),
  ];
  return logOf(rules, results, runOf(context));
}

/** SARIF of a manifest that could not be read: a result for each problem, at its line. */
export function sarifOfProblems(problems: readonly ManifestProblem[], context: SarifContext): Log {
  const results = problems.map(({ path, line, column, message, hint }) => {
    const { start } = context.places;
    const told = line === null ? start : { ...start, line, column: column ?? 1 };
    // The problem's own line counts in the text with the organisation's facts written into it.
    const known = path === '' ? null : context.places.find(path);
    return ownResult('MANIFEST-INVALID', `${path === '' ? '' : `${path}: `}${message}; ${hint}`, {
      place: known?.exact === true ? known : told,
      level: 'error',
    });
  });
  return logOf([OWN['MANIFEST-INVALID']], results, runOf(context));
}

/** Two manifests of one repository are two analyses: the one does not close what the other found. */
function runOf({ version, places }: SarifContext): SarifRun {
  return { version, analysis: `carnet/${places.start.uri}/` };
}

function ruleOf(finding: CheckFinding, catalog: Catalog): ReportingDescriptor {
  const rule = catalog.rules.get(finding.rule);
  const statement = rule?.statement ?? finding.title;
  const { title, citation, source } = finding;
  const isLink = /^https?:\/\//u.test(source);
  const tags = [finding.jurisdiction, rule?.factor, rule?.stage, rule?.severity];
  return {
    id: finding.rule,
    name: nameOf(finding.rule),
    shortDescription: { text: title },
    fullDescription: { text: `${statement} (${citation})` },
    ...(isLink ? { helpUri: source } : {}),
    help: {
      text: `${statement}\n\n${citation}: ${source}\n\nNot legal advice.`,
      markdown: `${escaped(statement)}\n\n${isLink ? `[${escaped(citation)}](<${source}>)` : escaped(citation)}\n\nNot legal advice.`,
    },
    defaultConfiguration: { level: LEVELS[finding.finding] ?? 'note' },
    properties: { tags: tags.filter((tag) => tag !== undefined) },
  };
}

function findingResult(finding: CheckFinding, { places }: SarifContext): Result {
  const [first, ...others] = placesOf(finding, places);
  const place = first?.place ?? places.start;
  return {
    ruleId: finding.rule,
    level: LEVELS[finding.finding] ?? 'note',
    message: { text: messageOf(finding) },
    locations: [locationOf(place)],
    ...(others.length > 0
      ? {
          relatedLocations: others.slice(0, MOST_RELATED).map((other, id) => ({
            id,
            ...locationOf(other.place),
            message: { text: other.text },
          })),
        }
      : {}),
    partialFingerprints: fingerprints(finding.rule, places.start.uri),
    properties: {
      finding: finding.finding,
      region: finding.region,
      jurisdiction: finding.jurisdiction,
      from: finding.from,
      missing: [...finding.missing],
    },
  };
}

const MOST_RELATED = 10;

interface Told {
  readonly place: FactPlace;
  readonly text: string;
}

/** The places of the facts that decided, the telling ones first, each line once. */
function placesOf(finding: CheckFinding, places: FactPlaces): Told[] {
  const wanted =
    finding.finding === 'unknown' || finding.finding === 'warning' ? 'unknown' : 'true';
  const decided = finding.facts.filter(({ truth }) => truth === wanted);
  const leaves = decided.length > 0 ? decided : finding.facts;
  const stated = leaves
    .toSorted((a, b) => rankOf(a.fact) - rankOf(b.fact))
    .map((leaf) => ({ fact: leaf.fact, text: leafText(leaf) }));
  const missing = finding.missing
    .filter((path) => path.includes('.'))
    .map((fact) => ({ fact, text: `${fact} is not stated` }));
  const all = wanted === 'unknown' ? [...missing, ...stated] : [...stated, ...missing];
  const seen = new Set<string>();
  return all.flatMap(({ fact, text }): Told[] => {
    const place = places.find(statedAs(fact));
    const line = place === null ? '' : `${place.uri}:${place.line}`;
    if (place === null || seen.has(line)) return [];
    seen.add(line);
    return [{ place, text }];
  });
}

/** The country of a place follows from its cloud region, and that is what somebody wrote down. */
function statedAs(fact: string): string {
  return fact.replace(/^(data\.locations\[\d+\])\.(?:country|subdivision)$/u, '$1.region');
}

/** Facts of one entry (a feature, a place) tell most; that the law reaches here at all tells least. */
function rankOf(fact: string): number {
  if (fact === 'deployment.jurisdictions' || fact === 'data.subject_regions') return 2;
  return /\]\.(?!subject_regions$)/u.test(fact) && !fact.startsWith('derived.') ? 0 : 1;
}

function leafText({ fact, value }: FactLeaf): string {
  return value === undefined ? `${fact} is not stated` : `${fact} is ${JSON.stringify(value)}`;
}

function messageOf(told: CheckFinding): string {
  const { finding, title, citation, missing, remedy, from, costOfSkipping } = told;
  const when = finding === 'upcoming' ? `from ${from}` : '';
  const lacks = missing.length > 0 ? `missing: ${missing.join(', ')}` : '';
  const toDo = remedy === '' ? '' : `to do: ${remedy}`;
  const cost = costOfSkipping === undefined ? '' : `if skipped: ${costOfSkipping}`;
  const said = [finding, when, lacks, toDo, cost].filter((part) => part !== '').join('; ');
  return withoutLinks(`${title} (${citation}): ${said}`);
}

function ownResult(
  ruleId: keyof typeof OWN,
  text: string,
  { place, level }: { readonly place: FactPlace; readonly level: 'error' | 'note' },
): Result {
  return {
    ruleId,
    level,
    message: { text: withoutLinks(text) },
    locations: [locationOf(place)],
    partialFingerprints: fingerprints(`${ruleId}\n${text}`, place.uri),
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]]/gu, String.raw`\$&`);
}

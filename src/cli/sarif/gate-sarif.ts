/** An answer of the gate as SARIF 2.1.0: a reason is a result, an allowed artifact has none. */
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { FactPlaces } from './fact-places.ts';
import { fingerprints, locationOf, logOf, nameOf, ownRule, withoutLinks } from './sarif-log.ts';
import type { SarifRun } from './sarif-log.ts';

/** One reason for a denial; `code` is a word of the gate, or the name of a check of `carnet permit verify`. */
interface Reason {
  readonly code: string;
  readonly detail: string;
}

/** A finding that still stands in the way of the artifact's newest case. */
interface Missing {
  readonly rule: string;
  readonly finding: string;
  readonly remedy: string;
}

/** What a gate answered, whether a server or files did. */
export interface GateAnswer {
  readonly reasons: readonly Reason[];
  readonly missing: readonly Missing[];
}

interface GateSarifContext extends SarifRun {
  /** Of the manifest, or of the file that stands for it. */
  readonly places: FactPlaces;
  /** Title of a rule of the law; the rule's id where it is not known. */
  readonly titleOf: (rule: string) => string;
}

/** What each reason means, whoever found it. */
const MEANINGS: Readonly<Record<string, string>> = {
  no_permit: 'No permit was ever issued for this artifact here',
  permit_suspended: 'The permit is suspended',
  permit_revoked: 'The permit does not hold any more',
  permit_not_ours: 'No key of the region has signed the permit',
  expired: 'The permit has run out',
  not_yet_valid: 'The permit does not hold yet',
  other_artifact: 'The permit is for another artifact',
  cloud_region_not_permitted: 'The permit is for another cloud region',
  cloud_region_unknown: 'The cloud region is not known',
  jurisdiction_not_permitted: 'The permit is for other places',
  use_case_not_permitted: 'The permit is for another use',
  region_not_served: 'The server serves no such region',
  clock_off: 'The clock of whoever asked is off',
  gate_away: 'No server answered',
  permit: 'The permit cannot be read',
  signature: 'No trusted key has signed the permit',
  region: 'The permit is of another region',
  revocation: 'The permit was taken back, or nobody can say whether it was',
};

/** The fact of the manifest that a reason speaks of; every other speaks of the artifact. */
const FACTS: Readonly<Record<string, string>> = {
  cloud_region_not_permitted: 'data.locations',
  cloud_region_unknown: 'data.locations',
  jurisdiction_not_permitted: 'deployment.jurisdictions',
  use_case_not_permitted: 'model.use_case',
};

/** SARIF of an answer: errors are why it is no, warnings what the newest case still lacks. */
export function sarifOfGate(
  { reasons, missing }: GateAnswer,
  { places, titleOf, ...run }: GateSarifContext,
): Log {
  const lacks = missing.filter(
    ({ rule }, at) => missing.findIndex((other) => other.rule === rule) === at,
  );
  const rules = [...new Set(reasons.map(({ code }) => code))].map((code) =>
    ownRule(ruleIdOf(code), MEANINGS[code] ?? `The gate said: ${code}`, 'error'),
  );
  return logOf(
    [...rules, ...lacks.map(({ rule }) => lawRule(rule, titleOf(rule)))],
    [
      ...reasons.map((reason) => reasonResult(reason, places)),
      ...lacks.map((one) => missingResult(one, titleOf(one.rule), places)),
    ],
    run,
  );
}

/** `no_permit` → `GATE-NO-PERMIT`. */
function ruleIdOf(code: string): string {
  return `GATE-${code.toUpperCase().replaceAll('_', '-')}`;
}

function lawRule(id: string, title: string): ReportingDescriptor {
  const defaultConfiguration = { level: 'warning' } as const;
  return { id, name: nameOf(id), shortDescription: { text: title }, defaultConfiguration };
}

function reasonResult({ code, detail }: Reason, places: FactPlaces): Result {
  const place = places.find(FACTS[code] ?? 'model.artifact.digest') ?? places.start;
  return {
    ruleId: ruleIdOf(code),
    level: 'error',
    message: { text: withoutLinks(detail) },
    locations: [locationOf(place)],
    partialFingerprints: fingerprints(ruleIdOf(code), place.uri),
    properties: { reason: code },
  };
}

function missingResult(
  { rule, finding, remedy }: Missing,
  title: string,
  { start }: FactPlaces,
): Result {
  const toDo = remedy === '' ? '' : `; to do: ${remedy}`;
  return {
    ruleId: rule,
    level: 'warning',
    message: { text: withoutLinks(`${title}: ${finding}${toDo}`).slice(0, 1024) },
    locations: [locationOf(start)],
    partialFingerprints: fingerprints(`gate\n${rule}`, start.uri),
    properties: { finding },
  };
}

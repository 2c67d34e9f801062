import type { Catalog } from '../policy/catalog.types.ts';
import { assess } from '../policy/evaluate.ts';
import { withWays } from '../policy/explain/ways.ts';
import type { Facts, Finding } from '../policy/policy.types.ts';
import type { CheckFinding, CheckReport } from './check.types.ts';
import { readManifest } from './manifest.ts';
import type { ReadManifest } from './manifest.ts';

export interface CheckOptions {
  /** ISO date; what the caller was asked for. */
  readonly asOf?: string;
  /** ISO date for a manifest that states none; the caller's clock. */
  readonly today?: string;
  /** Only these regions' packs. */
  readonly regions?: readonly string[];
  /** Whether each finding that does not pass says what would make it pass; takes many times as long. */
  readonly ways?: boolean;
  /** For the wording of problems. */
  readonly fileName?: string;
}

/**
 * The verdict of every region on a manifest, without server and database.
 *
 * The date is the option, else `request.date`, else today. Documents and approvals that the manifest lists under
 * `evidence` count as held: this answers "what if", and a case counts only what Carnet itself holds.
 *
 * @throws {ManifestError} the manifest cannot be read
 */
export function checkManifest(
  catalog: Catalog,
  text: string,
  options: CheckOptions = {},
): CheckReport {
  const { fileName } = options;
  const read = readManifest(text, { catalog, ...(fileName === undefined ? {} : { fileName }) });
  return checkFacts(catalog, read, options);
}

/** As `checkManifest`, for a manifest that has been read already. */
export function checkFacts(
  catalog: Catalog,
  read: ReadManifest,
  options: CheckOptions = {},
): CheckReport {
  const { facts } = read;
  const asOf =
    options.asOf ?? read.requestDate ?? options.today ?? new Date().toISOString().slice(0, 10);
  const held = { documents: listAt(facts, 'documents'), approvals: listAt(facts, 'approvals') };
  const regions = options.regions === undefined ? {} : { regions: [...options.regions] };
  const question = { facts, held, asOf, ...regions };
  const assessment = assess(catalog, question);
  const { findings } = assessment;
  const told = options.ways === true ? withWays(catalog, question, findings) : findings;
  return {
    asOf,
    outcomes: assessment.outcomes,
    regions: assessment.regions,
    findings: told.map(toCheckFinding),
  };
}

function toCheckFinding(finding: Finding): CheckFinding {
  const {
    rule,
    jurisdiction,
    region,
    title,
    citation,
    source,
    facts,
    because,
    missing,
    exception,
    remedy,
    ways,
    from,
    factor,
    costOfSkipping,
  } = finding;
  return {
    rule,
    jurisdiction,
    region,
    finding: finding.finding,
    title,
    citation,
    source,
    facts,
    because,
    missing,
    exception,
    remedy,
    ...(ways && { ways }),
    from,
    ...(costOfSkipping !== undefined && { factor, costOfSkipping }),
  };
}

function listAt(facts: Facts, name: string): string[] {
  const evidence = facts['evidence'];
  if (typeof evidence !== 'object' || evidence === null) return [];
  const list = (evidence as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}

import { sha256Of } from '../common/canonical-json.ts';
import type { NewManifest } from '../cases/person-event.ts';
import { ManifestError } from '../intake/manifest.errors.ts';
import type { ManifestProblem } from '../intake/manifest.errors.ts';
import { readManifest } from '../intake/manifest.ts';
import { assess } from '../policy/evaluate.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { Facts } from '../policy/policy.types.ts';
import { manifestText } from './manifest-text.ts';

/** What a manifest comes to when it is handed in. */
export interface Submission {
  readonly manifest: NewManifest;
  /** Regions whose law the manifest's places touch, served here or not, sorted. */
  readonly touched: readonly string[];
  /** Person ids that own or build the model. */
  readonly team: readonly string[];
}

/** What a request must state whatever the law asks: it is about one version of one model, and a permit binds to it. */
const NEEDED = [
  ['model.name', 'a request is about one model: say its name'],
  ['model.version', 'a request is about one version of a model: say which'],
  [
    'model.artifact.digest',
    'a permit binds to the model file: state its SHA-256 as `sha256:<64 hex digits>`',
  ],
] as const;

/**
 * Reads a manifest that is handed in.
 *
 * @throws {ManifestError} with every problem at once
 */
export function readSubmission(
  catalog: Catalog,
  sent: string | Readonly<Record<string, unknown>>,
  today: string,
): Submission {
  const source = manifestText(sent);
  const { facts, artifactSha256 } = readManifest(source, { catalog });
  const problems = NEEDED.filter(([path]) => textAt(facts, path) === '').map(problem);
  if (problems.length > 0) throw new ManifestError(problems);
  const held = { documents: [], approvals: [] };
  const { regions } = assess(catalog, { facts, held, asOf: today });
  return {
    manifest: {
      sha256: sha256Of(facts),
      facts,
      source,
      model: {
        name: textAt(facts, 'model.name'),
        version: textAt(facts, 'model.version'),
        artifactSha256,
      },
    },
    touched: Object.keys(regions).toSorted(),
    team: teamOf(facts),
  };
}

/** The validator of the team's choice is not in it: independence is what they are chosen for. */
function teamOf(facts: Facts): string[] {
  const developers = at(facts, 'team.developers');
  const people: unknown[] = [
    textAt(facts, 'team.owner'),
    textAt(facts, 'team.business_owner'),
    ...(Array.isArray(developers) ? developers : []),
  ];
  const ids = people.filter((id): id is string => typeof id === 'string' && id !== '');
  return [...new Set(ids)].toSorted();
}

function problem([path, hint]: (typeof NEEDED)[number]): ManifestProblem {
  return { path, line: null, column: null, message: `\`${path}\` is not stated`, hint };
}

function textAt(facts: Facts, path: string): string {
  const value = at(facts, path);
  return typeof value === 'string' ? value.trim() : '';
}

function at(facts: Facts, path: string): unknown {
  let value: unknown = facts;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

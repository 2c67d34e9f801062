import type { Catalog } from '../policy/catalog.types.ts';
import type { Facts } from '../policy/policy.types.ts';
import { checkCrossFacts } from './check-cross-facts.ts';
import { Findings } from './findings.ts';
import { checkShape } from './check-shape.ts';
import { featureWarnings } from './feature-warnings.ts';
import type { IntakeWarning, ModelColumn } from './intake.types.ts';
import { ManifestError } from './manifest.errors.ts';
import { readSource } from './read-source.ts';
import { shapeOf } from './shape.ts';
import { plainOf } from './source-tree.ts';
import { withoutEmptyText, withoutTemplates } from './unstated.ts';

export interface ReadManifestOptions {
  readonly catalog: Catalog;
  /** For the wording of problems. */
  readonly fileName?: string;
  /** Columns of the model's own signature or training file, to be held against the declared features. */
  readonly columns?: readonly ModelColumn[];
}

export interface ReadManifest {
  /** The whole document as plain data, keys without a value left out. */
  readonly manifest: Facts;
  /** What rules are judged by; the same data under the name by which the policy engine knows it. */
  readonly facts: Facts;
  /** `model.artifact.digest` as 64 hex digits; null when it is not stated. */
  readonly artifactSha256: string | null;
  /** `request.date`, an ISO date; null when it is not stated. */
  readonly requestDate: string | null;
  /** Things a person should look at; they stop nothing. */
  readonly warnings: readonly IntakeWarning[];
}

/**
 * Reads a manifest, YAML or JSON, and holds it against the catalog's vocabulary.
 *
 * A fact that is not stated stays out: it is unknown, never false. The one `use` of a feature that nobody stated
 * is left to the policy engine as well.
 *
 * @throws {ManifestError} with every problem at once, each with its place and what to do
 */
export function readManifest(text: string, options: ReadManifestOptions): ReadManifest {
  const { catalog, fileName } = options;
  const { tree, problems } = readSource(text);
  if (tree === null) throw new ManifestError(problems, fileName);
  const findings = new Findings();
  findings.problems.push(...problems);
  const shape = shapeOf(catalog.vocabulary.facts);
  const stated = withoutEmptyText(withoutTemplates(tree, findings), shape);
  checkShape(stated, shape, findings);
  if (stated.kind === 'map') checkCrossFacts(stated, catalog.reference, findings);
  if (findings.problems.length > 0)
    throw new ManifestError(findings.problems.toSorted(byPlace), fileName);
  const manifest = plainOf(stated) as Facts;
  const warnings = [
    ...findings.warnings,
    ...featureWarnings(manifest, catalog.reference, options.columns),
  ];
  const digest = textAt(manifest, ['model', 'artifact', 'digest']);
  return {
    manifest,
    facts: manifest,
    artifactSha256: digest === null ? null : digest.replace(/^sha256:/u, ''),
    requestDate: textAt(manifest, ['request', 'date']),
    warnings,
  };
}

function byPlace(
  a: { line: number | null; column: number | null },
  b: { line: number | null; column: number | null },
): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function textAt(facts: Facts, path: readonly string[]): string | null {
  let value: unknown = facts;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return typeof value === 'string' ? value : null;
}

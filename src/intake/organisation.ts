import { isMap, parseDocument } from 'yaml';
import type { Catalog } from '../policy/catalog.types.ts';
import { checkShape } from './check-shape.ts';
import { Findings } from './findings.ts';
import { ManifestError } from './manifest.errors.ts';
import { readSource } from './read-source.ts';
import { shapeOf } from './shape.ts';
import type { SourceMap, SourceNode } from './source-tree.ts';
import { isBlank, plainOf } from './source-tree.ts';
import { withoutEmptyText } from './unstated.ts';

/** The section that a profile may state, and the only one. */
const SECTION = 'organisation';

/** The facts of an organisation profile, by their name within `organisation`. */
export type OrganisationProfile = ReadonlyMap<string, unknown>;

/**
 * Reads an organisation profile: a document like a manifest that states `organisation` alone.
 *
 * @throws {ManifestError} with every problem at once
 */
export function readOrganisation(
  text: string,
  catalog: Catalog,
  fileName: string,
): OrganisationProfile {
  const { tree, problems } = readSource(text);
  if (tree === null) throw new ManifestError(problems, fileName);
  const findings = new Findings();
  findings.problems.push(...problems);
  const facts = [...catalog.vocabulary.facts].filter(([path]) => path.startsWith(`${SECTION}.`));
  const shape = shapeOf(facts);
  const stated = withoutEmptyText(tree, shape);
  checkShape(stated, shape, findings);
  if (findings.problems.length > 0) throw new ManifestError(findings.problems, fileName);
  const section = sectionOf(stated);
  if (section?.kind !== 'map') return new Map();
  return new Map(statedIn(section).map(([key, node]) => [key, plainOf(node)]));
}

export interface WithOrganisation {
  /** The manifest with the profile's facts written into it; as it was where it needs none of them. */
  readonly text: string;
  /** Facts taken from the profile: `organisation.employees`. */
  readonly taken: readonly string[];
}

/**
 * Writes into a manifest what a profile states and the manifest does not. What the manifest states stands.
 *
 * A manifest that cannot be read is left as it is: whoever reads it next says what is wrong with it.
 */
export function withOrganisation(manifest: string, profile: OrganisationProfile): WithOrganisation {
  const own = statedNames(manifest);
  const missing = own === null ? [] : [...profile].filter(([key]) => !own.has(key));
  if (missing.length === 0) return { text: manifest, taken: [] };
  const document = parseDocument(manifest);
  if (!isMap(document.get(SECTION))) document.set(SECTION, document.createNode({}));
  for (const [key, value] of missing) document.setIn([SECTION, key], document.createNode(value));
  return {
    text: document.toString({ lineWidth: 0 }),
    taken: missing.map(([key]) => `${SECTION}.${key}`),
  };
}

/** What the manifest states of the organisation; null when it is not one that can be added to. */
function statedNames(manifest: string): ReadonlySet<string> | null {
  const { tree, problems } = readSource(manifest);
  if (tree?.kind !== 'map' || problems.length > 0) return null;
  const section = sectionOf(tree);
  if (section === undefined || isBlank(section)) return new Set();
  return section.kind === 'map' ? new Set(statedIn(section).map(([key]) => key)) : null;
}

function sectionOf(tree: SourceNode): SourceNode | undefined {
  return tree.kind === 'map' ? tree.entries.get(SECTION)?.value : undefined;
}

function statedIn(section: SourceMap): (readonly [string, SourceNode])[] {
  return [...section.entries]
    .filter(([, { value }]) => !isBlank(value))
    .map(([key, { value }]) => [key, value] as const);
}

import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readOrganisation, withOrganisation } from '../intake/organisation.ts';
import type { OrganisationProfile } from '../intake/organisation.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { CommandContext } from './context.ts';
import { readInput } from './read-input.ts';

/** The profile that is taken without being named, where it lies next to the manifest. */
const PROFILE = 'organisation.yaml';

export const ORGANISATION_OPTION = [
  '--organisation <file>',
  `facts of the organisation that the manifest leaves out (default: ${PROFILE} next to it)`,
] as const;

export interface ManifestSource {
  /** `-` is standard input, which has no neighbours. */
  readonly path: string;
  readonly organisation: string | undefined;
}

/** A manifest and what was added to it. */
export interface ManifestTexts {
  /** With the profile's facts written into it: what is judged and submitted. */
  readonly text: string;
  /** As it was read. */
  readonly original: string;
  readonly profile: { readonly path: string; readonly text: string } | null;
}

/** As `readManifestTexts`, the text alone. */
export async function readWithOrganisation(
  source: ManifestSource,
  catalog: () => Catalog,
  context: CommandContext,
): Promise<string> {
  return (await readManifestTexts(source, catalog, context)).text;
}

/**
 * A manifest's text with the facts of the organisation's profile written into it; says on standard error which.
 *
 * @throws {UsageError} a file cannot be read
 * @throws {ManifestError} the profile is not one
 */
export async function readManifestTexts(
  { path, organisation }: ManifestSource,
  catalog: () => Catalog,
  context: CommandContext,
): Promise<ManifestTexts> {
  const text = await readInput(path, context.io.stdin);
  const profilePath = organisation ?? (await neighbour(path));
  if (profilePath === undefined) return { text, original: text, profile: null };
  const profileText = await readInput(profilePath, context.io.stdin);
  const profile = readOrganisation(profileText, catalog(), profilePath);
  const merged = withOrganisation(text, profile);
  if (merged.taken.length > 0)
    context.warn(`note: taken from ${profilePath}: ${merged.taken.join(', ')}`);
  const profileRead = { path: profilePath, text: profileText };
  return { text: merged.text, original: text, profile: profileRead };
}

/**
 * The profile that a manifest at this path is read with, empty where there is none.
 *
 * @throws {UsageError} the file cannot be read
 * @throws {ManifestError} it is no profile
 */
export async function readProfileFor(
  { path, organisation }: ManifestSource,
  catalog: Catalog,
  context: CommandContext,
): Promise<OrganisationProfile> {
  const profilePath = organisation ?? (await neighbour(path));
  if (profilePath === undefined) return new Map();
  return readOrganisation(await readInput(profilePath, context.io.stdin), catalog, profilePath);
}

async function neighbour(path: string): Promise<string | undefined> {
  if (path === '-') return undefined;
  const beside = join(dirname(path), PROFILE);
  try {
    await access(beside);
    return beside;
  } catch {
    return undefined;
  }
}

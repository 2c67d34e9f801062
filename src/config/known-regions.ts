import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../common/package-root.ts';

/** A pack that sets the numbers of a route governs a region; a pack of questions has none. */
const GOVERNS_A_REGION = /^route:/mu;
const DRAFT = /^status:\s*draft\b/mu;

/**
 * The regions that policies speak of, sorted: folders whose `pack.yaml` has a route and is no draft.
 *
 * Reads the headers as text and parses nothing, so that a command that needs no law does not load it. Whether a pack is
 * sound is asked when the law is loaded.
 *
 * @param policies folder of the policies; by default the one that ships with Carnet
 */
export function knownRegions(policies = join(packageRoot(), 'policies')): readonly string[] {
  return readdirSync(policies)
    .filter((folder) => {
      const path = join(policies, folder, 'pack.yaml');
      const header = existsSync(path) ? readFileSync(path, 'utf8') : '';
      return GOVERNS_A_REGION.test(header) && !DRAFT.test(header);
    })
    .toSorted();
}

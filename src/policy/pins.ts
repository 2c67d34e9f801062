import type { Pack } from './catalog.types.ts';
import type { PackPin } from './policy.types.ts';

/** Name under which vocabulary and reference data are pinned. */
export const VOCABULARY = 'vocabulary';

/** What a case or an assessment says of the pack it rests on. */
export function pinOf({ region, version, sha256, overlays, keeps }: Pack): PackPin {
  return {
    pack: region,
    version,
    sha256,
    ...(overlays && { overlays }),
    ...(keeps && { keeps }),
  };
}

import type { Law } from '../cases/law.ts';
import type { Catalog, Pack, PackRoute } from '../policy/catalog.types.ts';
import { assess } from '../policy/evaluate.ts';
import { withWays } from '../policy/explain/ways.ts';
import { nextChange } from '../policy/next-change.ts';
import { pinOf, VOCABULARY } from '../policy/pins.ts';

/** One zone of residency: whose law it judges by and which way a case goes. A new region is one of these. */
export interface RegionDefinition {
  readonly region: string;
  /** Packs under `policies/` that are its law; the first sets the route's numbers. */
  readonly packs: readonly [string, ...string[]];
  readonly machine: { readonly id: string; readonly version: number };
}

/** The region's packs are not among those loaded. */
export class RegionWithoutLawError extends Error {
  readonly code = 'ERR_REGION_WITHOUT_LAW';

  constructor(region: string, pack: string) {
    super(`region \`${region}\` is judged by pack \`${pack}\`, which was not loaded or is no law`);
  }
}

/**
 * The law of a region out of everything that was loaded: its own packs, pinned, and no other's.
 *
 * @throws {RegionWithoutLawError}
 */
export function lawOf(catalog: Catalog, { region, packs }: RegionDefinition): Law {
  const own = packs.map((name) => packOf(catalog, region, name));
  const { version, sha256 } = catalog.vocabulary;
  return {
    region,
    // Conditions mean what the vocabulary and the reference data say they mean: both are pinned with the packs.
    pins: [...own.map(pinOf), { pack: VOCABULARY, version, sha256 }],
    settings: routeOf(catalog, region, packs[0]),
    assess: ({ facts, held, asOf }) => assess(catalog, { facts, held, asOf, regions: [...packs] }),
    nextChange: (assessment) => nextChange(catalog, assessment),
    ways: ({ facts, held, asOf }) => {
      const question = { facts, held, asOf, regions: [...packs] };
      return withWays(catalog, question, assess(catalog, question).findings);
    },
  };
}

/** Top jurisdictions that a region governs: `US`, `CA`. */
export function jurisdictionsOf(catalog: Catalog, { region, packs }: RegionDefinition): string[] {
  return packs.flatMap((name) => packOf(catalog, region, name).jurisdictions);
}

function routeOf(catalog: Catalog, region: string, name: string): PackRoute {
  const { route } = packOf(catalog, region, name);
  if (!route) throw new RegionWithoutLawError(region, name);
  return route;
}

function packOf(catalog: Catalog, region: string, name: string): Pack {
  const pack = catalog.packs.get(name);
  if (!pack) throw new RegionWithoutLawError(region, name);
  return pack;
}

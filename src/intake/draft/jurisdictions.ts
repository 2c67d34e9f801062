import { nearest } from '../../common/near.ts';
import type { Catalog } from '../../policy/catalog.types.ts';
import { ManifestError } from '../manifest.errors.ts';
import { didYouMean } from '../check-leaf.ts';
import { placesMeant } from '../place-meant.ts';
import { shorten } from '../source-tree.ts';

/**
 * The places a draft is made for, each once.
 *
 * @throws {ManifestError} naming every place where no model can be deployed
 */
export function knownJurisdictions(catalog: Catalog, wanted: readonly string[]): readonly string[] {
  const known = catalog.vocabulary.domains.get('jurisdiction') ?? [];
  const problems = wanted.flatMap((place, index) => {
    if (known.includes(place)) return [];
    const near = nearPlaces(place.slice(0, 64), known);
    return [
      {
        path: `jurisdictions[${index}]`,
        line: null,
        column: null,
        message: `\`${shorten(place)}\` is no jurisdiction where a model can be deployed`,
        hint: near.length === 0 ? 'all: policies/reference/jurisdictions.yaml' : didYouMean(near),
      },
    ];
  });
  if (problems.length > 0) throw new ManifestError(problems, 'jurisdictions');
  return [...new Set(wanted)];
}

function nearPlaces(place: string, known: readonly string[]): readonly string[] {
  const meant = placesMeant(place, known);
  const near = nearest(place, known);
  return meant.length === 0 && near !== undefined ? [near] : meant;
}

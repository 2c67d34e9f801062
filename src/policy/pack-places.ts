/** Places that a region brings along in its pack, so that a new region changes no shared file. */
import type { Jurisdiction, Reference } from './catalog.types.ts';
import { isRecord } from './cel/refs.ts';
import { checkParent } from './load-reference.ts';
import type { YamlSource } from './yaml-source.ts';

/**
 * The shared jurisdictions and those that packs state under `places`.
 *
 * A country that was known only as where people live may become a place of deployment; any other place that is there
 * already is refused. Problems go into the headers.
 */
export function withPlaces(reference: Reference, headers: readonly YamlSource[]): Reference {
  const jurisdictions = new Map(reference.jurisdictions);
  for (const header of headers) {
    for (const [index, place] of placesIn(header).entries()) {
      if (jurisdictions.get(place.id)?.subjectsOnly === false) {
        header.report(['places', index, 'id'], `jurisdiction \`${place.id}\` is there twice`);
      }
      jurisdictions.set(place.id, place);
    }
  }
  for (const header of headers) checkParents(header, jurisdictions);
  return { ...reference, jurisdictions };
}

function checkParents(header: YamlSource, known: ReadonlyMap<string, Jurisdiction>): void {
  for (const [index, place] of placesIn(header).entries())
    checkParent(header, ['places', index, 'parent'], place, known);
}

/** What has not the form of a place is complained about when the header itself is read. */
function placesIn({ data }: YamlSource): readonly Jurisdiction[] {
  const stated = isRecord(data) ? data['places'] : undefined;
  if (!Array.isArray(stated)) return [];
  return stated.filter(isRecord).flatMap(({ id, title, parent }) =>
    typeof id === 'string'
      ? {
          id,
          title: typeof title === 'string' ? title : id,
          parent: typeof parent === 'string' ? parent : null,
          subjectsOnly: false,
        }
      : [],
  );
}

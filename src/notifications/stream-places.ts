import { type FeedPlace, formatPlace, parsePlace } from '../journal/feed-place.ts';
import { FeedPlaceError } from './notifications.errors.ts';

/** Where a listener stands in each region it hears, as the `id` of an event carries it: `eu=812.3.eu-…;uk=…`. */
export function formatPlaces(places: ReadonlyMap<string, FeedPlace>): string {
  return [...places].map(([region, place]) => `${region}=${formatPlace(place)}`).join(';');
}

/** @throws {FeedPlaceError} */
export function parsePlaces(text: string): Map<string, FeedPlace> {
  const places = new Map<string, FeedPlace>();
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const place = parsePlace(part.slice(at + 1));
    if (at < 1 || place === null) throw new FeedPlaceError(text);
    places.set(part.slice(0, at), place);
  }
  return places;
}

/** Where places belong: which jurisdictions lie in which, and where a cloud region stands. */
import type { Reference } from './catalog.types.ts';
import { member, settle } from './cel/refs.ts';
import { type Judgement, type Ref, Unknown, unknown } from './cel/truth.ts';
import { ON_PREMISES } from './load-vocabulary.ts';

/** The chains of the jurisdictions known to a set of reference files; every rule asks for some. */
const chains = new WeakMap<Reference, ReadonlyMap<string, readonly string[]>>();

/** The place itself and everything it lies in: `US-NY-NYC` gives US-NY-NYC, US-NY, US. */
function placesAbove(reference: Reference, place: string): readonly string[] {
  const known = chains.get(reference) ?? chainsOf(reference);
  return known.get(place) ?? [place];
}

function chainsOf(reference: Reference): ReadonlyMap<string, readonly string[]> {
  const ids = [...reference.jurisdictions.keys()];
  const known = new Map(ids.map((id) => [id, chainOf(reference, id)]));
  chains.set(reference, known);
  return known;
}

function chainOf(reference: Reference, place: string): readonly string[] {
  const chain: string[] = [];
  for (let at: string | null = place; at !== null && !chain.includes(at);) {
    chain.push(at);
    at = reference.jurisdictions.get(at)?.parent ?? null;
  }
  return chain;
}

/** True when a place is the jurisdiction or lies in it. */
export function liesIn(reference: Reference, place: string, jurisdiction: string): boolean {
  return placesAbove(reference, place).includes(jurisdiction);
}

/** The outermost jurisdiction of a place: `EEA` and `EU-DE` give `EU`. */
export function topOf(reference: Reference, place: string): string {
  return placesAbove(reference, place).at(-1) ?? place;
}

/** Whether a stated list of places touches a jurisdiction; unknown when nobody stated the list. */
export function judgeReach(
  reference: Reference,
  jurisdiction: string,
  fact: string,
  places: unknown,
): Judgement {
  const about = { fact, operator: 'reaches', expected: jurisdiction } as const;
  if (!Array.isArray(places)) return unknown([fact], [{ ...about, truth: 'unknown' }]);
  const within = places.filter((place) => liesIn(reference, String(place), jurisdiction));
  const truth = within.length > 0 ? 'true' : 'false';
  return {
    truth,
    missing: [],
    leaves: [{ ...about, value: within.length > 0 ? within : places, truth }],
  };
}

/** Where one entry of `data.locations` stands. A part that cannot be told is `Unknown`, with the facts that would tell it. */
export interface Whereabouts {
  readonly country: string | Unknown;
  /** Empty where the subdivision does not matter. */
  readonly subdivision: string | Unknown;
  readonly provider: string | Unknown;
  /** Kind of sovereign realm of the cloud region; `none` on premises. */
  readonly sovereign: string | Unknown;
}

/** Looks a place up in the cloud regions, or reads what is stated of a place on premises. */
export function whereabouts(reference: Reference, location: Ref): Whereabouts {
  const provider = settle(member(location, 'provider'));
  const region = settle(member(location, 'region'));
  if (!provider.known) {
    return nowhere(new Unknown([...provider.facts, ...(region.known ? [] : region.facts)]));
  }
  if (provider.value === ON_PREMISES) return onPremises(location);
  const code = region.known ? String(region.value) : '';
  const found = reference.cloudRegions.get(`${String(provider.value)}:${code}`);
  if (found) return { ...found };
  // A code that the reference does not know is as good as unstated; the manifest's own check refuses it.
  return { ...nowhere(new Unknown([`${location.path}.region`])), provider: String(provider.value) };
}

function nowhere(open: Unknown): Whereabouts {
  return { country: open, subdivision: open, provider: open, sovereign: open };
}

function onPremises(location: Ref): Whereabouts {
  const country = settle(member(location, 'country'));
  const subdivision = settle(member(location, 'subdivision'));
  return {
    country: country.known ? String(country.value) : new Unknown(country.facts),
    subdivision: subdivisionOf(country, subdivision),
    provider: ON_PREMISES,
    sovereign: 'none',
  };
}

function subdivisionOf(
  country: ReturnType<typeof settle>,
  subdivision: ReturnType<typeof settle>,
): string | Unknown {
  if (subdivision.known) return String(subdivision.value);
  if (!country.known) return new Unknown([...country.facts, ...subdivision.facts]);
  // Only Canada has a rule that turns on the subdivision.
  return country.value === 'CA' ? new Unknown(subdivision.facts) : '';
}

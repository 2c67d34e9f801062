/**
 * Facts that Carnet works out from stated ones. Each is a pure function of facts, reference data and the day; its
 * version stands in the vocabulary and is raised when its meaning changes.
 */
import { footingOf, type Footing, type Zone } from './adequacy.ts';
import type { Catalog, Reference } from './catalog.types.ts';
import { elementsOf, isRecord, member, rootRefs, settle } from './cel/refs.ts';
import {
  and,
  Judged,
  type Judgement,
  not,
  or,
  type Ref,
  type Scope,
  Sequence,
  type SequenceElement,
  Unknown,
  unique,
  unknown,
} from './cel/truth.ts';
import { dayCounts } from './days.ts';
import { ON_PREMISES } from './load-vocabulary.ts';
import { liesIn, type Whereabouts, whereabouts } from './places.ts';
import type { Facts, Held, Transfer } from './policy.types.ts';

type Origin = Transfer['origin'];
const ORIGINS: readonly Origin[] = ['EEA', 'UK', 'CA', 'CA-QC'];
/** Jurisdiction whose people belong to a zone; the EEA and the EU count as one. */
const HOME: Readonly<Record<Origin, string>> = { EEA: 'EU', UK: 'UK', CA: 'CA', 'CA-QC': 'CA-QC' };

interface Place {
  readonly ref: Ref;
  readonly where: Whereabouts;
}

/**
 * Everything a condition can be asked about: stated facts with their defaults, what is held, and the derived facts.
 *
 * Documents and approvals come from `held` alone: what a manifest claims to hold is no evidence.
 */
export function scopeOf(catalog: Catalog, facts: Facts, held: Held, asOf: string): Scope {
  const stated = withDefaults(catalog, facts);
  const places = placesOf(catalog.reference, stated);
  const evidence = {
    ...(isRecord(stated['evidence']) ? stated['evidence'] : {}),
    documents: held.documents,
    approvals: held.approvals,
  };
  const data = Array.isArray(places)
    ? { ...(stated['data'] as object), locations: places.map(enriched) }
    : stated['data'];
  const roots = { ...stated, evidence, data };
  const derived: Record<string, unknown> = {
    ...dayCounts(stated, asOf),
    transfers: transfersOf(catalog.reference, places, roots, asOf),
    foreign_parent_hosting: new Judged(foreignParentHosting(catalog.reference, places)),
  };
  const all = { ...roots, derived };
  const scope: Scope = { roots: all, refs: rootRefs(all), explain: true };
  for (const [path, condition] of catalog.definitions) {
    derived[path.replace('derived.', '')] = new Judged(condition.judge(scope));
  }
  return scope;
}

/** The transfers as plain data, for people: `null` stands for what nobody stated. */
export function transfersIn(scope: Scope): readonly Transfer[] {
  const list = member({ value: scope.roots['derived'], path: 'derived' }, 'transfers');
  if (!(list.value instanceof Sequence)) return [];
  return list.value.elements
    .filter(({ present }) => present.truth === 'true')
    .map(({ ref }) => plainTransfer(ref));
}

function plainTransfer(ref: Ref): Transfer {
  const read = (key: string): unknown => {
    const settled = settle(member(ref, key));
    return settled.known ? settled.value : null;
  };
  const text = (key: string): string => {
    const value = read(key);
    return typeof value === 'string' ? value : 'unknown';
  };
  return {
    location: text('location'),
    origin: read('origin') as Origin,
    dest_country: text('dest_country'),
    dest_subdivision: text('dest_subdivision'),
    purpose: text('purpose'),
    mechanism: text('mechanism'),
    basis: (read('basis') ?? 'unknown') as Transfer['basis'],
    lawful: read('lawful') as boolean | null,
  };
}

/** Silence that has one safe meaning is filled in; see `default` in the vocabulary. */
function withDefaults(catalog: Catalog, facts: Facts): Facts {
  let filled = facts;
  for (const { path, default: value } of catalog.vocabulary.facts.values()) {
    const [list, key] = path.split('[].');
    if (value === undefined || list === undefined || key === undefined) continue;
    const items = filled[list];
    if (!Array.isArray(items)) continue;
    filled = { ...filled, [list]: items.map((item) => withDefault(item, key, value)) };
  }
  return filled;
}

function withDefault(item: unknown, key: string, value: unknown): unknown {
  return isRecord(item) && (item[key] ?? null) === null ? { ...item, [key]: value } : item;
}

/** Every stated location and where it stands; `Unknown` when nobody stated the list. */
function placesOf(reference: Reference, facts: Facts): readonly Place[] | Unknown {
  const read = elementsOf(member(member({ value: facts, path: '' }, 'data'), 'locations'));
  if ('facts' in read) return new Unknown(read.facts);
  return read.elements.map(({ ref }) => ({ ref, where: whereabouts(reference, ref) }));
}

function enriched({ ref, where }: Place): unknown {
  return isRecord(ref.value)
    ? { ...ref.value, country: where.country, subdivision: where.subdivision }
    : ref.value;
}

/** `derived.transfers`, version 1. */
function transfersOf(
  reference: Reference,
  places: readonly Place[] | Unknown,
  facts: Facts,
  asOf: string,
): Sequence | Unknown {
  if (places instanceof Unknown) return places;
  const useCase = member(member({ value: facts, path: '' }, 'model'), 'use_case');
  const found: SequenceElement[] = [];
  for (const place of places) {
    for (const origin of ORIGINS) {
      const present = and([
        subjectsFrom(reference, place, origin),
        outside(reference, place, origin),
      ]);
      if (present.truth === 'false') continue;
      const value = transferOf(reference, place, origin, { useCase, asOf });
      found.push({ ref: { value, path: `derived.transfers[${found.length}]` }, present });
    }
  }
  return new Sequence(found);
}

function transferOf(
  reference: Reference,
  { ref, where }: Place,
  origin: Origin,
  about: { readonly useCase: Ref; readonly asOf: string },
): Readonly<Record<string, unknown>> {
  const read = (key: string): unknown => {
    const settled = settle(member(ref, key));
    return settled.known ? settled.value : new Unknown(settled.facts);
  };
  const { lawful, basis } =
    origin === 'EEA' || origin === 'UK'
      ? zoned(reference, origin, { ref, where }, about)
      : { lawful: true, basis: 'accountability' };
  return {
    location: read('id'),
    origin,
    dest_country: where.country,
    dest_subdivision: where.subdivision,
    purpose: read('purpose'),
    mechanism: read('mechanism'),
    basis,
    lawful,
    dpf_certified: read('dpf_certified'),
    pipeda_covered: read('pipeda_covered'),
  };
}

function zoned(
  reference: Reference,
  zone: Zone,
  { ref, where }: Place,
  about: { readonly useCase: Ref; readonly asOf: string },
): Footing {
  return footingOf(reference, { zone, country: where.country, location: ref, ...about });
}

/** Whether data of people of a zone lies at a place. */
function subjectsFrom(reference: Reference, { ref }: Place, origin: Origin): Judgement {
  const regions = member(ref, 'subject_regions');
  const settled = settle(regions);
  const about = { fact: regions.path, operator: 'includes', expected: origin } as const;
  if (!settled.known || !Array.isArray(settled.value)) {
    return unknown([regions.path], [{ ...about, truth: 'unknown' }]);
  }
  const { value } = settled;
  const found = value.some((region) => liesIn(reference, String(region), HOME[origin]));
  return {
    truth: found ? 'true' : 'false',
    missing: [],
    leaves: [{ ...about, value, truth: found ? 'true' : 'false' }],
  };
}

/** Whether a place lies outside a zone. */
function outside(reference: Reference, { ref, where }: Place, origin: Origin): Judgement {
  const bySubdivision = origin === 'CA-QC';
  const position = bySubdivision ? where.subdivision : where.country;
  const fact = `${ref.path}.${bySubdivision ? 'subdivision' : 'country'}`;
  const about = { fact, operator: 'outside', expected: origin } as const;
  if (position instanceof Unknown)
    return unknown(unique(position.facts), [{ ...about, truth: 'unknown' }]);
  const truth = isInside(reference, position, origin) ? 'false' : 'true';
  return { truth, missing: [], leaves: [{ ...about, value: position, truth }] };
}

function isInside(reference: Reference, position: string, origin: Origin): boolean {
  if (origin === 'EEA') return reference.eea.has(position);
  return position === (origin === 'UK' ? 'GB' : origin);
}

/** `derived.foreign_parent_hosting`, version 1. */
function foreignParentHosting(reference: Reference, places: readonly Place[] | Unknown): Judgement {
  if (places instanceof Unknown) return unknown(places.facts, []);
  return or(
    places.map((place) =>
      and([
        subjectsFrom(reference, place, 'EEA'),
        not(outside(reference, place, 'EEA')),
        foreignParent(reference, place),
      ]),
    ),
  );
}

function foreignParent(reference: Reference, { ref, where }: Place): Judgement {
  const { provider, sovereign } = where;
  const about = {
    fact: `${ref.path}.provider`,
    operator: 'has a parent outside',
    expected: 'EEA',
  } as const;
  if (provider instanceof Unknown) return unknown(provider.facts, [{ ...about, truth: 'unknown' }]);
  const abroad =
    provider !== ON_PREMISES && (reference.providers.get(provider)?.parentOutsideEEA ?? false);
  const leaf = { ...about, value: provider };
  if (!abroad) return { truth: 'false', missing: [], leaves: [{ ...leaf, truth: 'false' }] };
  if (sovereign instanceof Unknown)
    return unknown(sovereign.facts, [{ ...leaf, truth: 'unknown' }]);
  const truth = sovereign === 'none' ? 'true' : 'false';
  return { truth, missing: [], leaves: [{ ...leaf, truth }] };
}

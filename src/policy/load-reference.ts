/** Reads `policies/reference/`: places, clouds, categories, documents, roles, named sets. */
import type {
  AdequacyDecision,
  CloudProvider,
  CloudRegion,
  DocumentType,
  FeatureCategory,
  Jurisdiction,
  NamedSet,
  Reference,
  Role,
} from './catalog.types.ts';
import * as shapes from './reference-shapes.ts';
import { fits, type Shape, suggest } from './shape.ts';
import type { Path, YamlSource } from './yaml-source.ts';

export interface ReferenceSources {
  readonly geography: YamlSource;
  readonly cloudRegions: YamlSource;
  readonly features: YamlSource;
  readonly documents: YamlSource;
  readonly jurisdictions: YamlSource;
  readonly roles: YamlSource;
  readonly sets: YamlSource;
  /** How facts are said; read once the vocabulary is known. */
  readonly words: YamlSource;
}

/** Problems go into the sources; null when a file has not its form at all. */
export function readReference(sources: ReferenceSources): Reference | null {
  const geography = checked<shapes.GeographyFile>(sources.geography, shapes.GEOGRAPHY);
  const clouds = checked<shapes.CloudRegionsFile>(sources.cloudRegions, shapes.CLOUD_REGIONS);
  const features = checked<shapes.FeaturesFile>(sources.features, shapes.FEATURES);
  const documents = checked<shapes.DocumentsFile>(sources.documents, shapes.DOCUMENTS);
  const places = checked<shapes.JurisdictionsFile>(sources.jurisdictions, shapes.JURISDICTIONS);
  const roles = checked<shapes.RolesFile>(sources.roles, shapes.ROLES);
  const sets = checked<shapes.SetsFile>(sources.sets, shapes.SETS);
  if (!geography || !clouds || !features || !documents || !places || !roles || !sets) return null;
  const namedSets = readSets(sets);
  const roleMap = byId(sources.roles, 'roles', roles.roles.map(toRole), ['roles']);
  checkDocumentRoles(sources.documents, documents, [...roleMap.keys()]);
  checkDecisionDates(sources.geography, geography);
  return {
    jurisdictions: readJurisdictions(sources.jurisdictions, places),
    countries: new Set(places.countries),
    eea: new Set([...geography.regions.EEA.members, ...geography.regions.EU.outermost]),
    adequacy: { EEA: euDecisions(geography, namedSets), UK: ukDecisions(geography) },
    providers: new Map(
      Object.entries(clouds.providers).map(([id, entry]) => [id, toProvider(id, entry)]),
    ),
    cloudRegions: readCloudRegions(sources.cloudRegions, clouds, places.countries),
    categories: byId(sources.features, 'category', features.categories.map(toCategory), [
      'categories',
    ]),
    stripFirst: features.matching.stripFirst,
    documents: byId(sources.documents, 'document', documents.documents.map(toDocument), [
      'documents',
    ]),
    roles: roleMap,
    sets: namedSets,
  };
}

/** The data of a source when it has the shape; `T` says in types what the shape says in values. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function checked<T>(source: YamlSource, shape: Shape): T | null {
  if (source.data === undefined) return null;
  return fits(source, source.data, shape) ? (source.data as T) : null;
}

function byId<T extends { readonly id: string }>(
  source: YamlSource,
  what: string,
  items: readonly T[],
  path: readonly string[],
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [index, item] of items.entries()) {
    if (found.has(item.id))
      source.report([...path, index, 'id'], `${what} \`${item.id}\` is there twice`);
    found.set(item.id, item);
  }
  return found;
}

function readJurisdictions(
  source: YamlSource,
  file: shapes.JurisdictionsFile,
): ReadonlyMap<string, Jurisdiction> {
  const stated = file.jurisdictions.map((entry) => ({
    id: entry.id,
    title: entry.title,
    parent: entry.parent ?? null,
    subjectsOnly: entry.subjectsOnly ?? false,
  }));
  const known = byId(source, 'jurisdiction', stated, ['jurisdictions']);
  for (const [index, place] of stated.entries())
    checkParent(source, ['jurisdictions', index, 'parent'], place, known);
  const rest = file.restOfWorld.map((id) => ({ id, title: id, parent: null, subjectsOnly: true }));
  return new Map([...known, ...rest.map((entry) => [entry.id, entry] as const)]);
}

/** A place lies in one that is known, and never, over however many others, in itself. */
export function checkParent(
  source: YamlSource,
  at: Path,
  { id, parent }: Jurisdiction,
  known: ReadonlyMap<string, Jurisdiction>,
): void {
  if (parent !== null && !known.has(parent)) {
    source.report(at, `unknown jurisdiction \`${parent}\``, suggest(parent, [...known.keys()]));
    return;
  }
  const above = new Set<string>();
  for (let next = parent; next !== null && !above.has(next);) {
    above.add(next);
    next = known.get(next)?.parent ?? null;
  }
  if (above.has(id)) source.report(at, `circular: \`${id}\` lies in itself`);
}

function readSets(file: shapes.SetsFile): ReadonlyMap<string, NamedSet> {
  const entries = Object.entries(file.sets);
  return new Map(entries.map(([name, set]) => [name, { name, of: set.of, members: set.members }]));
}

function readCloudRegions(
  source: YamlSource,
  file: shapes.CloudRegionsFile,
  countries: readonly string[],
): ReadonlyMap<string, CloudRegion> {
  const regions = new Map<string, CloudRegion>();
  for (const [index, entry] of file.regions.entries()) {
    const key = `${entry.provider}:${entry.code}`;
    const at = ['regions', index];
    if (regions.has(key)) source.report([...at, 'code'], `cloud region \`${key}\` is there twice`);
    if (!Object.hasOwn(file.providers, entry.provider)) {
      const hint = suggest(entry.provider, Object.keys(file.providers));
      source.report([...at, 'provider'], `unknown provider \`${entry.provider}\``, hint);
    }
    if (!countries.includes(entry.country)) {
      source.report([...at, 'country'], `unknown country \`${entry.country}\``);
    }
    regions.set(key, {
      provider: entry.provider,
      code: entry.code,
      country: entry.country,
      subdivision: entry.subdivision ?? '',
      city: entry.city,
      sovereign: entry.sovereign,
    });
  }
  return regions;
}

/** A decision that ends before it begins would silently never hold. */
function checkDecisionDates(source: YamlSource, { euAdequacy }: shapes.GeographyFile): void {
  for (const key of ['decisions', 'historyForTests'] as const) {
    for (const [index, { from, until }] of euAdequacy[key].entries()) {
      if (typeof until !== 'string' || until >= from) continue;
      const message = `\`until\` ${until} lies before \`from\` ${from}`;
      source.report(['euAdequacy', key, index, 'until'], message);
    }
  }
}

function euDecisions(
  file: shapes.GeographyFile,
  sets: ReadonlyMap<string, NamedSet>,
): readonly AdequacyDecision[] {
  const now = file.euAdequacy.decisions.map((entry) => ({
    code: entry.code,
    decision: entry.decision,
    from: entry.from,
    until: entry.until ?? null,
    condition: entry.condition ?? null,
    excludesUses: entry.excludesUses ? (sets.get(entry.excludesUses)?.members ?? []) : [],
  }));
  const past = file.euAdequacy.historyForTests.map((entry) => ({
    code: entry.code,
    decision: entry.decision,
    from: entry.from,
    until: entry.until,
    condition: entry.condition ?? null,
    excludesUses: [],
  }));
  return [...now, ...past];
}

function ukDecisions(file: shapes.GeographyFile): readonly AdequacyDecision[] {
  const common = { decision: 'UK adequacy regulations', until: null, excludesUses: [] };
  const full = file.ukAdequacy.full.map((code) => ({
    ...common,
    code,
    from: null,
    condition: null,
  }));
  const partial = file.ukAdequacy.partial.map((entry) => ({
    ...common,
    code: entry.code,
    from: entry.from ?? null,
    condition: entry.condition,
  }));
  return [...full, ...partial];
}

function checkDocumentRoles(
  source: YamlSource,
  file: shapes.DocumentsFile,
  roles: readonly string[],
): void {
  for (const [index, entry] of file.documents.entries()) {
    for (const key of ['owner', 'approver'] as const) {
      for (const role of several(entry[key])) {
        if (roles.includes(role)) continue;
        source.report(['documents', index, key], `unknown role \`${role}\``, suggest(role, roles));
      }
    }
  }
}

function several(words: string | readonly string[] | undefined): readonly string[] {
  if (words === undefined) return [];
  return typeof words === 'string' ? [words] : words;
}

function toProvider(
  id: string,
  entry: shapes.CloudRegionsFile['providers'][string],
): CloudProvider {
  return { id, name: entry.name, parentOutsideEEA: entry.parentOutsideEEA };
}

function toCategory(entry: shapes.FeaturesFile['categories'][number]): FeatureCategory {
  return {
    id: entry.id,
    label: entry.label,
    namePatterns: entry.namePatterns ?? [],
    rulings: entry.rulings,
    rules: entry.rules ?? [],
    note: entry.note ?? null,
  };
}

function toDocument(entry: shapes.DocumentsFile['documents'][number]): DocumentType {
  return {
    id: entry.id,
    title: entry.title,
    owner: several(entry.owner)[0] ?? '',
    approver: several(entry.approver),
    legalBasis: entry.legalBasis ?? '',
    sections: entry.sections ?? [],
    reviewEvery: entry.reviewEvery ?? null,
  };
}

function toRole(entry: shapes.RolesFile['roles'][number]): Role {
  return { id: entry.id, title: entry.title, kind: entry.kind, external: entry.external ?? false };
}

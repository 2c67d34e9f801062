/** Reads `policies/vocabulary.yaml` against the reference files. */
import type { FactDeclaration, FactType, Reference, Vocabulary } from './catalog.types.ts';
import { checked } from './load-reference.ts';
import {
  ANY,
  BOOL,
  INT,
  list,
  map,
  match,
  NUMBER,
  object,
  several,
  type Shape,
  suggest,
  TEXT,
  word,
} from './shape.ts';
import type { YamlSource } from './yaml-source.ts';

const TYPES = ['string', 'int', 'number', 'bool', 'date', 'list', 'object'] as const;
const FACT_PATH = /^[a-z][a-z0-9_]*(\[\])?(\.[a-z][a-z0-9_]*(\[\])?)*$/;

interface StatedFact {
  readonly type: FactType;
  readonly of?: FactType;
  readonly values?: string | readonly string[];
  readonly open?: boolean;
  readonly anyWord?: boolean;
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly default?: unknown;
  readonly by?: FactDeclaration['by'];
  readonly meaning: string;
  readonly derived?: number;
  readonly version?: number;
  readonly definition?: string;
}

interface VocabularyFile {
  readonly version: string;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly facts: Readonly<Record<string, StatedFact>>;
  readonly derived: Readonly<Record<string, StatedFact>>;
}

const TYPE = word('type', TYPES);
const COMMON = {
  type: TYPE,
  'of?': TYPE,
  'values?': several(match('word', /^.{0,200}$/u)),
  'open?': BOOL,
  'anyWord?': BOOL,
  'pattern?': TEXT,
  'min?': NUMBER,
  'max?': NUMBER,
  meaning: TEXT,
};
const VOCABULARY: Shape = object({
  version: match('version such as 2026.11.1', /^\d+\.\d+\.\d+$/),
  lists: map(list(TEXT)),
  facts: map(
    object({
      ...COMMON,
      'default?': ANY,
      'derived?': INT,
      by: word('source', ['organisation', 'ml_team', 'carnet']),
    }),
  ),
  derived: map(object({ ...COMMON, 'version?': INT, 'definition?': TEXT })),
});

export interface ReadVocabulary {
  readonly vocabulary: Vocabulary;
  /** Derived facts that are defined in CEL, by path. */
  readonly definitions: ReadonlyMap<string, string>;
}

/** Reports what has not the form of a vocabulary, for who cannot go on to read it. */
export function checkVocabularyForm(source: YamlSource): void {
  checked<VocabularyFile>(source, VOCABULARY);
}

/** Problems go into the source; null when the file has not its form at all. */
export function readVocabulary(
  source: YamlSource,
  reference: Reference,
  sha256: string,
): ReadVocabulary | null {
  const file = checked<VocabularyFile>(source, VOCABULARY);
  if (!file) return null;
  const domains = domainsOf(file, reference);
  checkSets(source, reference, domains);
  const facts = readFacts(source, 'facts', file.facts, domains);
  const derived = readFacts(source, 'derived', file.derived, domains);
  const definitions = new Map(
    Object.entries(file.derived).flatMap(([path, fact]) =>
      fact.definition === undefined ? [] : [[path, fact.definition] as const],
    ),
  );
  return { vocabulary: { version: file.version, sha256, facts, derived, domains }, definitions };
}

function domainsOf(
  file: VocabularyFile,
  reference: Reference,
): ReadonlyMap<string, readonly string[]> {
  const places = [...reference.jurisdictions.values()];
  return new Map<string, readonly string[]>([
    ...Object.entries(file.lists),
    ['jurisdiction', places.filter((place) => !place.subjectsOnly).map((place) => place.id)],
    ['subject_region', places.map((place) => place.id)],
    ['country', [...reference.countries]],
    ['category', [...reference.categories.keys()]],
    ['document', [...reference.documents.keys()]],
    ['role', [...reference.roles.keys()]],
    ['provider', [...reference.providers.keys(), ON_PREMISES]],
  ]);
}

/** Provider of a place that no cloud provider runs; its country is stated. */
export const ON_PREMISES = 'on_premises';

function checkSets(
  source: YamlSource,
  reference: Reference,
  domains: ReadonlyMap<string, readonly string[]>,
): void {
  for (const { name, of, members } of reference.sets.values()) {
    const known = domains.get(of);
    if (!known) {
      source.report(
        ['lists'],
        `set \`${name}\` is of \`${of}\`, which is no list of words`,
        suggest(of, [...domains.keys()]),
      );
      continue;
    }
    for (const strange of members.filter((member) => !known.includes(member))) {
      source.report(
        ['lists'],
        `set \`${name}\` holds \`${strange}\`, which is no ${of}`,
        suggest(strange, known),
      );
    }
  }
}

function readFacts(
  source: YamlSource,
  section: 'facts' | 'derived',
  stated: Readonly<Record<string, StatedFact>>,
  domains: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, FactDeclaration> {
  const facts = new Map<string, FactDeclaration>();
  for (const [path, fact] of Object.entries(stated)) {
    const at = [section, path];
    if (!FACT_PATH.test(path)) source.reportKey(at, `\`${path}\` is no path of a fact`);
    if ((fact.type === 'list') !== (fact.of !== undefined)) {
      source.report(at, `\`of\` says what a list holds: wanted for a list, and only there`);
    }
    checkPattern(source, at, fact.pattern);
    const words = wordsOf(source, [...at, 'values'], fact.values, domains);
    const derived = fact.derived ?? (section === 'derived' ? (fact.version ?? 1) : null);
    facts.set(path, { ...SILENT, ...fact, ...words, path, derived });
  }
  return facts;
}

function checkPattern(source: YamlSource, at: readonly string[], pattern?: string): void {
  if (pattern === undefined) return;
  try {
    // As facts are held against it, here and when a manifest is read.
    void [new RegExp(`^(?:${pattern})$`), new RegExp(`^(?:${pattern})$`, 'u')];
  } catch {
    source.report([...at, 'pattern'], `\`${pattern}\` is no pattern`);
  }
}

/** What a declaration says where the file says nothing. */
const SILENT = {
  of: null,
  open: false,
  anyWord: false,
  pattern: null,
  min: null,
  max: null,
  default: undefined,
  by: 'carnet',
} as const;

function wordsOf(
  source: YamlSource,
  at: readonly string[],
  values: string | readonly string[] | undefined,
  domains: ReadonlyMap<string, readonly string[]>,
): Pick<FactDeclaration, 'values' | 'domain'> {
  if (values === undefined) return { values: null, domain: null };
  if (typeof values !== 'string') return { values, domain: null };
  const words = domains.get(values);
  if (!words) source.report(at, `unknown list \`${values}\``, suggest(values, [...domains.keys()]));
  return { values: words ?? null, domain: values };
}

import { join } from 'node:path';
import { sha256Of } from '../common/canonical-json.ts';
import { packageRoot } from '../common/package-root.ts';
import type {
  Catalog,
  Condition,
  FactDeclaration,
  Pack,
  Reference,
  Rule,
} from './catalog.types.ts';
import { readCondition } from './cel/condition.ts';
import { Names } from './cel/kinds.ts';
import { checkWordsForm, readWords } from './explain/load-words.ts';
import type { Words } from './explain/words.types.ts';
import { checkFrozen } from './life/check-frozen.ts';
import { assertFolder, frozenIn } from './life/own-overlays.ts';
import { applyOverlays } from './life/overlay.ts';
import { proveCases } from './life/prove.ts';
import { checkForms, type Known, type PackSources, readPack } from './load-packs.ts';
import { readReference, type ReferenceSources } from './load-reference.ts';
import { checkVocabularyForm, readVocabulary, type ReadVocabulary } from './load-vocabulary.ts';
import { withPlaces } from './pack-places.ts';
import { PolicyLoadError, type PolicyProblem } from './policy.errors.ts';
import { FolderFiles, type PackFolder, type PolicyFiles, statedIn } from './policy-files.ts';
import { suggest } from './shape.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reference files by what they hold, relative to the folder of the policies. */
export const REFERENCE_FILES = {
  geography: 'reference/geography.yaml',
  cloudRegions: 'reference/cloud-regions.yaml',
  features: 'reference/features.yaml',
  documents: 'reference/documents.yaml',
  jurisdictions: 'reference/jurisdictions.yaml',
  roles: 'reference/roles.yaml',
  sets: 'reference/sets.yaml',
  words: 'reference/words.yaml',
} as const;

export interface LoadOptions {
  /**
   * Folders of drafts to load as if they were published, each in the place of its region's pack: a region's own
   * folder, or one that stands elsewhere (`drafts/eu-next`, relative to the policies, or absolute).
   */
  readonly drafts?: readonly string[];
  /** False: do not hold published packs against the lock file. For those who publish; never for a served region. */
  readonly frozen?: boolean;
  /** False: the packs as they are before overlays. */
  readonly overlays?: boolean;
  /**
   * Folder of an organisation's own overlays, with a lock file and an archive of its own. Where the policies are frozen
   * they are too: what nobody published there is refused.
   */
  readonly ownOverlays?: string | undefined;
  /** True: every example of a rule has to come out as its file says. For packs without overlays. */
  readonly prove?: boolean;
}

/** The folder that ships with Carnet. */
export function shippedPolicies(): string {
  return join(packageRoot(), 'policies');
}

/**
 * Reads and checks everything below `policies/`: vocabulary, reference files, and every pack with its rules.
 *
 * Law that is half right is worse than none, so a single mistake anywhere refuses the whole, and all mistakes are
 * told at once. Drafts stay out unless they are asked for, withdrawn packs always; a published pack that differs from
 * its entry in the lock file, or has none, is a mistake too.
 *
 * @param dir folder of the policies; by default the one that ships with Carnet
 * @throws {PolicyLoadError} with every mistake, its file, line and column, and what was probably meant
 */
export function loadCatalog(dir = shippedPolicies(), options: LoadOptions = {}): Catalog {
  const { drafts = [], overlays = true, prove = false, ownOverlays } = options;
  if (ownOverlays !== undefined) assertFolder(ownOverlays);
  const frozen = options.frozen === false ? null : frozenIn(dir, ownOverlays);
  const own = ownOverlays === undefined ? {} : { ownOverlays };
  const loader = new Loader(new FolderFiles(dir, { drafts, overlays, ...own, frozen }));
  return prove ? loader.loadProven() : loader.load();
}

/**
 * The catalogue of whatever files there are.
 *
 * @throws {PolicyLoadError}
 */
export function buildCatalog(files: PolicyFiles): Catalog {
  return new Loader(files).load();
}

/** What packs are written in. */
interface Basis {
  readonly reference: Reference;
  readonly read: ReadVocabulary;
  readonly words: Words;
  readonly source: YamlSource;
}

class Loader {
  private readonly sources: YamlSource[] = [];
  private readonly problems: PolicyProblem[] = [];

  constructor(private readonly files: PolicyFiles) {}

  /** As `load`, and every example of every rule comes out. */
  loadProven(): Catalog {
    const catalog = this.load();
    proveCases(catalog, (file) => this.at(file));
    if (this.allProblems().length > 0) throw this.refusal();
    return catalog;
  }

  load(): Catalog {
    const referenceSources = this.referenceSources();
    const packs = this.packSources();
    const shared = readReference(referenceSources);
    const reference =
      shared && withPlaces(shared, [...packs.map(({ header }) => header), ...this.files.places()]);
    const source = this.open('vocabulary.yaml');
    const sha256 = hashOf(source, referenceSources);
    const read = reference ? readVocabulary(source, reference, sha256) : null;
    const words =
      reference && read && readWords(referenceSources.words, read.vocabulary, reference);
    if (!reference || !read || !words) {
      if (!reference) checkVocabularyForm(source);
      if (!read) checkWordsForm(referenceSources.words);
      throw this.refusalOf(packs);
    }
    return this.loadPacks(packs, { reference, read, words, source });
  }

  /** Nothing of the packs can be held against what they are written in: what has not its form is told all the same. */
  private refusalOf(packs: readonly PackSources[]): PolicyLoadError {
    for (const sources of packs) checkForms(sources);
    return this.refusal();
  }

  private loadPacks(found: readonly PackSources[], by: Basis): Catalog {
    const { reference, read, words, source } = by;
    const { vocabulary } = read;
    const declared = new Map<string, FactDeclaration>([...vocabulary.facts, ...vocabulary.derived]);
    const names = new Names(declared, reference.sets, vocabulary.domains);
    const definitions = readDefinitions(read, names, source);
    const known: Known = { vocabulary, reference, names };
    const packs = new Map<string, Pack>();
    for (const sources of found) {
      const pack = readPack(sources, known);
      if (pack) packs.set(pack.region, pack);
    }
    const overlays = this.files.overlays().map((file) => this.open(file));
    this.checkFrozen(packs, { found, overlays, vocabulary, source });
    applyOverlays(packs, overlays, { reference, partial: this.files.partial });
    const rules = this.indexRules(packs);
    if (!this.files.partial) this.checkSuccession(rules);
    if (this.allProblems().length > 0) throw this.refusal();
    return {
      vocabulary,
      reference,
      words,
      packs,
      regions: [...packs.values()].flatMap(governed).toSorted(),
      rules,
      definitions,
    };
  }

  private indexRules(packs: ReadonlyMap<string, Pack>): ReadonlyMap<string, Rule> {
    const rules = new Map<string, Rule>();
    for (const rule of [...packs.values()].flatMap((pack) => pack.rules)) {
      const other = rules.get(rule.id);
      if (other)
        this.at(rule.file)?.report(['id'], `rule \`${rule.id}\` is already in ${other.file}`);
      rules.set(rule.id, rule);
    }
    return rules;
  }

  /** A rule that replaces another names one that exists. */
  private checkSuccession(rules: ReadonlyMap<string, Rule>): void {
    for (const { file } of rules.values()) {
      const source = this.at(file);
      const data = source?.data as Readonly<Record<string, unknown>> | undefined;
      for (const key of ['supersedes', 'supersededBy']) {
        const named: readonly unknown[] = [data?.[key] ?? []].flat();
        for (const id of named) this.checkRuleId(source, key, id, rules);
      }
    }
  }

  private checkRuleId(
    source: YamlSource | undefined,
    key: string,
    id: unknown,
    rules: ReadonlyMap<string, Rule>,
  ): void {
    if (typeof id === 'string' && rules.has(id)) return;
    const word = typeof id === 'string' ? id : JSON.stringify(id);
    source?.report([key], `unknown rule \`${word}\``, suggest(word, [...rules.keys()]));
  }

  private referenceSources(): ReferenceSources {
    const entries = Object.entries(REFERENCE_FILES).map(([name, file]) => [name, this.open(file)]);
    return Object.fromEntries(entries) as ReferenceSources;
  }

  /** Whatever is published, and the drafts that were asked for in the place of what they are to replace. */
  private packSources(): readonly PackSources[] {
    const drafts = this.files.drafts().map((folder) => this.packSource(folder));
    const replaced = drafts.map(({ header }) => statedIn(header, 'region'));
    const published = this.files
      .packs()
      .filter(({ region }) => region === null || !replaced.includes(region))
      .filter((folder) => this.isPublished(folder))
      .map((folder) => this.packSource(folder));
    return [...published, ...drafts];
  }

  private packSource({ region, header, rules }: PackFolder): PackSources {
    const source = this.open(header);
    return {
      folder: region ?? statedIn(source, 'region') ?? '',
      header: source,
      rules: rules.map((file) => this.open(file)),
    };
  }

  /** What is no draft and not withdrawn: a status that cannot be read is complained about by whoever reads it. */
  private isPublished({ header }: PackFolder): boolean {
    if (this.files.partial) return true;
    const status = statedIn(this.files.open(header), 'status');
    return status !== 'draft' && status !== 'withdrawn';
  }

  private open(file: string): YamlSource {
    const message = this.files.faultOf(file);
    if (message !== null) this.problems.push({ file, line: 1, column: 1, message, hint: null });
    const source = this.files.open(file);
    this.sources.push(source);
    return source;
  }

  private checkFrozen(
    packs: ReadonlyMap<string, Pack>,
    read: {
      readonly found: readonly PackSources[];
      readonly overlays: readonly YamlSource[];
      readonly vocabulary: Catalog['vocabulary'];
      readonly source: YamlSource;
    },
  ): void {
    const { frozen } = this.files;
    if (frozen) checkFrozen(frozen, { ...read, packs: [...packs.values()] });
  }

  private at(file: string): YamlSource | undefined {
    return this.sources.find((source) => source.file === file);
  }

  private refusal(): PolicyLoadError {
    return new PolicyLoadError(this.allProblems());
  }

  private allProblems(): readonly PolicyProblem[] {
    return [...this.problems, ...this.sources.flatMap((source) => source.problems)];
  }
}

function hashOf(vocabulary: YamlSource, reference: ReferenceSources): string {
  const all = Object.entries(reference).map(([name, { data }]) => [name, data ?? null]);
  return sha256Of({ vocabulary: vocabulary.data ?? null, reference: Object.fromEntries(all) });
}

/** A pack of questions governs no region. */
function governed({ kind, region }: Pack): string[] {
  return kind === 'law' ? [region] : [];
}

function readDefinitions(
  { definitions }: ReadVocabulary,
  names: Names,
  source: YamlSource,
): ReadonlyMap<string, Condition> {
  const conditions = new Map<string, Condition>();
  for (const [path, text] of definitions) {
    const read = readCondition(text, names);
    if ('condition' in read) conditions.set(path, read.condition);
    else {
      for (const { offset, message, hint } of read.problems) {
        source.report(['derived', path, 'definition'], message, hint, offset);
      }
    }
  }
  return conditions;
}

import { existsSync, readdirSync, statSync } from 'node:fs';
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
import { type Known, type PackSources, readPack } from './load-packs.ts';
import { readReference, type ReferenceSources } from './load-reference.ts';
import { readVocabulary, type ReadVocabulary } from './load-vocabulary.ts';
import { withPlaces } from './pack-places.ts';
import { PolicyLoadError, type PolicyProblem } from './policy.errors.ts';
import { suggest } from './shape.ts';
import { YamlSource } from './yaml-source.ts';

const REFERENCE_FILES = {
  geography: 'reference/geography.yaml',
  cloudRegions: 'reference/cloud-regions.yaml',
  features: 'reference/features.yaml',
  documents: 'reference/documents.yaml',
  jurisdictions: 'reference/jurisdictions.yaml',
  roles: 'reference/roles.yaml',
  sets: 'reference/sets.yaml',
} as const;

/** Folders beside the packs that hold something else. */
const NOT_A_PACK = new Set(['reference']);

/**
 * Reads and checks everything below `policies/`: vocabulary, reference files, and every pack with its rules.
 *
 * Law that is half right is worse than none, so a single mistake anywhere refuses the whole, and all mistakes are
 * told at once.
 *
 * @param dir folder of the policies; by default the one that ships with Carnet
 * @throws {PolicyLoadError} with every mistake, its file, line and column, and what was probably meant
 */
export function loadCatalog(dir = join(packageRoot(), 'policies')): Catalog {
  return new Loader(dir).load();
}

/** What packs are written in. */
interface Words {
  readonly reference: Reference;
  readonly read: ReadVocabulary;
  readonly source: YamlSource;
}

class Loader {
  private readonly sources: YamlSource[] = [];
  private readonly problems: PolicyProblem[] = [];

  constructor(private readonly dir: string) {}

  load(): Catalog {
    const referenceSources = this.referenceSources();
    const packs = this.packSources();
    const shared = readReference(referenceSources);
    const reference =
      shared &&
      withPlaces(
        shared,
        packs.map(({ header }) => header),
      );
    const source = this.open('vocabulary.yaml');
    const all = Object.entries(referenceSources).map(([name, { data }]) => [name, data ?? null]);
    const sha256 = sha256Of({
      vocabulary: source.data ?? null,
      reference: Object.fromEntries(all),
    });
    const read = reference ? readVocabulary(source, reference, sha256) : null;
    if (!reference || !read) throw this.refusal();
    return this.loadPacks(packs, { reference, read, source });
  }

  private loadPacks(found: readonly PackSources[], by: Words): Catalog {
    const { reference, read, source } = by;
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
    const rules = this.indexRules(packs);
    this.checkSuccession(rules);
    const problems = this.allProblems();
    if (problems.length > 0) throw new PolicyLoadError(problems);
    return {
      vocabulary,
      reference,
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

  private packSources(): readonly PackSources[] {
    const folders = readdirSync(this.dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !NOT_A_PACK.has(entry.name))
      .map((entry) => entry.name)
      .filter((folder) => existsSync(join(this.dir, folder, 'pack.yaml')))
      .toSorted();
    return folders.map((folder) => ({
      folder,
      header: this.open(`${folder}/pack.yaml`),
      rules: this.ruleFiles(folder).map((file) => this.open(file)),
    }));
  }

  private ruleFiles(folder: string): readonly string[] {
    return readdirSync(join(this.dir, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((name) => name.endsWith('.yaml') && name !== `${folder}/pack.yaml`)
      .toSorted();
  }

  private open(file: string): YamlSource {
    const path = join(this.dir, file);
    if (!existsSync(path) || statSync(path).size === 0) {
      const message = existsSync(path) ? 'the file is empty' : 'the file is missing';
      this.problems.push({ file, line: 1, column: 1, message, hint: null });
    }
    const source = YamlSource.read(path, file);
    this.sources.push(source);
    return source;
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

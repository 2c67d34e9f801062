/** Reads `policies/<region>/`: the pack's header and its rules. */
import { sha256Of } from '../common/canonical-json.ts';
import type { Condition, Pack, Reference, Rule, RuleCase, Vocabulary } from './catalog.types.ts';
import { readCondition } from './cel/condition.ts';
import type { Names } from './cel/kinds.ts';
import { checkFacts } from './facts.ts';
import { lawIn } from './life/law-in.ts';
import { checked } from './load-reference.ts';
import { asPack, asRule, READINESS, READINESS_PACK, READINESS_RULE } from './readiness-shape.ts';
import { PACK, type PackFile, RULE, type RuleFile } from './rule-shape.ts';
import { suggest } from './shape.ts';
import { soundParts } from './sound-parts.ts';
import type { Path, YamlSource } from './yaml-source.ts';

/** What a rule may name. */
export interface Known {
  readonly vocabulary: Vocabulary;
  readonly reference: Reference;
  readonly names: Names;
}

export interface PackSources {
  readonly folder: string;
  readonly header: YamlSource;
  readonly rules: readonly YamlSource[];
}

/** The day whose law a case asks for when it says nothing. */
const CASE_DAY = '2026-11-23';

/** Problems go into the sources; null when the header has not its form at all. */
export function readPack(sources: PackSources, known: Known): Pack | null {
  const header = readHeader(sources.header);
  if (!header) return null;
  checkHeader(sources, header, known);
  const rules = sources.rules.flatMap((source) => {
    const file = readRule(source, header);
    if (file) return [new RuleReader(source, file, header, known).read()];
    const parts = soundParts(source, header);
    if (parts) new RuleReader(source, parts.file, parts.pack, known).read();
    return [];
  });
  return {
    kind: header.kind ?? 'law',
    region: header.region,
    version: header.version,
    title: header.title,
    status: header.status,
    publishedAt: header.publishedAt,
    sha256: sha256Of({ header, rules: sources.rules.map(lawOf) }),
    jurisdictions: header.jurisdictions,
    sources: new Map(Object.entries(header.sources)),
    notLegalAdvice: header.notLegalAdvice.trim(),
    route: header.route ? { ...header.route, due: header.route.due ?? {} } : null,
    rules: rules.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Reports what has not the form of a pack or a rule, for who cannot go on to read them. */
export function checkForms(sources: PackSources): void {
  const header = readHeader(sources.header);
  if (header) for (const source of sources.rules) readRule(source, header);
}

function readHeader(source: YamlSource): PackFile | null {
  const { kind } = (source.data ?? {}) as Partial<PackFile>;
  if (kind !== READINESS) return checked<PackFile>(source, PACK);
  const file = checked<PackFile>(source, READINESS_PACK);
  return file && asPack(file);
}

function readRule(source: YamlSource, { kind }: PackFile): RuleFile | null {
  if (kind !== READINESS) return checked<RuleFile>(source, RULE);
  const file = checked<RuleFile>(source, READINESS_RULE);
  return file && asRule(file);
}

function checkHeader(sources: PackSources, header: PackFile, { reference }: Known): void {
  if (header.region !== sources.folder) {
    const message = `region \`${header.region}\` stands in folder \`${sources.folder}\``;
    sources.header.report(['region'], message);
  }
  for (const [index, id] of header.jurisdictions.entries()) {
    if (reference.jurisdictions.has(id)) continue;
    const hint = suggest(id, [...reference.jurisdictions.keys()]);
    sources.header.report(['jurisdictions', index], `unknown jurisdiction \`${id}\``, hint);
  }
}

function lawOf(source: YamlSource): unknown {
  return lawIn({ ...(source.data as Record<string, unknown> | null) });
}

type RuleHeader = Pick<
  Rule,
  | 'id'
  | 'version'
  | 'title'
  | 'region'
  | 'jurisdiction'
  | 'instrument'
  | 'citation'
  | 'source'
  | 'statement'
  | 'inForce'
  | 'penalty'
>;

class RuleReader {
  constructor(
    private readonly source: YamlSource,
    private readonly file: RuleFile,
    private readonly pack: PackFile,
    private readonly known: Known,
  ) {}

  read(): Rule {
    const { file } = this;
    this.checkJurisdiction();
    this.checkDates();
    const header = this.header();
    // Named one by one: rules that are spread together have each a hidden class of its own, and judging them is slow.
    return {
      id: header.id,
      version: header.version,
      title: header.title,
      region: header.region,
      jurisdiction: header.jurisdiction,
      instrument: header.instrument,
      citation: header.citation,
      source: header.source,
      statement: header.statement,
      inForce: header.inForce,
      penalty: header.penalty,
      reach: file.reach,
      when: this.condition(['when'], file.when),
      effect: file.effect,
      severity: file.severity,
      stage: file.stage,
      factor: file.factor ?? 'regulation',
      requires: this.requirement(),
      exceptions: this.exceptions(),
      remedy: file.remedy?.trim() ?? null,
      waiverTerms: this.waiverTerms(),
      costOfSkipping: file.costOfSkipping?.trim() ?? null,
      inFlight: file.inFlight,
      note: file.note ?? null,
      review: { last: file.review.last, level: file.review.level, recheck: file.review.recheck },
      cases: this.cases(),
      file: this.source.file,
    };
  }

  /** What the rule is called and where it comes from. */
  private header(): RuleHeader {
    const { id, version = 1, title, jurisdiction, statement, inForce, penalty = null } = this.file;
    const cited = this.cited();
    return {
      id,
      version,
      title,
      region: this.pack.region,
      jurisdiction,
      instrument: cited.title,
      citation: `${cited.title}, ${this.file.cite.at}`,
      source: cited.url,
      statement: statement.trim(),
      inForce: {
        from: inForce.from,
        until: inForce.until ?? null,
        withdrawn: inForce.withdrawn ?? null,
      },
      penalty,
    };
  }

  private cited(): { readonly title: string; readonly url: string } {
    const name = this.file.cite.source;
    const cited = this.pack.sources[name];
    if (cited) return cited;
    const hint = suggest(name, Object.keys(this.pack.sources));
    this.source.report(['cite', 'source'], `unknown source \`${name}\``, hint);
    return { title: name, url: '' };
  }

  private checkJurisdiction(): void {
    if (this.pack.kind === READINESS) return;
    const { jurisdiction } = this.file;
    const { jurisdictions } = this.known.reference;
    if (!jurisdictions.has(jurisdiction)) {
      const hint = suggest(jurisdiction, [...jurisdictions.keys()]);
      this.source.report(['jurisdiction'], `unknown jurisdiction \`${jurisdiction}\``, hint);
    } else if (!this.pack.jurisdictions.some((top) => `${jurisdiction}-`.startsWith(`${top}-`))) {
      const message = `\`${jurisdiction}\` lies outside pack \`${this.pack.region}\``;
      this.source.report(
        ['jurisdiction'],
        message,
        `its jurisdictions: ${this.pack.jurisdictions.join(', ')}`,
      );
    }
  }

  private checkDates(): void {
    const { from, until } = this.file.inForce;
    if (until !== undefined && until < from) {
      const message = `\`until\` ${until} lies before \`from\` ${from}`;
      this.source.report(
        ['inForce', 'until'],
        message,
        'a rule repealed before it applied has `withdrawn`',
      );
    }
  }

  private condition(path: Path, stated: unknown): Condition {
    const text = typeof stated === 'boolean' ? String(stated) : stated;
    if (typeof text !== 'string' || text === '') {
      this.source.report(path, `\`${path.join('.')}\` is to be a condition`);
      return NEVER;
    }
    const read = readCondition(text, this.known.names);
    if ('condition' in read) return read.condition;
    for (const { offset, message, hint } of read.problems) {
      this.source.report(path, message, hint, offset);
    }
    return NEVER;
  }

  private requirement(): Rule['requires'] {
    const stated = this.file.requires ?? {};
    return {
      documents: this.words(['requires', 'documents'], stated.documents ?? [], 'document'),
      approvals: this.words(['requires', 'approvals'], stated.approvals ?? [], 'role'),
      when: stated.when === undefined ? null : this.condition(['requires', 'when'], stated.when),
      evidence: stated.evidence ?? null,
      reviewEvery: stated.reviewEvery ?? null,
    };
  }

  private waiverTerms(): Rule['waiverTerms'] {
    const { waiver } = this.file;
    if (!waiver) return null;
    const by = this.words(['waiver', 'by'], waiver.by ?? ['compliance_officer'], 'role');
    if (by.length === 0) this.source.report(['waiver', 'by'], 'nobody could waive it');
    return { by, atMost: waiver.atMost ?? null };
  }

  private exceptions(): Rule['exceptions'] {
    const stated = this.file.exceptions ?? [];
    return stated.map((entry, index) => {
      const at = ['exceptions', index];
      if (stated.findIndex((other) => other.id === entry.id) < index) {
        this.source.report([...at, 'id'], `exception \`${entry.id}\` is there twice`);
      }
      return {
        id: entry.id,
        at: entry.at,
        when: this.condition([...at, 'when'], entry.when),
        requires: this.words([...at, 'requires'], entry.requires ?? [], 'document'),
        text: entry.text?.trim() ?? '',
      };
    });
  }

  private words(
    path: Path,
    stated: readonly string[],
    domain: 'document' | 'role',
  ): readonly string[] {
    const { documents, roles } = this.known.reference;
    const words = domain === 'document' ? documents : roles;
    for (const [index, word] of stated.entries()) {
      if (!words.has(word)) {
        this.source.report(
          [...path, index],
          `unknown ${domain} \`${word}\``,
          suggest(word, [...words.keys()]),
        );
      } else if (stated.indexOf(word) < index) {
        this.source.report([...path, index], `${domain} \`${word}\` is there twice`);
      }
    }
    return stated;
  }

  private cases(): readonly RuleCase[] {
    return this.file.cases.map((entry, index) => {
      const at = ['cases', index];
      const held = entry.held ?? {};
      this.given([...at, 'given'], entry.given);
      this.exceptionName([...at, 'exception'], entry.exception);
      return {
        name: entry.name,
        given: entry.given,
        held: {
          documents: this.words([...at, 'held', 'documents'], held.documents ?? [], 'document'),
          approvals: this.words([...at, 'held', 'approvals'], held.approvals ?? [], 'role'),
        },
        asOf: entry.asOf ?? CASE_DAY,
        finding: entry.finding,
        missing: entry.missing ?? null,
        exception: entry.exception ?? null,
      };
    });
  }

  private given(path: Path, given: unknown): void {
    const { problems, warnings } = checkFacts(this.known.vocabulary, given);
    for (const problem of [...problems, ...warnings]) {
      const place = [...path, ...problem.path];
      const hint = problem.hint ?? undefined;
      if (problem.atKey) this.source.reportKey(place, problem.message, hint);
      else this.source.report(place, problem.message, hint);
    }
    const evidence = (given as { evidence?: Record<string, unknown> } | null)?.evidence;
    for (const key of ['documents', 'approvals']) {
      if (evidence?.[key] === undefined) continue;
      this.source.report([...path, 'evidence', key], `what is held stands under \`held.${key}\``);
    }
  }

  private exceptionName(path: Path, id: string | undefined): void {
    const known = (this.file.exceptions ?? []).map((entry) => entry.id);
    if (id === undefined || known.includes(id)) return;
    this.source.report(path, `unknown exception \`${id}\``, suggest(id, known));
  }
}

/** Stands in for a condition that was refused; the catalog with it is never handed out. */
const NEVER: Condition = {
  source: 'false',
  judge: () => ({ truth: 'false', leaves: [], missing: [] }),
};

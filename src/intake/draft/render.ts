import type { Catalog } from '../../policy/catalog.types.ts';
import type { SectionShape, Shape } from '../shape.ts';
import { shapeOf } from '../shape.ts';
import { pathOf } from '../source-tree.ts';
import type { Collected, DraftFeature } from './collect.ts';
import type { DraftFact, DraftQuestion, ManifestDraft } from './draft.types.ts';
import { yamlComment, yamlEntry, yamlValue } from './yaml-words.ts';

export interface RenderedParts {
  readonly collected: Collected;
  readonly questions: readonly DraftQuestion[];
  readonly sources: ManifestDraft['sources'];
  readonly asOf: string;
}

/** Writes a draft as YAML: facts with their sources, questions as comments where their answers belong. */
export function renderDraft({ vocabulary }: Catalog, parts: RenderedParts): string {
  const page = new Page(parts);
  return `${[...headLines(parts), ...page.root(shapeOf(vocabulary.facts))].join('\n')}\n`;
}

function headLines({ sources, questions, collected, asOf }: RenderedParts): string[] {
  const from = sources.map(({ name }) => name).join(', ');
  return [
    `Draft of a manifest${from === '' ? '' : `, from ${from}`}. Law as of ${asOf}.`,
    'Each stated fact names its source. `proposed` marks what a name merely suggests: confirm or correct it.',
    'What is not stated is unknown, never false. To answer a question, take the `#` before its key away.',
    ...(questions.length === 0 ? [] : ['', 'Questions, and how many findings wait for each:']),
    ...questions.map(({ fact, decides, needed }, index) => {
      const rank = String(index + 1).padStart(4);
      return `${rank}. ${fact}: ${decides}${needed ? ', needed to submit' : ''}`;
    }),
    ...(collected.remarks.length === 0 ? [] : ['', 'Said in the files, to be looked at:']),
    ...collected.remarks.map((remark) => `- ${remark}`),
  ].map((line) => (line === '' ? '#' : /^ {2}/u.test(line) ? `#${line}` : yamlComment(line)));
}

/** Facts, lists of entries and questions by path, written section by section. */
class Page {
  private readonly facts: ReadonlyMap<string, DraftFact>;
  private readonly ranks: ReadonlyMap<string, number>;
  private readonly parts: RenderedParts;

  constructor(parts: RenderedParts) {
    this.parts = parts;
    this.facts = new Map(parts.collected.facts.map((fact) => [fact.path, fact]));
    this.ranks = new Map(parts.questions.map(({ fact }, index) => [fact, index]));
  }

  /** A section of the manifest is opened also for its questions alone, so that an answer is one line. */
  root(shape: SectionShape): string[] {
    return [...shape.fields].flatMap(([name, inner]) => {
      const lines = this.rootField(name, inner);
      return lines.length === 0 ? [] : ['', ...lines];
    });
  }

  private rootField(name: string, shape: Shape): string[] {
    if (this.isStated(name)) return this.stated(name, shape, name);
    if (this.rankUnder(name) === Infinity) return [];
    return shape.kind === 'section'
      ? [`${name}:`, ...indented(this.section(shape, name))]
      : this.asked(name, shape, name, false);
  }

  /** @param muted the section's own name is behind a `#` already, so the keys in it need none */
  private section(shape: SectionShape, path: string, muted = false): string[] {
    const fields = [...shape.fields].map(([name, inner]) => ({
      name,
      inner,
      at: pathOf(path, name),
    }));
    const stated = fields.filter(({ at }) => this.isStated(at));
    const asked = fields
      .filter(({ at }) => !this.isStated(at))
      .toSorted((a, b) => this.rankUnder(a.at) - this.rankUnder(b.at));
    return [
      ...stated.flatMap(({ name, inner, at }) => this.stated(name, inner, at)),
      ...asked.flatMap(({ name, inner, at }) => this.asked(name, inner, at, muted)),
    ];
  }

  private stated(name: string, shape: Shape, path: string): string[] {
    const fact = this.facts.get(path);
    if (fact) return [`${name}: ${yamlValue(fact.value)} ${yamlComment(fact.source)}`];
    if (shape.kind === 'section') return [`${name}:`, ...indented(this.section(shape, path))];
    return [...this.questionsIn(`${path}[]`), `${name}:`, ...indented(this.entries(path))];
  }

  /** Questions about entries that are listed: they are answered entry by entry. */
  private questionsIn(path: string): string[] {
    return [...this.ranks.keys()]
      .filter((fact) => fact.startsWith(path))
      .flatMap((fact) => [
        ...this.question(fact),
        yamlComment(`state \`${fact.slice(path.length + 1)}\` where it is missing`),
      ]);
  }

  private asked(name: string, shape: Shape, path: string, muted: boolean): string[] {
    if (this.rankUnder(path) === Infinity) return [];
    const lines = [`${name}:`, ...indented(this.answerTo(shape, path))];
    return [...this.question(path), ...(muted ? lines : lines.map((line) => `# ${line}`))];
  }

  private answerTo(shape: Shape, path: string): string[] {
    if (shape.kind === 'section') return this.section(shape, path, true);
    return shape.kind === 'list' ? templateOf(shape.item) : [];
  }

  private question(fact: string): string[] {
    const rank = this.ranks.get(fact);
    const question = rank === undefined ? undefined : this.parts.questions[rank];
    if (rank === undefined || question === undefined) return [];
    const { meaning, decides, values, needed } = question;
    const weight = [
      ...(decides === 0 ? [] : [`${decides} ${decides === 1 ? 'finding waits' : 'findings wait'}`]),
      ...(needed ? ['needed to submit'] : []),
    ].join(', ');
    const words = values === null ? [] : [yamlComment(`   ${wordsOf(values)}`)];
    return [yamlComment(`${rank + 1}. ${meaning} (${weight})`), ...words];
  }

  private entries(path: string): string[] {
    const { items, features, beside } = this.parts.collected;
    if (path === 'features')
      return [
        ...features.map((feature) => featureLine(feature)),
        ...beside.map((feature) => `# ${featureLine(feature)}`),
      ];
    return items
      .filter(({ list }) => list === path)
      .map(({ fields, source }) => `- ${yamlEntry(fields)} ${yamlComment(source)}`);
  }

  private isStated(path: string): boolean {
    const { items, features } = this.parts.collected;
    const under = (at: string): boolean => at === path || at.startsWith(`${path}.`);
    if (under('features') && features.length > 0) return true;
    return [...this.facts.keys(), ...items.map(({ list }) => list)].some(under);
  }

  /** The rank of the most decisive question at or below a path. */
  private rankUnder(path: string): number {
    const ranks = [...this.ranks].flatMap(([fact, rank]) =>
      fact === path || fact.startsWith(`${path}.`) || fact.startsWith(`${path}[`) ? [rank] : [],
    );
    return Math.min(...ranks);
  }
}

function featureLine({ name, source, hint }: DraftFeature): string {
  const fields = hint === null ? { name } : { name, category: hint.category };
  const comment =
    hint === null ? `${source}; the name says nothing` : `${source}; category proposed by the name`;
  return `- ${yamlEntry(fields)} ${yamlComment(comment)}`;
}

/** An entry of a list with every key it may have. */
function templateOf(item: Shape): string[] {
  if (item.kind !== 'section') return [];
  return [...item.fields].map(([name], index) => `${index === 0 ? '- ' : '  '}${name}:`);
}

function wordsOf(values: readonly string[]): string {
  const words = values.map((value) => (value === '' ? '""' : value));
  return words.length <= 20 ? words.join(', ') : `${words.slice(0, 12).join(', ')} …`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

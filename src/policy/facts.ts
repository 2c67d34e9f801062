/** Checks stated facts against the vocabulary. Says nothing about what is left unstated: that is no mistake. */
import { nearest } from '../common/near.ts';
import type { FactDeclaration, FactType, Vocabulary } from './catalog.types.ts';
import { isRecord } from './cel/refs.ts';
import { isDate } from './shape.ts';

interface FactProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string | null;
  /** True when the problem is the key itself and not its value. */
  readonly atKey: boolean;
}

export interface FactCheck {
  /** What makes the facts unusable. */
  readonly problems: readonly FactProblem[];
  /** What a person should look at: words that are new to Carnet. */
  readonly warnings: readonly FactProblem[];
}

/** All mistakes of a set of facts at once. */
export function checkFacts(vocabulary: Vocabulary, facts: unknown): FactCheck {
  const check = new FactChecker(vocabulary);
  check.object(facts, '', []);
  return { problems: check.problems, warnings: check.warnings };
}

type ValuePath = readonly (string | number)[];

const TYPE_WORDS: Readonly<Record<FactType, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  bool: 'true or false',
  date: 'a date such as 2026-11-23',
  list: 'a list',
  object: 'a section with names and values',
};

class FactChecker {
  readonly problems: FactProblem[] = [];
  readonly warnings: FactProblem[] = [];
  private readonly sections: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(private readonly vocabulary: Vocabulary) {
    this.sections = sectionsOf(vocabulary);
  }

  object(value: unknown, at: string, path: ValuePath): void {
    if (!isRecord(value)) {
      this.problem(path, `\`${show(path)}\` is to be ${TYPE_WORDS.object}`);
      return;
    }
    const known = this.sections.get(at) ?? new Set<string>();
    for (const [key, inner] of Object.entries(value)) {
      if (!known.has(key)) this.unknownKey(key, known, [...path, key]);
      else if (inner !== null && inner !== undefined)
        this.member(inner, join(at, key), [...path, key]);
    }
  }

  private member(value: unknown, at: string, path: ValuePath): void {
    const declaration = this.vocabulary.facts.get(at);
    if (!declaration) this.object(value, at, path);
    else if (declaration.type === 'list') this.list(value, declaration, path);
    else this.single(value, declaration.type, declaration, path);
  }

  private list(value: unknown, declaration: FactDeclaration, path: ValuePath): void {
    if (!Array.isArray(value)) {
      this.problem(path, `\`${show(path)}\` is to be ${TYPE_WORDS.list}`);
      return;
    }
    for (const [index, item] of value.entries()) {
      const inner = [...path, index];
      if (declaration.of === 'object') this.object(item, `${declaration.path}[]`, inner);
      else this.single(item, declaration.of ?? 'string', declaration, inner);
    }
  }

  private single(
    value: unknown,
    type: FactType,
    declaration: FactDeclaration,
    path: ValuePath,
  ): void {
    if (!isOfType(value, type)) {
      this.problem(path, `\`${show(path)}\` is to be ${TYPE_WORDS[type]}`, typeHint(value, type));
    } else if (typeof value === 'string') {
      this.text(value, declaration, path);
    } else if (typeof value === 'number' && !within(value, declaration)) {
      const { min, max } = declaration;
      const limits = max === null ? `at least ${min}` : `between ${min} and ${max}`;
      this.problem(path, `\`${show(path)}\` is to be ${limits}`);
    }
  }

  private text(value: string, declaration: FactDeclaration, path: ValuePath): void {
    const { values, pattern } = declaration;
    if (pattern !== null && !new RegExp(`^(?:${pattern})$`).test(value)) {
      this.problem(path, `\`${value}\` has not the form of \`${show(path)}\``, declaration.meaning);
    }
    if (values !== null && !values.includes(value)) this.word(value, values, declaration, path);
  }

  private word(
    value: string,
    values: readonly string[],
    { domain, open, anyWord }: FactDeclaration,
    path: ValuePath,
  ): void {
    const near = anyWord ? undefined : nearest(value, values, open ? 1 : undefined);
    const what = domain === null ? `value of \`${show(path)}\`` : domain.replaceAll('_', ' ');
    const message = `unknown ${what} \`${value}\``;
    if (open && near === undefined) {
      this.warnings.push({ path, message, hint: 'no rule knows this word', atKey: false });
    } else {
      this.problem(
        path,
        message,
        near === undefined ? sayKnown(values) : `did you mean \`${near}\`?`,
      );
    }
  }

  private unknownKey(key: string, knownKeys: ReadonlySet<string>, path: ValuePath): void {
    const near = nearest(key, knownKeys);
    const hint = near === undefined ? sayKnown([...knownKeys]) : `did you mean \`${near}\`?`;
    this.problems.push({ path, message: `unknown key \`${show(path)}\``, hint, atKey: true });
  }

  private problem(path: ValuePath, message: string, hint: string | null = null): void {
    this.problems.push({ path, message, hint, atKey: false });
  }
}

const sectionsByVocabulary = new WeakMap<Vocabulary, ReadonlyMap<string, ReadonlySet<string>>>();

/** Names that may stand in each section, by its path; a list's items under `path[]`. */
function sectionsOf(vocabulary: Vocabulary): ReadonlyMap<string, ReadonlySet<string>> {
  const known = sectionsByVocabulary.get(vocabulary);
  if (known) return known;
  const sections = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of vocabulary.facts.keys()) {
    let parent = '';
    for (const part of path.split('.')) {
      const name = part.replace('[]', '');
      const names = sections.get(parent) ?? new Set<string>();
      sections.set(parent, names.add(name));
      parent = join(parent, part);
    }
  }
  sectionsByVocabulary.set(vocabulary, sections);
  return sections;
}

function isOfType(value: unknown, type: FactType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'date':
      return isDate(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    default:
      return false;
  }
}

function within(value: number, { min, max }: FactDeclaration): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}

/** YAML reads an unquoted `2.10` as a number, which is nearly always a version. */
function typeHint(value: unknown, type: FactType): string | null {
  return type === 'string' && typeof value === 'number' ? `put it in quotes: '${value}'` : null;
}

function sayKnown(words: readonly string[]): string {
  return words.length > 12 ? `${words.length} are known` : `known: ${words.join(', ')}`;
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}

/** `data.locations[0].mechanism` */
function show(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { packageRoot } from '../common/package-root.ts';
import { plain } from './formats.ts';

type Node = string | readonly Node[] | { readonly [name: string]: Node };

/** The wording asks for something that is not there, or leaves something out. */
export class WordingError extends Error {
  override readonly name = 'WordingError';
}

/** The words and the chapter order of one language. */
export class Wording {
  constructor(
    private readonly root: Node,
    /** What a wording that lacks something is called by in errors. */
    private readonly from: string,
  ) {}

  /**
   * The text at `path`, its `{{names}}` filled in.
   *
   * @throws {WordingError} there is no such text, or it names something that was not given
   */
  text(path: string, values: Readonly<Record<string, string | number>> = {}): string {
    const found = this.at(path);
    if (typeof found !== 'string') throw new WordingError(`\`${path}\` is missing in ${this.from}`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => {
      const value = values[name];
      if (value === undefined) {
        throw new WordingError(
          `\`${path}\` in ${this.from} names \`${name}\`, known are: ${Object.keys(values).join(', ')}`,
        );
      }
      return String(value);
    });
  }

  /** The text at `path`, or the last word of the path in plain letters: `accountable_executive` needs no entry. */
  word(path: string): string {
    const found = this.at(path);
    return typeof found === 'string' ? found : plain(path.slice(path.lastIndexOf('.') + 1));
  }

  /** @throws {WordingError} there is no list of texts at `path` */
  list(path: string): string[] {
    const found = this.at(path);
    if (!Array.isArray(found) || !found.every((item) => typeof item === 'string')) {
      throw new WordingError(`\`${path}\` is no list of texts in ${this.from}`);
    }
    return found;
  }

  private at(path: string): Node | undefined {
    let node: Node | undefined = this.root;
    for (const name of path.split('.')) {
      const names: Readonly<Record<string, Node>> =
        typeof node === 'object' && !Array.isArray(node)
          ? (node as Readonly<Record<string, Node>>)
          : {};
      node = Object.hasOwn(names, name) ? names[name] : undefined;
    }
    return node;
  }
}

/** Reads a wording's YAML text. */
export function readWording(text: string, from: string): Wording {
  // `core` would turn dates and numbers into values; every leaf is a text here.
  return new Wording(parse(text, { schema: 'failsafe' }) as Node, from);
}

/** Languages in which a pack can be had, one file each. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The wording of `templates/evidence-pack/<language>.yaml`. */
export function loadWording(language: Language = 'en'): Wording {
  const path = join('templates', 'evidence-pack', `${language}.yaml`);
  return readWording(readFileSync(join(packageRoot(), path), 'utf8'), path);
}

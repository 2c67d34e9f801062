import type { ConfigProblem } from './config.errors.ts';
import { maskSecrets } from './mask.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** Either the value, or what to do about the mistake. */
export type Parsed<T> = { readonly value: T } | { readonly hint: string };

/** Reads variables one by one and gathers every mistake instead of stopping at the first. */
export class EnvironmentReader {
  readonly problems: ConfigProblem[] = [];

  constructor(private readonly env: Environment) {}

  /**
   * The parsed value; `undefined` when unset or mistaken.
   *
   * Set but empty is a mistake: an empty database URL would otherwise start an empty embedded database in the
   * place of the real one.
   */
  read<T>(variable: string, parse: (text: string) => Parsed<T>): T | undefined {
    const text = this.env[variable];
    if (text === undefined) return undefined;
    if (text.trim() === '') {
      this.complain(variable, 'is set but empty', 'unset it or give it a value');
      return undefined;
    }
    const parsed = parse(text.trim());
    if ('value' in parsed) return parsed.value;
    this.complain(variable, `found \`${maskSecrets(text)}\``, parsed.hint);
    return undefined;
  }

  /** A variable of whoever runs Carnet; an empty one counts as not there. */
  other(variable: string): string | undefined {
    const text = this.env[variable]?.trim();
    return text === '' ? undefined : text;
  }

  complain(variable: string, found: string, hint: string): void {
    this.problems.push({ variable, found, hint });
  }
}

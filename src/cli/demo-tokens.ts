import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '../common/near.ts';
import { UsageError } from './cli.errors.ts';

/** Where the demo keeps the tokens of its people, inside the data folder. */
export const DEMO_TOKENS = 'demo-tokens.json';

/** Where it keeps their passwords, so that they can be read again. */
export const DEMO_PASSWORDS = 'demo-passwords.json';

/**
 * The token of a person of the demo.
 *
 * @throws {UsageError} the demo has not run on this data folder, or has nobody of this name
 */
export async function demoToken(dataDir: string, person: string): Promise<string> {
  const file = join(dataDir, DEMO_TOKENS);
  let tokens: Readonly<Record<string, string>>;
  try {
    tokens = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, string>>;
  } catch {
    throw new UsageError(`cannot read \`${file}\``, 'run `carnet demo` on this data folder first');
  }
  const token = Object.hasOwn(tokens, person) ? tokens[person] : undefined;
  if (token !== undefined) return token;
  const people = Object.keys(tokens);
  const near = nearest(person, people);
  const hint = near === undefined ? `there are: ${people.join(', ')}` : `did you mean \`${near}\`?`;
  throw new UsageError(`the demo has nobody called \`${person}\``, hint);
}

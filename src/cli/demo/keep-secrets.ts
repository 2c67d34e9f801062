import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEMO_PASSWORDS, DEMO_TOKENS } from '../demo-tokens.ts';

/** The people of a demo can sign in again later; nobody else may read how. */
export async function keepSecrets(
  dataDir: string,
  secrets: {
    readonly tokens: Readonly<Record<string, string>>;
    readonly passwords: Readonly<Record<string, string>>;
  },
): Promise<void> {
  await keep(join(dataDir, DEMO_TOKENS), secrets.tokens);
  await keep(join(dataDir, DEMO_PASSWORDS), secrets.passwords);
}

async function keep(file: string, secrets: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

import { readFile } from 'node:fs/promises';
import { AdmissionFileError } from '../../admission/admission.errors.ts';
import {
  type AdmissionConfig,
  type KnownPlaces,
  readAdmissionConfig,
} from '../../admission/admission-config.ts';
import type { TlsFiles } from '../../admission/admission-server.ts';
import { askFiles, type HeldFiles, readHeldFiles } from '../../admission/ask-files.ts';
import { type Asker, orElse } from '../../admission/asker.ts';
import { errorCode } from '../../common/error-code.ts';
import { readTrust } from '../trust-file.ts';
import { askServer } from './ask-server.ts';

/** What the webhook decides by, as its files say it now. */
export interface Settings {
  readonly config: AdmissionConfig;
  readonly held: HeldFiles | null;
  readonly token: string | undefined;
}

/**
 * Reads the configuration and everything that it names.
 *
 * @throws {AdmissionConfigError} {AdmissionFileError} {UsageError}
 */
export async function readSettings(path: string, known: KnownPlaces): Promise<Settings> {
  const config = readAdmissionConfig(path, known);
  const { server, files } = config.gate;
  const [held, token] = await Promise.all([
    files && readHeldFiles(files, readTrust),
    readToken(server?.tokenFile ?? null),
  ]);
  return { config, held, token };
}

async function readToken(path: string | null): Promise<string | undefined> {
  if (path === null) return undefined;
  const token = (await readText(path)).trim();
  if (/^[\x21-\x7E]+$/u.test(token)) return token;
  throw new AdmissionFileError(path, 'holds no token on one line');
}

/** Who is asked: the server, the files, or the files where the server is away. */
export function askerOf({ config, held, token }: Settings, now: () => Date): Asker {
  const { server } = config.gate;
  const byFiles = held && askFiles(() => held, now);
  const byServer = server && askServer({ ...server, token });
  if (byServer && byFiles) return orElse(byServer, byFiles);
  const asker = byServer ?? byFiles;
  if (!asker) throw new TypeError('a configuration without anybody to ask was let through');
  return asker;
}

/** @throws {AdmissionFileError} */
export async function readTls(paths: {
  readonly cert: string;
  readonly key: string;
  readonly clientCa?: string;
}): Promise<TlsFiles> {
  const [cert, key, clientCa] = await Promise.all([
    readText(paths.cert),
    readText(paths.key),
    paths.clientCa === undefined ? null : readText(paths.clientCa),
  ]);
  return { cert, key, clientCa };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new AdmissionFileError(path, `cannot be read (${errorCode(error) ?? 'unknown'})`);
  }
}

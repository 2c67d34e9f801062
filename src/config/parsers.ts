import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { nearest } from '../common/near.ts';
import type { LogLevel } from './config.types.ts';
import type { Parsed } from './environment-reader.ts';

const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1000,
  kib: 1024,
  mb: 1000 ** 2,
  mib: 1024 ** 2,
  gb: 1000 ** 3,
  gib: 1024 ** 3,
};
/** What one row may hold in PostgreSQL bounds nothing (evidence is chunked); this bounds a typing mistake. */
const LARGEST_EVIDENCE = 10 * 1024 ** 3;

export function parsePath(text: string): Parsed<string> {
  if (text.startsWith('~'))
    return { hint: 'write the home folder out, `~` is only known to a shell' };
  if (text.includes('\0')) return { hint: 'a path holds no zero byte' };
  return { value: resolve(text) };
}

/** Reads a list of regions, each of which is to be one of those known. */
export function regionsAmong(
  known: readonly string[],
): (text: string) => Parsed<readonly string[]> {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      return { hint: unknown.map((name) => unknownRegion(name, known)).join(', ') };
    }
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) return { hint: `name region \`${twice}\` once` };
    return { value: names };
  };
}

function unknownRegion(name: string, known: readonly string[]): string {
  if (name === '') return 'remove the comma that names nothing';
  const near = nearest(name, known);
  const rest = near === undefined ? `use one of ${known.join(', ')}` : `did you mean \`${near}\``;
  return `no region is called \`${name}\`, ${rest}`;
}

export function parseHost(text: string): Parsed<string> {
  const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/iu;
  const onlyDigits = /^[\d.]+$/u;
  if (isIP(text) !== 0 || (hostName.test(text) && !onlyDigits.test(text))) return { value: text };
  return { hint: 'give an IP address or a host name, such as 127.0.0.1, without port or scheme' };
}

export function parsePort(text: string): Parsed<number> {
  const port = Number(text);
  if (/^\d{1,5}$/u.test(text) && port <= 65_535) return { value: port };
  return { hint: 'give a whole number from 0 to 65535' };
}

export function parseMinutes(text: string): Parsed<number> {
  const minutes = Number(text);
  if (/^\d{1,4}$/u.test(text) && minutes >= 1 && minutes <= 1440) return { value: minutes };
  return { hint: 'give whole minutes from 1 to 1440' };
}

export function parseDatabaseUrl(text: string): Parsed<string> {
  const shape = 'give postgresql://user:password@host:port/database';
  const url = parseUrl(text);
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) return { hint: shape };
  if (url.pathname.length <= 1) return { hint: `the database's name is missing, ${shape}` };
  if (url.hostname === '' && !url.searchParams.has('host')) {
    return { hint: `the host is missing, ${shape}` };
  }
  return { value: text };
}

export function parseServiceUrl(text: string): Parsed<string> {
  const url = parseUrl(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return { hint: 'give http://host:port or https://host' };
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return { hint: 'leave out user, query and fragment; the token goes into CARNET_TOKEN' };
  }
  return { value: text.replace(/\/+$/u, '') };
}

export function parseOrigin(text: string): Parsed<string> {
  const url = parseUrl(text);
  if (url && ['http:', 'https:'].includes(url.protocol) && url.origin === text)
    return { value: text };
  return { hint: 'give what stands before the path in a browser: https://carnet.bank.example' };
}

export function parseToken(text: string): Parsed<string> {
  if (/^carnet_[A-Za-z0-9-]+_[A-Za-z0-9_-]{43}$/u.test(text)) return { value: text };
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/u.test(text)) return { value: text };
  return {
    hint: 'give a whole personal token, carnet_<id>_<43 characters>, or the ID token of a job',
  };
}

/** Whom an ID token of a job is meant for. */
export function parseAudience(text: string): Parsed<string> {
  if (/^[!-~]{1,200}$/u.test(text)) return { value: text };
  return { hint: 'give the `audience` of the identity file of the server, in one word' };
}

export function parseBytes(text: string): Parsed<number> {
  const hint = 'give bytes or a size such as 25MiB, from 1 byte to 10GiB';
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/iu.exec(text);
  const factor = UNITS[match?.[2]?.toLowerCase() ?? ''];
  if (!match?.[1] || factor === undefined) return { hint };
  const bytes = Number(match[1]) * factor;
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > LARGEST_EVIDENCE) return { hint };
  return { value: bytes };
}

export function parseLogLevel(text: string): Parsed<LogLevel> {
  const level = LEVELS.find((known) => known === text);
  if (level !== undefined) return { value: level };
  const near = nearest(text, LEVELS);
  return {
    hint: near === undefined ? `use one of ${LEVELS.join(', ')}` : `did you mean \`${near}\``,
  };
}

/** Reads whether something that is refused by default is allowed. */
export function parseAllowed(text: string): Parsed<boolean> {
  if (text === 'allow') return { value: true };
  if (text === 'refuse') return { value: false };
  return { hint: 'write `allow` or `refuse`' };
}

/** Reads a program and its arguments; no shell takes part, hence the form that needs none. */
export function parseCommand(text: string): Parsed<readonly string[]> {
  const hint = 'give a JSON list of words: ["program", "argument"]';
  try {
    const words: unknown = JSON.parse(text);
    const [program] = Array.isArray(words) ? words : [];
    if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) return { hint };
    return program ? { value: words } : { hint };
  } catch {
    return { hint };
  }
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { checked } from '../../policy/load-reference.ts';
import {
  BOOL,
  DATE,
  INT,
  list,
  map,
  match,
  object,
  type Shape,
  TEXT,
  word,
} from '../../policy/shape.ts';
import { type Path, YamlSource } from '../../policy/yaml-source.ts';
import { ACTION_NAMES } from '../permissions.ts';
import type { IdentityRules, ProviderRules, WorkloadRules } from './identity-file.types.ts';
import { IdentityFileError } from './outside.errors.ts';

/** What the file may name. */
export interface KnownNames {
  readonly regions: readonly string[];
  readonly roles: readonly string[];
}

const NAME = match('name such as `bank`', /^[a-z][a-z0-9-]{0,39}$/u);
const PERSON = match('id such as `ci-loans`', /^[a-z0-9][a-z0-9._-]{0,62}$/u);
const LONGEST_ROLE_DAYS = 365;

function shapeOf({ regions, roles }: KnownNames): Shape {
  const region = word('region', regions);
  const role = object({ claim: TEXT, is: TEXT, region, role: word('role', roles), 'until?': DATE });
  const provider = object({
    id: NAME,
    title: TEXT,
    issuer: TEXT,
    client: TEXT,
    'secretFile?': TEXT,
    'scopes?': list(TEXT),
    'person?': TEXT,
    'linkExisting?': BOOL,
    'roleDays?': INT,
    'acr?': list(TEXT),
    roles: list(role),
  });
  const account = object({
    claims: map(TEXT),
    service: PERSON,
    'regions?': list(region),
    'actions?': list(word('action', ACTION_NAMES)),
  });
  const workload = object({ id: NAME, issuer: TEXT, audience: TEXT, accounts: list(account) });
  return object({ 'providers?': list(provider), 'workloads?': list(workload) });
}

interface FileContent {
  readonly providers?: readonly (Omit<
    ProviderRules,
    'scopes' | 'person' | 'linkExisting' | 'roleDays' | 'acr'
  > &
    Partial<ProviderRules>)[];
  readonly workloads?: readonly WorkloadRules[];
}

/**
 * Reads the file that says which providers and pipelines are trusted, and what roles their claims give.
 *
 * @param path absolute; secrets it names are looked for beside it
 * @throws {IdentityFileError} every mistake with its line
 */
export function loadIdentity(path: string, known: KnownNames): IdentityRules {
  const source = YamlSource.read(path, basename(path));
  if (source.data === undefined && source.problems.length === 0) {
    source.report([], 'the file is empty, or is not there', `CARNET_IDENTITY is ${path}`);
  }
  const file = checked<FileContent>(source, shapeOf(known));
  const rules = file && withDefaults(file, dirname(path));
  if (rules) check(source, rules);
  if (source.problems.length > 0 || !rules) throw new IdentityFileError(source.problems);
  return rules;
}

function withDefaults(file: FileContent, folder: string): IdentityRules {
  const providers = (file.providers ?? []).map(({ secretFile, ...provider }) => ({
    scopes: ['profile'],
    person: 'preferred_username',
    linkExisting: false,
    roleDays: 30,
    acr: [],
    ...provider,
    ...(secretFile === undefined ? {} : { secretFile: resolve(folder, secretFile) }),
  }));
  return { providers, workloads: file.workloads ?? [] };
}

function check(source: YamlSource, { providers, workloads }: IdentityRules): void {
  for (const [index, provider] of providers.entries()) {
    checkProvider(source, ['providers', index], provider);
  }
  for (const [index, workload] of workloads.entries()) {
    checkWorkload(source, ['workloads', index], workload);
  }
  reportTwice(source, 'providers', providers);
  reportTwice(source, 'workloads', workloads);
}

function checkProvider(source: YamlSource, here: Path, provider: ProviderRules): void {
  checkIssuer(source, here, provider.issuer);
  const { roleDays, secretFile, scopes, roles } = provider;
  if (roleDays < 1 || roleDays > LONGEST_ROLE_DAYS) {
    source.report([...here, 'roleDays'], `roles last 1 to ${LONGEST_ROLE_DAYS} days`);
  }
  if (secretFile !== undefined && secretIn(secretFile) === null) {
    source.report([...here, 'secretFile'], `there is no secret in \`${secretFile}\``);
  }
  if (scopes.some((scope) => /\s/u.test(scope))) {
    source.report([...here, 'scopes'], 'a scope is one word');
  }
  if (roles.length === 0) source.report([...here, 'roles'], 'gives nobody a role');
}

function checkWorkload(source: YamlSource, here: Path, { issuer, accounts }: WorkloadRules): void {
  checkIssuer(source, here, issuer);
  for (const [index, { claims, regions, actions }] of accounts.entries()) {
    const place = [...here, 'accounts', index];
    if (Object.keys(claims).length === 0) {
      source.report([...place, 'claims'], 'without claims every job of the issuer would be let in');
    }
    if (regions?.length === 0) source.report([...place, 'regions'], 'names no region');
    if (actions?.length === 0) source.report([...place, 'actions'], 'names no action');
  }
}

/** What comes over a line that others can write to proves nothing; within this machine there is no such line. */
function checkIssuer(source: YamlSource, here: Path, issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  const sound = url && url.search === '' && url.hash === '' && url.username === '';
  if (!sound) source.report([...here, 'issuer'], `\`${issuer}\` is no address of an issuer`);
  else if (url.protocol !== 'https:' && !isLoopback(url)) {
    source.report([...here, 'issuer'], 'an issuer is reached by https, but on this very machine');
  }
}

/** Whether an address is on this machine. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** The secret in a file; null when there is none. */
export function secretIn(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? null : text;
  } catch {
    return null;
  }
}

function reportTwice(
  source: YamlSource,
  what: string,
  entries: readonly { readonly id: string }[],
): void {
  for (const [index, { id }] of entries.entries()) {
    if (entries.findIndex((other) => other.id === id) < index) {
      source.report([what, index, 'id'], `\`${id}\` is there twice`);
    }
  }
}

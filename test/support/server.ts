import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { loadConfig } from '../../src/config/config.ts';
import type { CarnetConfig } from '../../src/config/config.types.ts';
import type { Cells } from '../../src/database/cells.ts';
import { startServer } from '../../src/http/server.ts';
import { seedPeople } from '../../src/identity/seed-people.ts';
import type { SeedPerson } from '../../src/identity/seed-people.ts';
import { freshCells } from './database.ts';

const BOTH = (...roles: string[]) => ({ eu: roles, 'north-america': roles });

/** A bank's people: enough for every stage of both routes. */
export const BANK: readonly SeedPerson[] = [
  { id: 'ana', name: 'Ana Ruiz', roles: BOTH('requester') },
  { id: 'dev', name: 'Devi Rao', roles: BOTH('requester') },
  { id: 'val', name: 'Valentin Roth', roles: BOTH('independent_validator') },
  { id: 'dora', name: 'Dora Prinz', roles: { eu: ['dpo'] } },
  { id: 'cleo', name: 'Cleo Officer', roles: { eu: ['compliance_officer'] } },
  { id: 'carl', name: 'Carl Officer', roles: { eu: ['compliance_officer'] } },
  { id: 'nora', name: 'Nora Officer', roles: { 'north-america': ['compliance_officer'] } },
  { id: 'nick', name: 'Nick Officer', roles: { 'north-america': ['compliance_officer'] } },
  { id: 'fay', name: 'Fay Lending', roles: { 'north-america': ['fair_lending_officer'] } },
  { id: 'lex', name: 'Lex Counsel', roles: BOTH('legal_counsel', 'privacy_counsel') },
  { id: 'audrey', name: 'Audrey Auditor', roles: BOTH('auditor') },
  { id: 'adam', name: 'Adam Admin', roles: BOTH('administrator') },
];

/** What a test sees of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // A test reads what it expects to be there; a wrong guess fails the test, which is its job.
  readonly body: Record<string, unknown>;
}

export interface SendOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A fresh one unless said; null sends none. */
  readonly key?: string | null;
}

export interface TestServer {
  readonly url: string;
  readonly cells: Cells;
  readonly tokens: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** Sends as a person (`null` for nobody): JSON unless the body is bytes or text. */
  send(person: string | null, method: string, path: string, options?: SendOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly regions?: readonly string[];
  readonly config?: Partial<CarnetConfig>;
  readonly people?: readonly SeedPerson[];
  readonly now?: () => string;
}

/** A real server on a free loopback port over new databases, with a bank's people and their tokens. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { cells, close } = await freshCells(options.regions);
  const dataDir = await mkdtemp(join(tmpdir(), 'carnet-test-'));
  const config: CarnetConfig = {
    ...loadConfig({ CARNET_DATA_DIR: dataDir, CARNET_PORT: '0' }),
    regions: cells.regions,
    ...options.config,
  };
  const now = options.now === undefined ? {} : { now: options.now };
  const server = await startServer(config, {
    cells,
    quiet: true,
    docsPages: false,
    pollMs: 50,
    ...now,
  });
  const tokens = await seedPeople(cells, options.people ?? BANK, new Date());
  return {
    url: server.url,
    cells,
    tokens,
    dataDir,
    send: async (person, method, path, sent = {}) =>
      answerOf(
        await fetch(`${server.url}/api/v1${path}`, init(method, tokenOf(tokens, person), sent)),
      ),
    close: async () => {
      await server.close();
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function tokenOf(tokens: Readonly<Record<string, string>>, person: string | null): string | null {
  if (person === null) return null;
  const token = tokens[person];
  if (token === undefined) throw new Error(`nobody here is called ${person}`);
  return token;
}

function init(method: string, token: string | null, sent: SendOptions): RequestInit {
  const headers: Record<string, string> = {};
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (method !== 'GET' && sent.key !== null) headers['idempotency-key'] = sent.key ?? randomUUID();
  const { body, mediaType } = bodyOf(sent.body);
  if (mediaType !== undefined) headers['content-type'] = mediaType;
  return { method, headers: { ...headers, ...sent.headers }, ...body };
}

function bodyOf(body: unknown): { body: Pick<RequestInit, 'body'>; mediaType?: string } {
  if (body === undefined) return { body: {} };
  if (typeof body === 'string' || body instanceof Uint8Array) {
    return { body: { body: body as string }, mediaType: 'application/octet-stream' };
  }
  return { body: { body: JSON.stringify(body) }, mediaType: 'application/json' };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

const TABLES = [
  'request',
  'manifest',
  'regulated_case',
  'journal_event',
  'task',
  'decision',
  'evidence',
  'evidence_chunk',
  'permit',
  'timer',
  'job',
  'idempotency',
] as const;

/** How many rows each table of each cell holds, and where each case stands: equal before and after means untouched. */
export async function contentOf(cells: Cells): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const { region, pool } of cells.all()) {
    for (const table of TABLES) {
      const { rows } = await pool.query<{ n: string }>(`select count(*) as n from ${table}`);
      content[`${region}.${table}`] = rows[0]?.n;
    }
    const cases = await pool.query(
      'select id, seq, status, stages from regulated_case order by id',
    );
    content[`${region}.cases`] = cases.rows;
  }
  return content;
}

import { existsSync, statSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../src/database/embedded-postgres.ts';
import { startEmbedded } from '../../src/database/embedded-postgres.ts';
import { openFolder, processesWith, query, serverPid, uidOf } from '../support/embedded-process.ts';

let folder: Awaited<ReturnType<typeof openFolder>>;
let dataDir: string;

beforeEach(async () => {
  folder = await openFolder();
  dataDir = join(folder.path, 'not', 'there', 'yet');
});
afterEach(async () => folder.remove());

it('starts a durable PostgreSQL 18 in UTF-8 and UTC and keeps its data over a restart', async () => {
  const first = await startEmbedded(dataDir);
  try {
    const [settings] = await query(
      first.urlOf('postgres'),
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as commit, current_setting('server_encoding') as encoding,
         current_setting('TimeZone') as zone, current_setting('data_checksums') as checksums`,
    );
    expect(settings).toEqual({
      major: 18,
      fsync: 'on',
      commit: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      checksums: 'on',
    });
    await query(first.urlOf('postgres'), 'create table kept as select 42 as answer');
  } finally {
    await first.stop();
  }
  const second = await startEmbedded(dataDir);
  try {
    expect(await query(second.urlOf('postgres'), 'select * from kept')).toEqual([{ answer: 42 }]);
  } finally {
    await second.stop();
  }
});

describe('while it runs', () => {
  let server: EmbeddedPostgres;
  let shared: Awaited<ReturnType<typeof openFolder>>;

  beforeAll(async () => {
    shared = await openFolder();
    server = await startEmbedded(join(shared.path, 'data'));
  });
  afterAll(async () => {
    await server.stop();
    await shared.remove();
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const url = new URL(server.urlOf('postgres'));
    expect(url.password).toMatch(/^[\w-]{32}$/u);
    expect(statSync(join(shared.path, 'data', 'postgres-password')).mode & 0o777).toBe(0o600);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('is never root', async () => {
    expect(uidOf(await serverPid(server.urlOf('postgres')))).not.toBe(0);
  });

  it('is heard on loopback alone, on no socket file', async () => {
    const url = new URL(server.urlOf('postgres'));
    const outside = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    url.hostname = outside?.address ?? '127.0.0.2';
    await expect(query(url.href, 'select 1')).rejects.toThrow('ECONNREFUSED');
    const [row] = await query(server.urlOf('postgres'), 'show unix_socket_directories');
    expect(row).toEqual({ unix_socket_directories: '' });
  });
});

it('leaves nothing running once stopped, and may be stopped twice', async () => {
  const server = await startEmbedded(dataDir);
  const pid = await serverPid(server.urlOf('postgres'));
  await Promise.all([server.stop(), server.stop()]);
  expect(processesWith(dataDir)).toEqual([]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
});

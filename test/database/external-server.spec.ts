import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { loadConfig } from '../../src/config/config.ts';
import { closeCell, openCell } from '../../src/database/cell.ts';
import { openCells } from '../../src/database/cells.ts';
import type { ExternalServer } from '../support/other-server.ts';
import { externalServer } from '../support/other-server.ts';
import { dumpSchema } from '../support/schema-dump.ts';

let server: ExternalServer;

beforeAll(async () => {
  server = await externalServer();
});
afterAll(async () => server.close());

it('carries several regions, in the same shape as the embedded one, and keeps them', async () => {
  const config = loadConfig({
    CARNET_REGIONS: 'eu,north-america',
    CARNET_DATABASE_EU: await server.freshDatabase(),
    CARNET_DATABASE_NORTH_AMERICA: await server.freshDatabase(),
    // Must not be needed, let alone made.
    CARNET_DATA_DIR: '/proc/nowhere',
  });
  const golden = await readFile(join(packageRoot(), 'test/database/schema.golden.txt'), 'utf8');
  for (const start of ['first', 'second']) {
    const { cells, close } = await openCells(config);
    try {
      expect(cells.regions).toEqual(['eu', 'north-america']);
      for (const { region, pool } of cells.all()) {
        expect([start, await dumpSchema(pool)]).toEqual([start, golden]);
        const { rows } = await pool.query<{ region: string; major: string }>(
          `select region, current_setting('server_version_num')::int / 10000 as major from cell`,
        );
        expect(rows).toEqual([{ region, major: Number(server.version) }]);
      }
    } finally {
      await close();
    }
  }
});

it('is refused when it was given to the other region before', async () => {
  const url = await server.freshDatabase();
  await closeCell(await openCell('eu', url));
  await expect(openCell('north-america', url)).rejects.toMatchObject({
    code: 'ERR_REGION_MISMATCH',
  });
});

it('keeps the journal append-only', async () => {
  const cell = await openCell('eu', await server.freshDatabase());
  try {
    await cell.pool.query(
      `insert into journal_event values ('eu', 1, now(), 'ana', 'TEST', 1, '{}', $1, $1)`,
      [Buffer.alloc(32)],
    );
    for (const sql of [
      `update journal_event set actor = 'ben'`,
      'delete from journal_event',
      'truncate journal_event cascade',
    ]) {
      await expect(cell.pool.query(sql)).rejects.toThrow('the journal is append-only');
    }
  } finally {
    await closeCell(cell);
  }
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config.ts';
import { openCells } from '../../src/database/cells.ts';
import { dropDatabase, freshCells, freshDatabase } from '../support/database.ts';
import { openFolder, processesWith } from '../support/embedded-process.ts';

let folder: Awaited<ReturnType<typeof openFolder>>;

beforeEach(async () => {
  folder = await openFolder();
});
afterEach(async () => folder.remove());

it('gives each region an embedded database of its own, and finds them again', async () => {
  const config = loadConfig({ CARNET_DATA_DIR: join(folder.path, 'data') });
  for (const n of [1, 2]) {
    const { cells, close } = await openCells(config);
    try {
      for (const { region, pool } of cells.all()) {
        await pool.query(`insert into person (id, name, created_at) values ($1, $1, now())`, [
          `${region}-${String(n)}`,
        ]);
        const { rows } = await pool.query('select current_database() as name, region from cell');
        expect(rows).toEqual([{ name: `carnet_${region.replace('-', '_')}`, region }]);
      }
      const { rows } = await cells.get('north-america').pool.query('select id from person');
      expect(rows).toHaveLength(n);
    } finally {
      await close();
      await close();
    }
    expect(processesWith(folder.path)).toEqual([]);
  }
});

it('starts no server for regions that have a database elsewhere, nor for regions not served', async () => {
  const url = await freshDatabase();
  const config = loadConfig({
    CARNET_DATA_DIR: folder.path,
    CARNET_REGIONS: 'eu',
    CARNET_DATABASE_EU: url,
  });
  const { cells, close } = await openCells(config);
  try {
    expect(cells.regions).toEqual(['eu']);
    expect(() => cells.get('north-america')).toThrow('region `north-america` is not served here');
    expect(await readdir(folder.path)).toEqual([]);
  } finally {
    await close();
    await dropDatabase(url);
  }
});

it('closes what it opened when one region cannot be', async () => {
  const config = loadConfig({
    CARNET_DATA_DIR: join(folder.path, 'data'),
    CARNET_REGIONS: 'eu,north-america',
    CARNET_DATABASE_NORTH_AMERICA: 'postgresql://127.0.0.1:1/nothing',
  });
  await expect(openCells(config)).rejects.toMatchObject({ code: 'ERR_DATABASE_UNREACHABLE' });
  expect(processesWith(folder.path)).toEqual([]);
});

it('routes a case by its id alone', async () => {
  const { cells, close } = await freshCells();
  try {
    expect(cells.ofCase('north-america-abcdefghijkmnpqrstuv').region).toBe('north-america');
    expect(cells.ofCase('eu-abcdefghijkmnpqrstuv').region).toBe('eu');
    for (const id of ['uk-abcdefghijkmnpqrstuv', 'eu', '', 'america-abc', '__proto__-abc']) {
      expect(() => cells.ofCase(id)).toThrow('is not served here');
    }
  } finally {
    await close();
  }
});

it('gives every test cells that nobody else sees', async () => {
  const [one, two] = await Promise.all([freshCells(['eu']), freshCells(['eu'])]);
  try {
    await one.cells
      .get('eu')
      .pool.query(`insert into person (id, name, created_at) values ('ana', 'Ana', now())`);
    const { rows } = await two.cells.get('eu').pool.query('select id from person');
    expect(rows).toEqual([]);
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
});

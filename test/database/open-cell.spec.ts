import { closeCell, openCell } from '../../src/database/cell.ts';
import { dropDatabase, freshCells, freshDatabase } from '../support/database.ts';
import { query } from '../support/embedded-process.ts';
import { claiming } from '../support/version-proxy.ts';

let url: string;

beforeEach(async () => {
  url = await freshDatabase();
});
afterEach(async () => dropDatabase(url));

async function tables(): Promise<unknown[]> {
  return query(url, `select relname from pg_class where relnamespace = 'public'::regnamespace`);
}

it('migrates an empty database once, however many processes open it together', async () => {
  const cells = await Promise.all(Array.from({ length: 5 }, async () => openCell('eu', url)));
  await Promise.all(cells.map(async (cell) => closeCell(cell)));
  expect(
    await query(url, 'select name, count(*)::int as n from carnet_migration group by 1'),
  ).toEqual(expect.arrayContaining([{ name: 'Cell1700000000001', n: 1 }]));
  expect(await query(url, 'select region, demo from cell')).toEqual([
    { region: 'eu', demo: false },
  ]);
});

it('lets one of two regions have an empty database and refuses the other', async () => {
  const regions = ['eu', 'north-america'];
  const opened = await Promise.allSettled(regions.map(async (region) => openCell(region, url)));
  const cells = opened.filter((result) => result.status === 'fulfilled');
  const refused = opened.filter((result) => result.status === 'rejected');
  expect(cells).toHaveLength(1);
  for (const { value } of cells) await closeCell(value);
  expect(refused).toEqual([
    { status: 'rejected', reason: expect.objectContaining({ code: 'ERR_REGION_MISMATCH' }) },
  ]);
});

it('refuses the database of another region, names both and changes nothing', async () => {
  await closeCell(await openCell('eu', url));
  await expect(openCell('north-america', url)).rejects.toMatchObject({
    code: 'ERR_REGION_MISMATCH',
    message: expect.stringMatching(/holds region `eu`.*configured for `north-america`/u),
    details: { wanted: 'north-america', found: 'eu' },
  });
  expect(await query(url, 'select region from cell')).toEqual([{ region: 'eu' }]);
});

it('refuses a database that a newer Carnet has migrated', async () => {
  await closeCell(await openCell('eu', url));
  await query(
    url,
    `insert into carnet_migration (timestamp, name) values (9900000000001, 'Tomorrow9900000000001')`,
  );
  await expect(openCell('eu', url)).rejects.toMatchObject({
    code: 'ERR_DATABASE_NEWER',
    details: { unknown: ['Tomorrow9900000000001'] },
  });
});

it('refuses a database in which something else lives, and leaves it alone', async () => {
  await query(url, 'create table payroll (salary numeric)');
  await expect(openCell('eu', url)).rejects.toMatchObject({
    code: 'ERR_DATABASE_FOREIGN',
    message: expect.stringContaining('`payroll`'),
  });
  expect(await tables()).toEqual([{ relname: 'payroll' }]);
});

it.each([
  ['14', '1400'],
  ['19', '1900'],
])('refuses PostgreSQL %s', async (major, prefix) => {
  const [row] = await query(url, 'show server_version_num');
  const real = String(row?.['server_version_num']);
  const proxy = await claiming(url, [real, `${prefix}${real.slice(4)}`]);
  try {
    await expect(openCell('eu', proxy.url)).rejects.toMatchObject({
      code: 'ERR_DATABASE_VERSION',
      message: expect.stringContaining('needs PostgreSQL 15, 16, 17 or 18'),
    });
  } finally {
    proxy.close();
  }
  expect([major, await tables()]).toEqual([major, []]);
});

it.each<[string, (url: URL) => void, RegExp]>([
  ['no server', (at) => (at.port = '1'), /ECONNREFUSED.*start the server/u],
  [
    'a wrong password',
    (at) => (at.password = 'hunter2'),
    /authentication.*check user and password/u,
  ],
  ['no such database', (at) => (at.pathname = '/nothing'), /not exist.*create the database/u],
])('says what to do about %s, without the password', async (_name, change, message) => {
  const wrong = new URL(url);
  change(wrong);
  const failure = openCell('eu', wrong.href);
  await expect(failure).rejects.toMatchObject({
    code: 'ERR_DATABASE_UNREACHABLE',
    message: expect.stringMatching(message),
  });
  await expect(failure).rejects.toMatchObject({
    message: expect.not.stringContaining(wrong.password),
  });
});

it('reads instants as dates, days as text, on both doors', async () => {
  const { cells, close } = await freshCells(['eu']);
  try {
    const cell = cells.get('eu');
    const sql = `select '2026-03-29 01:30:00+01'::timestamptz as instant, '2026-03-29'::date as day,
      current_setting('TimeZone') as zone, 9007199254740993 as big`;
    const expected = {
      instant: new Date('2026-03-29T00:30:00.000Z'),
      day: '2026-03-29',
      zone: 'UTC',
      big: '9007199254740993',
    };
    expect((await cell.pool.query(sql)).rows).toEqual([expected]);
    expect(await cell.dataSource.query(sql)).toEqual([expected]);
  } finally {
    await close();
  }
});

it('outlives connections that the server cuts', async () => {
  const lost: Error[] = [];
  const cell = await openCell('eu', url, { onLostConnection: (error) => lost.push(error) });
  try {
    await cell.pool.query('select 1');
    await query(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    while (lost.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await cell.pool.query('select 1 as alive')).rows).toEqual([{ alive: 1 }]);
  } finally {
    await closeCell(cell);
  }
});

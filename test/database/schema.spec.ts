import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { freshCells } from '../support/database.ts';
import { dumpSchema } from '../support/schema-dump.ts';

const GOLDEN = join(packageRoot(), 'test/database/schema.golden.txt');

/**
 * A migration changes the golden file, so that a reviewer sees the shape that comes out and not only the steps.
 * Written anew by `UPDATE_GOLDEN=1 npm test -- test/database/schema`.
 */
it('is what the golden file shows, in every region', async () => {
  const { cells, close } = await freshCells();
  try {
    const dumps = await Promise.all(cells.all().map(async ({ pool }) => dumpSchema(pool)));
    const [dump = ''] = dumps;
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(GOLDEN, dump);
    const golden = await readFile(GOLDEN, 'utf8');
    expect(dumps).toEqual(cells.regions.map(() => golden));
  } finally {
    await close();
  }
});

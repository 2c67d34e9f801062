import { freshCells } from '../support/database.ts';

it('gives each region a migrated database of its own', async () => {
  const { cells, close } = await freshCells();
  try {
    for (const region of cells.regions) {
      const { rows } = await cells.get(region).pool.query('select region, created_at from cell');
      expect(rows).toEqual([{ region, created_at: expect.any(Date) }]);
    }
  } finally {
    await close();
  }
});

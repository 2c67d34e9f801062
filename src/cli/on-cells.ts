import type { Cells } from '../database/cells.ts';
import type { CommandContext } from './context.ts';

/** Opens the databases of the configuration for some work, and closes them again whatever comes of it. */
export async function onCells<T>(
  context: CommandContext,
  work: (cells: Cells) => Promise<T>,
): Promise<T> {
  const { openCells } = await import('../database/cells.ts');
  const { cells, close } = await openCells(await context.config());
  try {
    return await work(cells);
  } finally {
    await close();
  }
}

import type { CarnetConfig } from '../config/config.types.ts';
import type { Cell } from './cell.ts';
import { closeCell, openCell } from './cell.ts';
import { connect } from './connection.ts';
import { RegionNotServedError } from './database.errors.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import { startEmbedded } from './embedded-postgres.ts';

/** The cells this process serves. */
export class Cells {
  private readonly byRegion: ReadonlyMap<string, Cell>;

  constructor(cells: Iterable<Cell>) {
    this.byRegion = new Map([...cells].map((cell) => [cell.region, cell]));
  }

  /** In the order of the configuration. */
  get regions(): readonly string[] {
    return [...this.byRegion.keys()];
  }

  all(): readonly Cell[] {
    return [...this.byRegion.values()];
  }

  /** @throws {RegionNotServedError} */
  get(region: string): Cell {
    const cell = this.byRegion.get(region);
    if (!cell) throw new RegionNotServedError(region, this.regions);
    return cell;
  }

  /**
   * The cell of a case, told from its id alone: `<region>-<20 characters>`.
   *
   * @throws {RegionNotServedError} no region served here starts the id
   */
  ofCase(caseId: string): Cell {
    return this.get(caseId.slice(0, Math.max(0, caseId.lastIndexOf('-'))));
  }
}

export interface OpenCells {
  readonly cells: Cells;
  /** Ends connections, then the embedded server if there is one. May be called twice. */
  readonly close: () => Promise<void>;
}

/**
 * Opens every region the configuration names: in its external database where one is given, else in a database of
 * the embedded server (`carnet_eu`, `carnet_north_america`), which is started only when some region needs it.
 *
 * All or nothing: when one region fails, what was opened is closed again.
 *
 * @throws whatever `startEmbedded` and `openCell` throw
 */
export async function openCells(config: CarnetConfig): Promise<OpenCells> {
  const opened: Cell[] = [];
  let embedded: EmbeddedPostgres | undefined;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => (closing ??= closeAll(opened, embedded));
  try {
    for (const region of config.regions) {
      let url = config.databases[region];
      if (url === undefined) {
        embedded ??= await startEmbedded(config.dataDir);
        url = await ensureDatabase(embedded, `carnet_${region.replaceAll('-', '_')}`);
      }
      opened.push(await openCell(region, url));
    }
    return { cells: new Cells(opened), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ensureDatabase(embedded: EmbeddedPostgres, name: string): Promise<string> {
  const client = await connect(embedded.urlOf('postgres'), 'setup');
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database "${name}"`);
    return embedded.urlOf(name);
  } finally {
    await client.end();
  }
}

async function closeAll(
  cells: readonly Cell[],
  embedded: EmbeddedPostgres | undefined,
): Promise<void> {
  await Promise.allSettled(cells.map(async (cell) => closeCell(cell)));
  await embedded?.stop();
}

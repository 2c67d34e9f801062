import type pg from 'pg';
import { replayAll } from '../../cases/replay-all.ts';
import type { CarnetConfig } from '../../config/config.types.ts';
import type { Cell } from '../../database/cell.ts';
import { type CheckLine, fail, pass } from '../../evidence/check-line.ts';
import { journaledLogKeys, noteKeysOf } from '../../journal/log/journaled-log-keys.ts';
import { recomputeJournal, type Recomputed } from '../../journal/log/recompute.ts';
import type { TrustFile } from '../../permits/permit.types.ts';
import { REGIONS } from '../../regions/registry.ts';
import { UsageError } from '../cli.errors.ts';
import { cellsOf, hasCells } from '../packs/cells.ts';

/** Whose database, and by which keys it is held. */
export interface ReplayQuestion {
  /** Every region of the configuration unless said. */
  readonly region: string | undefined;
  readonly trust: TrustFile | undefined;
}

/**
 * Works a cell out anew from its events, in the databases of the configuration; nothing in them is believed that can
 * be recomputed.
 *
 * @throws {UsageError} there is no such region here, or no database
 */
export async function replayCells(
  config: CarnetConfig,
  { region, trust }: ReplayQuestion,
): Promise<readonly CheckLine[]> {
  const wanted = REGIONS.filter(
    (one) => config.regions.includes(one.region) && (region ?? one.region) === one.region,
  );
  if (wanted.length === 0 || !hasCells(config, wanted)) {
    throw new UsageError(
      region === undefined ? 'there is no database here' : `no database of \`${region}\` is here`,
      'name databases with CARNET_DATABASE_…, or the data folder of a server with CARNET_DATA_DIR',
    );
  }
  const { cells, close } = await cellsOf(config, wanted);
  try {
    const lines: CheckLine[] = [];
    // oxlint-disable-next-line no-await-in-loop -- region after region, as they are told
    for (const cell of cells.all()) lines.push(...(await replayCell(cell, trust)));
    return lines;
  } finally {
    await close();
  }
}

async function replayCell(cell: Cell, trust: TrustFile | undefined): Promise<CheckLine[]> {
  const { region } = cell;
  const client = await cell.pool.connect();
  try {
    // One state of the database, whatever the server does meanwhile.
    await client.query('begin isolation level repeatable read read only');
    const keys = await keysFor(client, region, trust);
    const journal = await recomputeJournal(client, noteKeysOf(keys));
    const { cases, faults } = await replayAll(client);
    return [
      ...journalLines(region, journal),
      ...(trust ? [] : [believedKeys(region)]),
      ...linesOf(`${region} cases`, faults, `${cases} cases are what their events lead to`),
    ];
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function keysFor(
  client: pg.ClientBase,
  region: string,
  trust: TrustFile | undefined,
): Promise<readonly string[]> {
  if (!trust) return journaledLogKeys(client, region);
  return (trust.logs ?? []).filter((log) => log.region === region).map(({ vkey }) => vkey);
}

function journalLines(region: string, journal: Recomputed): CheckLine[] {
  const { events, unplaced, checkpoints, size, chainFaults, logFaults } = journal;
  const waiting = unplaced > 0 ? `, ${unplaced} wait for a place` : '';
  return [
    ...linesOf(
      `${region} journal`,
      chainFaults,
      `${events} events, each as it was hashed, each behind the one before${waiting}`,
    ),
    ...linesOf(
      `${region} log`,
      logFaults,
      `${size} places without a gap; all ${checkpoints} checkpoints are over these events`,
    ),
  ];
}

function believedKeys(region: string): CheckLine {
  const detail = 'the keys are those that the database itself names: give --trust';
  return { check: `${region} log key`, result: 'unknown', detail };
}

function linesOf(check: string, faults: readonly string[], good: string): CheckLine[] {
  return faults.length === 0 ? [pass(check, good)] : faults.map((fault) => fail(check, fault));
}

import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { findMachine, type MachineDefinition } from '../../workflows/registry.ts';
import type { Law } from './law.ts';

/** What one cell's engine is made of. */
export interface EngineParts {
  readonly region: string;
  readonly pool: pg.Pool;
  /** The machine that new cases go by; a stored case goes by the one it was opened on: `machineOf`. */
  readonly machine: MachineDefinition;
  readonly law: Law;
  readonly now: () => Instant;
  readonly facts: FactStore;
}

/**
 * The machine of a stored case.
 *
 * @throws {MachineNotFoundError} this version of Carnet does not know it
 */
export function machineOf(of: {
  readonly machineId: string;
  readonly machineVersion: number;
}): MachineDefinition {
  return findMachine(of.machineId, of.machineVersion);
}

/** Manifests by hash; they never change, so that one read lately is not read again. */
export interface FactStore {
  factsOf(
    client: pg.ClientBase | pg.Pool,
    manifest: string,
  ): Promise<Readonly<Record<string, unknown>>>;
}

const MOST_MANIFESTS = 200;

/** A store that keeps the manifests it read last in memory. */
export function factStore(): FactStore {
  const known = new Map<string, Readonly<Record<string, unknown>>>();
  return {
    async factsOf(client, manifest) {
      const kept = known.get(manifest);
      if (kept) return kept;
      const { rows } = await client.query<{ facts: Record<string, unknown> }>(
        'select facts from manifest where sha256 = $1',
        [manifest],
      );
      if (!rows[0]) throw new Error(`the manifest \`${manifest}\` is missing from its cell`);
      const [oldest] = known.keys();
      if (known.size >= MOST_MANIFESTS && oldest !== undefined) known.delete(oldest);
      known.set(manifest, rows[0].facts);
      return rows[0].facts;
    },
  };
}

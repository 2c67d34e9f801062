import type { Pool, PoolClient } from 'pg';

/**
 * Runs work in one transaction on one client: commits what it did, or rolls all of it back when it throws.
 *
 * A client whose rollback fails is thrown away instead of going back into the pool half-way through.
 */
export async function inTransaction<T>(
  db: { readonly pool: Pool },
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

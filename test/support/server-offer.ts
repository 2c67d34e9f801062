import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../src/database/embedded-postgres.ts';
import { startEmbedded } from '../../src/database/embedded-postgres.ts';
import { startOf } from '../../src/database/embedded/process-identity.ts';
import { quickParent } from './quick-parent.ts';

/** Fast, and lost with the machine: for tests only. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '64MB',
};

export interface ServerOffer {
  /** Loopback port that answers each connection with the server's URL, or with `error: …`. */
  readonly port: number;
  close(): Promise<void>;
}

/** Offers one embedded server to the workers of a jest run, started when first asked for. */
export async function offerServer(): Promise<ServerOffer> {
  const folder = await makeFolder();
  let server: Promise<EmbeddedPostgres> | undefined;
  const listener = createServer((socket) => {
    socket.on('error', () => undefined);
    server ??= startEmbedded(join(folder, 'data'), { settings: FAST });
    server
      .then((started) => socket.end(started.urlOf('postgres')))
      .catch((error: unknown) => socket.end(`error: ${String(error)}`));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  listener.unref();
  const address = listener.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    close: async () => {
      listener.close();
      await (await server?.catch(() => undefined))?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const PREFIX = 'carnet-jest.';

async function makeFolder(): Promise<string> {
  const parent = await quickParent();
  await sweep(parent);
  const owner = `${String(process.pid)}.${startOf(process.pid) ?? ''}`;
  const folder = await mkdtemp(join(parent, `${PREFIX}${owner}.`));
  // The server's user must be able to enter it when the tests run as root.
  await chmod(folder, 0o711);
  return folder;
}

/** Removes what runs left that were killed before their teardown. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [pid, start] = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('.') : [];
    if (pid === undefined || startOf(Number(pid)) === start) continue;
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

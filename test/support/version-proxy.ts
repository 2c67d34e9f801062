import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

/**
 * A real server that claims another version: forwards a database URL and replaces one text by another of the same
 * length in everything the server says. For versions nobody can install any more, or not yet.
 */
export async function claiming(
  url: string,
  [real, claimed]: readonly [string, string],
): Promise<{ url: string; close: () => void }> {
  const target = new URL(url);
  const proxy = createServer((socket) => {
    const server = connect(Number(target.port), target.hostname);
    const lie = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        done(null, Buffer.from(chunk.toString('latin1').replaceAll(real, claimed), 'latin1'));
      },
    });
    for (const stream of [socket, server, lie]) {
      stream.on('error', () => {
        socket.destroy();
        server.destroy();
      });
    }
    socket.pipe(server).pipe(lie).pipe(socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const claimedUrl = new URL(url);
  claimedUrl.port = String(typeof address === 'object' ? address?.port : '');
  return { url: claimedUrl.href, close: () => proxy.close() };
}

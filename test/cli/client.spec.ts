import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CarnetClient } from '../../src/cli/client.ts';
import { ServerProblemError, ServerUnreachableError } from '../../src/cli/client.errors.ts';
import { stubServer } from '../support/stub-server.ts';
import type { Answer, Received, StubServer } from '../support/stub-server.ts';

let server: StubServer;

async function client(answer: (received: Received) => Answer): Promise<CarnetClient> {
  server = await stubServer(answer);
  return new CarnetClient({ url: `${server.url}/`, token: 'carnet_x_y' });
}

const ok = (): Answer => ({ status: 200, body: {} });

afterEach(async () => {
  await server.close();
});

describe('the client', () => {
  it('writes with a token and an idempotency key of its own each time', async () => {
    const carnet = await client(ok);
    await carnet.withdraw('req-a', 'no longer needed');
    await carnet.withdraw('req-a', 'no longer needed');
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/requests/req-a/withdraw',
      body: '{"reason":"no longer needed"}',
      headers: { authorization: 'Bearer carnet_x_y', 'content-type': 'application/json' },
    });
  });

  it('sends a write once more when the line is cut, with the same key', async () => {
    let calls = 0;
    const carnet = await client(() => {
      calls += 1;
      return calls === 1 ? 'drop' : { status: 200, body: { id: 'req-a' } };
    });
    await expect(carnet.submit('model: {}')).resolves.toEqual({ id: 'req-a' });
    expect(server.received).toHaveLength(2);
    expect(server.received[0]?.headers['idempotency-key']).toBe(
      server.received[1]?.headers['idempotency-key'],
    );
    expect(server.received[0]?.body).toBe(server.received[1]?.body);
  });

  it('gives up after the second time, naming address and reason', async () => {
    const carnet = await client(() => 'drop');
    await expect(carnet.getCase('eu-a')).rejects.toThrow(ServerUnreachableError);
    expect(server.received).toHaveLength(2);
    const { url } = server;
    await server.close();
    await expect(carnet.health()).rejects.toThrow(
      `no Carnet server answers at \`${url}\` (ECONNREFUSED)`,
    );
  });

  it('does not send again what the server refused', async () => {
    const problem = {
      status: 409,
      code: 'ERR_EVENT_REFUSED',
      detail: 'no',
      possible: ['WITHDRAWN'],
    };
    const carnet = await client(() => ({ status: 409, body: problem }));
    const refused = carnet.deploy('eu-a', 'aws:eu-central-1');
    await expect(refused).rejects.toThrow(ServerProblemError);
    await expect(refused).rejects.toMatchObject({
      code: 'ERR_EVENT_REFUSED',
      status: 409,
      problem,
    });
    expect(server.received).toHaveLength(1);
  });

  it('streams a file, and can send it again', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'carnet-')), 'dpia.md');
    await writeFile(file, 'é'.repeat(300_000));
    let calls = 0;
    const carnet = await client(() => {
      calls += 1;
      return calls === 1 ? 'drop' : { status: 201, body: {} };
    });
    const upload = {
      document: 'dpia',
      fileName: 'dpia & más.md',
      contentType: 'text/markdown',
      from: { path: file },
    };
    await carnet.uploadEvidence('eu-a', upload);
    expect(server.received.map(({ body }) => body.length)).toEqual([300_000, 300_000]);
    expect(server.received[1]?.path).toBe(
      '/api/v1/cases/eu-a/evidence?document=dpia&file_name=dpia+%26+m%C3%A1s.md',
    );
    expect(server.received[1]?.headers['content-type']).toBe('text/markdown');
  });

  it('makes ids safe for a path', async () => {
    const carnet = await client(ok);
    await carnet.getCase('../requests?x=1');
    expect(server.received[0]?.path).toBe('/api/v1/cases/..%2Frequests%3Fx%3D1');
  });
});

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../src/config/config.ts';
import { Pages } from '../../src/http/pages.ts';
import { startServer } from '../../src/http/server.ts';
import { freshCells } from '../support/database.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
const cleanUp: (() => void)[] = [];
afterAll(async () => {
  for (const clean of cleanUp) clean();
  await server.close();
});

async function openAddress(accept: string): Promise<Response> {
  return fetch(`${server.url}/`, { headers: { accept }, redirect: 'manual' });
}

describe('a started server', () => {
  it('says that it and its cells are well, to anybody', async () => {
    const { status, body } = await server.send(null, 'GET', '/health');
    expect({ status, body }).toEqual({
      status: 200,
      body: { status: 'ok', cells: { eu: 'ok', 'north-america': 'ok' } },
    });
  });

  it('tells a person who they are and what they may do where', async () => {
    const { body } = await server.send('cleo', 'GET', '/me');
    expect(body).toEqual({
      person: { id: 'cleo', name: 'Cleo Officer' },
      token: expect.stringMatching(/^tok-[a-z2-7]{20}$/),
      regions: {
        eu: { roles: ['compliance_officer'], may: ['read', 'upload', 'decide', 'audit'] },
      },
    });
  });

  it('lists its regions with their law, their route and their public key', async () => {
    const { body } = await server.send('ana', 'GET', '/regions');
    expect(body['items']).toEqual([
      expect.objectContaining({ region: 'eu', jurisdictions: ['EU'] }),
      expect.objectContaining({ region: 'north-america', jurisdictions: ['US', 'CA'] }),
    ]);
    expect(JSON.stringify(body)).not.toContain('PRIVATE KEY');
  });

  it('shows a browser that opens its address the pages, or where nobody built them those of the API', async () => {
    const page = await openAddress('text/html,application/xhtml+xml,*/*;q=0.8');
    const titled = (await page.text()).includes('<title>Carnet</title>');
    expect([page.status, page.headers.get('location'), titled]).toEqual(
      Pages.load() === null ? [302, '/api/docs', false] : [200, null, true],
    );
  });

  it('shows a program that opens its address a problem', async () => {
    const problem = await openAddress('application/json');
    expect(problem.status).toBe(404);
    expect(await problem.json()).toMatchObject({ code: 'ERR_NOT_FOUND' });
  });

  it('lets no browser do more with an answer than was meant', async () => {
    const { headers } = await server.send('ana', 'GET', '/me');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a start that fails', () => {
  it('names the port that somebody else listens on', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => {
      other.once('listening', resolve);
    });
    cleanUp.push(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const config = loadConfig({ CARNET_PORT: String(port), CARNET_DATA_DIR: server.dataDir });
    const { cells, close } = await freshCells();
    await expect(
      startServer(config, { cells, quiet: true, docsPages: false }),
    ).rejects.toMatchObject({
      code: 'ERR_PORT_IN_USE',
      message: `something already listens on \`127.0.0.1:${port}\`: stop it, or choose another port with \`CARNET_PORT\``,
    });
    await close();
  });

  it('names a region that no module governs', async () => {
    const config = loadConfig({ CARNET_PORT: '0', CARNET_DATA_DIR: server.dataDir });
    const { cells, close } = await freshCells(['eu', 'mars']);
    await expect(
      startServer(config, { cells, quiet: true, docsPages: false }),
    ).rejects.toMatchObject({
      code: 'ERR_REGION_UNKNOWN',
    });
    await close();
  });
});

it('is gone once closed', async () => {
  const short = await startTestServer({ regions: ['eu'] });
  expect((await short.send(null, 'GET', '/health')).status).toBe(200);
  await short.close();
  await expect(fetch(`${short.url}/api/v1/health`)).rejects.toThrow('fetch failed');
});

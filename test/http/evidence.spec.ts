import { deepEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseIn, submitted } from '../support/loan-default.ts';
import { filledIn } from '../support/filled-outline.ts';
import { contentOf, startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const LIMIT = 1024 * 1024;

let server: TestServer;
let eu: string;
beforeAll(async () => {
  server = await startTestServer({ config: { evidenceLimitBytes: LIMIT, evidenceIdleMs: 700 } });
  eu = caseIn((await submitted(server)).cases, 'eu');
});
afterAll(() => server.close());

const upload = (query: string): string => `/cases/${eu}/evidence?${query}`;
const dpia = (): string => upload('document=dpia&file_name=dpia.pdf');

function bytesOf(id: unknown, person = 'ana'): Promise<Response> {
  return fetch(`${server.url}/api/v1/cases/${eu}/evidence/${String(id)}`, {
    headers: { authorization: `Bearer ${server.tokens[person]}` },
  });
}

describe('evidence', () => {
  it('is refused when its outline is not filled in, with the field, the section and the line', async () => {
    const good = filledIn('dpia');
    const bad = good
      .replace('residualRisk: low', 'residualRisk: tiny')
      .replace('## Review triggers', '## Triggers of review');
    const headers = { 'content-type': 'text/markdown' };
    const kept = (await server.send('ana', 'GET', `/cases/${eu}/evidence`)).body['items'];
    const refused = await server.send('ana', 'POST', upload('document=dpia&file_name=dpia.md'), {
      body: Buffer.from(bad),
      headers,
    });
    expect([refused.status, refused.body['code']]).toEqual([422, 'ERR_DOCUMENT_INCOMPLETE']);
    expect(refused.body['problems']).toEqual([
      {
        path: 'residualRisk',
        field: 'residualRisk',
        section: null,
        line: bad.split('\n').indexOf('residualRisk: tiny') + 1,
        message: '`residualRisk` is to be one of low, medium, high, found `"tiny"`',
      },
      {
        path: '## Review triggers',
        field: null,
        section: 'Review triggers',
        line: null,
        message: 'the section is missing',
      },
    ]);
    expect((await server.send('ana', 'GET', `/cases/${eu}/evidence`)).body['items']).toEqual(kept);
    const json = await server.send('ana', 'POST', upload('document=dpia&file_name=dpia.json'), {
      body: Buffer.from('{ "document": "dpia", "sections": {} }'),
      headers: { 'content-type': 'application/json' },
    });
    expect([json.status, json.body['code']]).toEqual([422, 'ERR_DOCUMENT_INCOMPLETE']);
    const taken = await server.send('ana', 'POST', upload('document=dpia&file_name=dpia.md'), {
      body: Buffer.from(good),
      headers,
    });
    expect(taken.status).toBe(201);
  });

  it('comes back byte for byte, as a file to save', async () => {
    const bytes = randomBytes(700_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { status, body } = await server.send(
      'ana',
      'POST',
      upload('document=dpia&file_name=..%2Fd%22p%0Aia.pdf'),
      {
        body: bytes,
        headers: { 'content-type': 'application/pdf' },
      },
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      case_id: eu,
      document: 'dpia',
      file_name: 'd_pia.pdf',
      media_type: 'application/pdf',
      size_bytes: bytes.length,
      sha256,
      uploaded_by: 'ana',
      superseded_by: null,
    });
    const response = await bytesOf(body['id'], 'audrey');
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="d_pia.pdf"; filename*=UTF-8''d_pia.pdf`,
    );
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(response.headers.get('repr-digest')).toBe(
      `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
    );
  });

  it('of JSON is kept as it was sent, not as somebody reads it', async () => {
    const text = '{ "b": 1,\n  "a": 2 }\n';
    const { body } = await server.send('ana', 'POST', upload('document=ropa&file_name=r.json'), {
      body: text,
      headers: { 'content-type': 'application/json' },
    });
    expect(await (await bytesOf(body['id'])).text()).toBe(text);
  });

  it('takes the place of what was handed in before, which stays readable', async () => {
    const path = upload('document=dpa&file_name=dpa.md');
    const first = await server.send('ana', 'POST', path, { body: 'one' });
    const second = await server.send('ana', 'POST', path, { body: 'two' });
    const { body } = await server.send('ana', 'GET', `/cases/${eu}/evidence`);
    const items = body['items'] as { id: string; superseded_by: string | null }[];
    const superseded = items.find(({ id }) => id === first.body['id'])?.superseded_by;
    expect(superseded).toBe(second.body['id']);
    expect(await (await bytesOf(first.body['id'])).text()).toBe('one');
  });

  it('of two people at once lands twice', async () => {
    const sent = await Promise.all(
      ['datasheet', 'monitoring_plan', 'ai_literacy_record', 'validation_report'].map((document) =>
        server.send('ana', 'POST', upload(`document=${document}&file_name=a.md`), {
          body: randomBytes(300_000),
        }),
      ),
    );
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });
});

describe('evidence that leaves nothing behind', () => {
  let before: Record<string, unknown>;
  beforeEach(async () => {
    before = await contentOf(server.cells);
  });
  afterEach(async () => {
    deepEqual(await contentOf(server.cells), before);
  });

  it('is over the limit, said beforehand', async () => {
    const answer = await server.send('ana', 'POST', dpia(), { body: randomBytes(LIMIT + 1) });
    expect(answer.body).toMatchObject({
      status: 413,
      code: 'ERR_EVIDENCE_TOO_LARGE',
      limit_bytes: LIMIT,
    });
  });

  it('is over the limit, found out on the way', async () => {
    const answer = await sendRaw(chunkedHead(), LIMIT * 3);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('ERR_EVIDENCE_TOO_LARGE');
  });

  it('is empty', async () => {
    const answer = await server.send('ana', 'POST', dpia(), { body: '' });
    expect(answer.body).toMatchObject({ status: 422, code: 'ERR_EVIDENCE_EMPTY' });
  });

  it('breaks off half way', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const length = 600_000;
    socket.write(`${head()}Content-Length: ${length}\r\n\r\n`);
    socket.write(randomBytes(length / 2));
    await sleep(200);
    socket.destroy();
    expect(await openTransactions()).toBe('0');
  });

  it('stands still for too long', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const answer: string[] = [];
    socket.on('data', (data) => {
      answer.push(data.toString());
    });
    socket.write(`${head()}Content-Length: 600000\r\n\r\n`);
    socket.write(randomBytes(300_000));
    for (let waited = 0; waited < 300 && answer.length === 0; waited += 1) await sleep(10);
    expect(answer.join('')).toMatch(/^HTTP\/1\.1 408 /u);
    expect(answer.join('')).toContain('ERR_EVIDENCE_STALLED');
    expect(await openTransactions()).toBe('0');
    socket.destroy();
  });

  it('is for a document nobody knows', async () => {
    const answer = await server.send('ana', 'POST', upload('document=dpai&file_name=x.pdf'), {
      body: 'x',
    });
    expect(answer.body).toMatchObject({
      status: 400,
      code: 'ERR_VALIDATION',
      problems: [{ path: 'document', message: expect.stringContaining('`dpia`') }],
    });
  });

  it.each(['audrey', 'nora', 'adam'])('comes from `%s`, who may not', async (person) => {
    const answer = await server.send(person, 'POST', dpia(), { body: 'x' });
    expect(answer.status).toBe(403);
  });
});

it('is not taken by a case that has ended, and not even read', async () => {
  const ended = caseIn((await submitted(server)).cases, 'eu');
  await server.send('ana', 'POST', `/cases/${ended}/withdraw`, {
    body: { reason: 'changed our mind' },
  });
  const answer = await server.send(
    'ana',
    'POST',
    `/cases/${ended}/evidence?document=dpia&file_name=a`,
    { body: 'x' },
  );
  expect(answer.body).toMatchObject({ status: 409, code: 'ERR_EVENT_REFUSED' });
});

function head(): string {
  return [
    `POST /api/v1${dpia()} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${server.tokens['ana']}`,
    'Content-Type: application/pdf',
    `Idempotency-Key: ${randomBytes(8).toString('hex')}`,
    '',
  ].join('\r\n');
}

function chunkedHead(): string {
  return `${head()}Transfer-Encoding: chunked\r\n\r\n`;
}

/** Sends chunks until `total` bytes or an answer, whichever is first, and gives the answer. */
async function sendRaw(start: string, total: number): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const answer: string[] = [];
  socket.on('data', (data) => {
    answer.push(data.toString());
  });
  socket.write(start);
  const piece = randomBytes(65_536);
  for (let sent = 0; sent < total && answer.length === 0; sent += piece.length) {
    socket.write(`${piece.length.toString(16)}\r\n`);
    socket.write(piece);
    socket.write('\r\n');
    await sleep(1);
  }
  for (let waited = 0; waited < 200 && !answer.join('').includes('\r\n\r\n'); waited += 1)
    await sleep(10);
  socket.destroy();
  return answer.join('');
}

/** How many transactions of the cell are still open, once there was time to roll back a broken one. */
async function openTransactions(): Promise<string | undefined> {
  const { pool } = server.cells.get('eu');
  let open: string | undefined;
  for (let waited = 0; waited < 200 && open !== '0'; waited += 1) {
    const { rows } = await pool.query<{ n: string }>(
      `select count(*) as n from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%'`,
    );
    open = rows[0]?.n;
    if (open !== '0') await sleep(25);
  }
  return open;
}

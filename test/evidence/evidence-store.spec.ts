import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

import type pg from 'pg';

import { sha256Hex } from '../../src/common/canonical-json.ts';
import { inTransaction } from '../../src/common/in-transaction.ts';
import { evidenceOf, fileEvidence } from '../../src/evidence/evidence-rows.ts';
import { readBytes, storeBytes } from '../../src/evidence/evidence-store.ts';
import { addPeople, engineOn, openAt } from '../cases/case-fixture.ts';
import { freshCells } from '../support/database.ts';

const LIMIT = 2_000_000;

describe('the evidence store', () => {
  let opened: Awaited<ReturnType<typeof freshCells>>;
  let pool: pg.Pool;

  beforeAll(async () => {
    opened = await freshCells(['eu']);
    ({ pool } = opened.cells.get('eu'));
    await addPeople(opened.cells.get('eu'));
  });
  afterAll(async () => opened.close());

  async function store(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, limit = LIMIT) {
    return inTransaction({ pool }, async (client) =>
      storeBytes(client, Readable.from(pieces), { bytes: limit }),
    );
  }
  async function chunks(): Promise<number> {
    const { rows } = await pool.query<{ n: number }>(
      'select count(*)::int as n from evidence_chunk',
    );
    return rows[0]?.n ?? -1;
  }
  async function read(sha256: string): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of readBytes(pool, sha256)) parts.push(part);
    return Buffer.concat(parts);
  }

  it.each([
    ['one byte', 1, 1],
    ['exactly one chunk', 262_144, 65_536],
    ['one byte more than a chunk', 262_145, 10_000],
    ['many chunks in odd pieces', 1_400_003, 77_777],
    ['one large piece', 1_000_000, 1_000_000],
  ])('gives back what came in: %s', async (_what, size, piece) => {
    const bytes = randomBytes(size);
    const stored = await store(inPieces(bytes, piece));
    expect(stored).toEqual({ sha256: sha256Hex(bytes), sizeBytes: size, reused: false });
    expect(Buffer.compare(await read(stored.sha256), bytes)).toBe(0);
    const { rows } = await pool.query<{ n: number; size: number }>(
      'select n, octet_length(bytes) as size from evidence_chunk where sha256 = $1 order by n',
      [stored.sha256],
    );
    expect(rows.map(({ n }) => n)).toEqual(rows.map((_row, index) => index));
    expect(Math.max(...rows.map((row) => row.size))).toBeLessThanOrEqual(262_144);
  });

  it('keeps the same bytes once, also when they come twice at once', async () => {
    const bytes = randomBytes(600_000);
    const before = await chunks();
    const both = await Promise.all([store([bytes]), store([bytes])]);
    expect(both.filter(({ reused }) => reused)).toHaveLength(1);
    expect((await store([bytes])).reused).toBe(true);
    expect(await chunks()).toBe(before + 3);
  });

  it('takes a file of the limit and refuses one byte more, leaving nothing', async () => {
    await expect(store([randomBytes(1000)], 1000)).resolves.toMatchObject({ sizeBytes: 1000 });
    const before = await chunks();
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked += 1;
        yield randomBytes(300_000);
      }
    }
    await expect(store(endless(), 1_000_000)).rejects.toMatchObject({
      code: 'ERR_EVIDENCE_TOO_LARGE',
      status: 413,
      details: { limit_bytes: 1_000_000 },
    });
    expect(await chunks()).toBe(before);
    // The stream's own buffer may hold a few pieces more.
    expect(asked).toBeLessThan(25);
  });

  it('refuses an empty file', async () => {
    await expect(store([])).rejects.toMatchObject({ code: 'ERR_EVIDENCE_EMPTY', status: 422 });
  });

  it('leaves nothing of an upload that was interrupted half way', async () => {
    const before = await chunks();
    await expect(store(interrupted())).rejects.toMatchObject({
      code: 'ERR_EVIDENCE_INTERRUPTED',
      status: 400,
    });
    expect(await chunks()).toBe(before);
  });

  it('notices when stored bytes are no longer what was stored, or are not there', async () => {
    const { sha256 } = await store([randomBytes(300_000)]);
    await pool.query('update evidence_chunk set bytes = $2 where sha256 = $1 and n = 1', [
      sha256,
      Buffer.from('x'),
    ]);
    await expect(read(sha256)).rejects.toMatchObject({ code: 'ERR_EVIDENCE_CORRUPT' });
    await expect(read('f'.repeat(64))).rejects.toMatchObject({
      code: 'ERR_EVIDENCE_NOT_FOUND',
      status: 404,
    });
  });

  it('puts a newer file in the place of the older one, which stays readable', async () => {
    const { id: caseId } = await openAt(engineOn(opened.cells.get('eu')));
    const file = async (text: string, at: string) =>
      inTransaction({ pool }, async (client) =>
        fileEvidence(
          client,
          {
            caseId,
            document: 'dpia',
            fileName: `${text}.md`,
            mediaType: 'text/plain',
            uploadedBy: 'rita',
            at,
          },
          await storeBytes(client, Readable.from([Buffer.from(text)]), { bytes: LIMIT }),
        ),
      );
    const first = await file('first', '2026-11-23T09:00:00.000Z');
    const second = await file('second', '2026-11-23T10:00:00.000Z');
    const all = await evidenceOf(pool, caseId);
    expect(all).toEqual([{ ...first, supersededBy: second.id }, second]);
    expect((await read(first.sha256)).toString()).toBe('first');
  });
});

async function* interrupted(): AsyncGenerator<Buffer> {
  yield randomBytes(700_000);
  throw new Error('aborted');
}

function* inPieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

import fc from 'fast-check';

import { canonicalJson, sha256Hex } from '../../src/common/canonical-json.ts';
import { exitCodeOf } from '../../src/evidence/check-line.ts';
import type { CheckLine } from '../../src/evidence/check-line.ts';
import { attachmentsOf } from '../../src/evidence/attachments.ts';
import type { PackModel } from '../../src/evidence/pack-model.ts';
import { renderPack } from '../../src/evidence/render-pack.ts';
import { verifyPack } from '../../src/evidence/verify-pack.ts';
import { loadWording } from '../../src/evidence/wording.ts';
import { packFixture, testKey } from './pack-fixture.ts';
import { withAttachment } from './read-pack.ts';

const WORDS = loadWording();

describe('verifying a pack', () => {
  const key = testKey();
  const trust = { keys: [{ region: 'eu', keyId: key.keyId, publicKeyPem: key.publicKeyPem }] };
  let model: PackModel;
  let pdf: Buffer;

  beforeAll(async () => {
    model = await packFixture(key);
    pdf = await renderPack(model, WORDS);
  });

  it('passes every check with a trusted key', async () => {
    const lines = await verifyPack(pdf, { trust });
    // The seal has tests of its own; this pack has none.
    expect(notPassed(lines)).toEqual(['seal']);
    expect(lines.map(({ check }) => check)).toEqual([
      'seal',
      'attachments',
      'checksums',
      'manifest',
      'journal chain',
      'journal tail',
      'manifest journaled',
      'terminal event',
      'assessment results',
      'permit signature',
      'permit subject',
      'permit journal',
      'permit time',
    ]);
    expect(exitCodeOf(lines)).toBe(2);
  });

  it('cannot tell whose key has signed when nobody says which keys to trust', async () => {
    const lines = await verifyPack(pdf);
    expect(notPassed(lines)).toEqual(['seal', 'permit signature']);
    expect(exitCodeOf(lines)).toBe(2);
  });

  it('fails when the key that signed is not trusted, or trusted for another region', async () => {
    const other = testKey();
    const stranger = {
      keys: [{ region: 'eu', keyId: other.keyId, publicKeyPem: other.publicKeyPem }],
    };
    const elsewhere = { keys: [{ ...trust.keys[0], region: 'north-america' }] } as typeof trust;
    for (const given of [stranger, elsewhere, { keys: [] }]) {
      expect(failing(await verifyPack(pdf, { trust: given }))).toContain('permit signature');
    }
  });

  it('does not mind a file that was written anew around the same attachments', async () => {
    const same = await withAttachment(pdf, 'events.jsonl', (bytes) => bytes);
    expect(notPassed(await verifyPack(same, { trust }))).toEqual(['seal']);
  });

  it.each([
    'manifest.json',
    'evidence.json',
    'events.jsonl',
    'assessment-results.json',
    'permit.dsse.json',
    'README.txt',
    'SHA256SUMS',
  ])('fails when one byte of %s was flipped', async (name) => {
    const length = attachmentsOf(model).find((file) => file.name === name)?.bytes.length ?? 0;
    for (const place of [0, Math.floor(length / 3), length - 2]) {
      const changed = await withAttachment(pdf, name, (bytes) => flipped(bytes, place));
      expect(exitCodeOf(await verifyPack(changed, { trust }))).toBe(1);
    }
  });

  it('fails when the journal was rewritten and every hash in the pack made anew', async () => {
    const events = rewritten(model.sources.events);
    const tail = { seq: events.length, hash: sha256Hex(events.at(-1) ?? '') };
    const timeline = model.timeline.map((line, index) => ({
      ...line,
      hash: sha256Hex(events[index] ?? ''),
    }));
    const forged = {
      ...model,
      journal: { ...model.journal, tail },
      timeline,
      sources: { ...model.sources, events },
    };
    const lines = await verifyPack(await renderPack(forged, WORDS), { trust });
    expect(failing(lines)).toEqual(['permit journal']);
  });

  it('fails when an event was dropped', async () => {
    const events = model.sources.events.toSpliced(4, 1);
    const forged = { ...model, sources: { ...model.sources, events } };
    const lines = await verifyPack(await renderPack(forged, WORDS), { trust });
    expect(failing(lines)).toContain('journal chain');
  });

  it('fails when the permit was left out, is for another artifact, or belongs to another case', async () => {
    const without = { ...model, permit: null, sources: { ...model.sources, permit: null } };
    expect(failing(await verifyPack(await renderPack(without, WORDS), { trust }))).toEqual([
      'permit',
    ]);
    const artifact = {
      ...model,
      subject: { ...model.subject, artifactSha256: sha256Hex('another') },
    };
    expect(failing(await verifyPack(await renderPack(artifact, WORDS), { trust }))).toEqual([
      'permit subject',
    ]);
  });

  it('fails when a deployment lies after the end of the permit', async () => {
    const late = rewritten(model.sources.events, 13, { at: '2029-01-01T00:00:00.000Z' });
    const forged = { ...model, sources: { ...model.sources, events: late } };
    expect(failing(await verifyPack(await renderPack(forged, WORDS), { trust }))).toContain(
      'permit time',
    );
  });

  it('cannot tell the end of a case that was still open', async () => {
    const open = { ...model, case: { ...model.case, status: 'open' } };
    const lines = await verifyPack(await renderPack(open, WORDS), { trust });
    expect(lines.find(({ check }) => check === 'terminal event')?.result).toBe('unknown');
    const unheard = { ...model, case: { ...model.case, status: 'withdrawn' } };
    expect(failing(await verifyPack(await renderPack(unheard, WORDS), { trust }))).toEqual([
      'terminal event',
    ]);
  });

  it('answers with a failing line whatever the bytes are', async () => {
    const whole = await verifyPack(Buffer.from('%PDF-1.7 no more'));
    expect(exitCodeOf(whole)).toBe(1);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(pdf.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        async (place, noise) => {
          const hostile = Buffer.from(pdf);
          hostile.set(noise.subarray(0, hostile.length - place), place);
          return Array.isArray(await verifyPack(hostile, { trust }));
        },
      ),
      { numRuns: 25 },
    );
    for (const json of ['null', '[]', '{"case":null}', '{', '{"__proto__":1}']) {
      const changed = await withAttachment(pdf, 'evidence.json', () => Buffer.from(json));
      expect(exitCodeOf(await verifyPack(changed, { trust }))).toBe(1);
    }
  });
});

function notPassed(lines: readonly CheckLine[]): string[] {
  return lines.filter(({ result }) => result !== 'pass').map(({ check }) => check);
}

function failing(lines: readonly CheckLine[]): string[] {
  return lines.filter(({ result }) => result === 'fail').map(({ check }) => check);
}

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

/** The same events with one of them changed, chained anew from there on. */
function rewritten(
  events: readonly string[],
  index = 6,
  change: object = { actor: 'mallory' },
): string[] {
  let prev = '0'.repeat(64);
  return events.map((line, at) => {
    const event = JSON.parse(line) as Record<string, unknown>;
    const told = canonicalJson({ ...event, ...(at === index ? change : {}), prev });
    prev = sha256Hex(told);
    return told;
  });
}

import type { PackModel } from '../../src/evidence/pack-model.ts';
import { renderPack, renderTwin } from '../../src/evidence/render-pack.ts';
import { loadSeal } from '../../src/evidence/seal/load-seal.ts';
import { sealPdf } from '../../src/evidence/seal/seal-pdf.ts';
import { loadWording } from '../../src/evidence/wording.ts';
import { lintPdf } from './lint/lint-pdf.ts';
import { spoiled, TRAPS } from './lint/planted.ts';
import { packFixture, testKey } from './pack-fixture.ts';
import { preflight } from './preflight.ts';
import { temporary } from './read-pack.ts';

const WORDS = loadWording();
const VALID = 'The file pack.pdf is a valid PDF/A-1b file';
const HOSTILE = [
  '漢字 한국어 العربية עברית 🦉 👩‍👩‍👧 ﷽ \u202Eabc\u202C',
  'R&D <b>"&amp;</b> ]]> \t tab \u0000 \u0007 \uFFFE \uD800',
  `${'x'.repeat(60_000)} ${'word '.repeat(8000)}`,
];

let model: PackModel;
let pack: Buffer;
beforeAll(async () => {
  model = await packFixture(testKey());
  pack = await renderPack(model, WORDS);
});

async function sealed(pdf: Buffer): Promise<Buffer> {
  const seal = await loadSeal('eu', { dataDir: temporary() });
  const words = { name: 'Carnet', reason: 'a test' };
  return sealPdf(pdf, seal, { words, at: new Date('2026-11-27T10:00:00Z') });
}

function typing(text: string): PackModel {
  const [finding, ...findings] = model.findings;
  const [decision, ...decisions] = model.decisions;
  if (!finding || !decision) throw new Error('the fixture has findings and decisions');
  return {
    ...model,
    subject: { ...model.subject, name: text.slice(0, 200) },
    conditions: [text],
    findings: [{ ...finding, statement: text }, ...findings],
    decisions: [{ ...decision, reason: text }, ...decisions],
  };
}

describe('PDF/A and PDF/UA', () => {
  it('are kept by a pack, sealed or not', async () => {
    expect(await lintPdf(pack)).toEqual([]);
    expect(await lintPdf(await sealed(pack))).toEqual([]);
  });

  it('are kept by its twin in the eyes of Apache PDFBox Preflight, sealed or not', async () => {
    const twin = await renderTwin(model, WORDS);
    // Where Preflight is not installed, the lint has to do.
    expect(preflight(twin) ?? VALID).toBe(VALID);
    expect(preflight(await sealed(twin)) ?? VALID).toBe(VALID);
  });

  it.each(HOSTILE)('are kept whatever was typed: text %#', async (text) => {
    const typed = typing(text);
    expect(await lintPdf(await renderPack(typed, WORDS))).toEqual([]);
    expect(preflight(await renderTwin(typed, WORDS)) ?? VALID).toBe(VALID);
  });
});

describe('the lint of packs', () => {
  it.each(TRAPS)('finds a fault of %s: %s', async (rule, _how, spoil) => {
    const faults = await lintPdf(await spoiled(pack, spoil));
    expect(faults.map((one) => one.rule)).toContain(rule);
  });

  it('knows more than thirty kinds of them', () => {
    expect(new Set(TRAPS.map(([rule]) => rule)).size).toBeGreaterThan(30);
  });

  it('finds nothing in a pack that was only written anew', async () => {
    expect(await lintPdf(await spoiled(pack, () => undefined))).toEqual([]);
  });
});

import { parse, stringify } from 'yaml';

import type { PackModel } from '../../src/evidence/pack-model.ts';
import { extractAttachments } from '../../src/evidence/extract-attachments.ts';
import { renderPack } from '../../src/evidence/render-pack.ts';
import { loadWording, readWording, WordingError } from '../../src/evidence/wording.ts';
import { exitCodeOf } from '../../src/evidence/check-line.ts';
import { verifyPack } from '../../src/evidence/verify-pack.ts';
import { CASE_ID, packFixture, testKey } from './pack-fixture.ts';
import { readText, runOn, tagsOf, textOf } from './read-pack.ts';

const WORDS = loadWording();
const EN = readText('templates/evidence-pack/en.yaml');

describe('an evidence pack', () => {
  let model: PackModel;
  let pdf: Buffer;

  beforeAll(async () => {
    model = await packFixture(testKey());
    pdf = await renderPack(model, WORDS);
  });

  it('has the same bytes whenever and wherever it is made', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    const again = await renderPack(structuredClone(model), loadWording());
    process.env['TZ'] = zone ?? '';
    expect(Buffer.compare(again, pdf)).toBe(0);
  });

  it('is another document when anything in its case is different', async () => {
    const other = await renderPack({ ...model, conditions: [] }, WORDS);
    expect(idOf(other)).not.toBe(idOf(pdf));
  });

  it('is tagged: headings, tables with header cells, lists, and figures with a text in their place', async () => {
    const tags = await tagsOf(pdf);
    for (const tag of [
      'H1',
      'H2',
      'H3',
      'P',
      'Table',
      'TR',
      'TH',
      'TD',
      'L',
      'LI',
      'LBody',
      'TOC',
      'Link',
      'Sect',
    ]) {
      expect([tag, tags.get(tag) ?? 0]).toEqual([tag, expect.any(Number)]);
      expect(tags.get(tag) ?? 0).toBeGreaterThan(0);
    }
    // One H1 a chapter; the drawn flows, the workflow and the tempo.
    expect(tags.get('H1')).toBe(13);
    expect(tags.get('Figure')).toBe(3);
  });

  it('says in its metadata that it is PDF/A-3a and PDF/UA-1, in its language', () => {
    const raw = pdf.toString('latin1');
    expect(raw).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(raw).toContain('/Lang (en)');
    expect(raw).toContain('/DisplayDocTitle true');
    expect(raw).not.toMatch(/\/BaseFont \/(?:Helvetica|Times|Courier)/);
  });

  it('is free of faults that qpdf and poppler see', () => {
    const checked = runOn(pdf, 'qpdf', (path) => ['--check', path]);
    expect(checked ?? 'No syntax or stream encoding errors').toContain(
      'No syntax or stream encoding errors',
    );
    const info = runOn(pdf, 'pdfinfo', (path) => [path]);
    expect(info ?? 'Tagged: yes').toMatch(/Tagged:\s+yes/);
  });

  it('carries its data as files of their own, in the order of the page that lists them', async () => {
    const files = await extractAttachments(pdf);
    expect([...files.keys()].toSorted()).toEqual([
      'README.txt',
      'SHA256SUMS',
      'assessment-results.json',
      'events.jsonl',
      'evidence.json',
      'manifest.json',
      'permit.dsse.json',
    ]);
    expect(
      pdf.toString('latin1').match(/\/AFRelationship \/(?:Source|Data|Supplement)/g),
    ).toHaveLength(7);
    const evidence = JSON.parse(files.get('evidence.json')?.toString() ?? '') as PackModel;
    expect(evidence.case).toEqual(model.case);
    expect(evidence.sources).toBeUndefined();
  });

  it('shows who decided, the hashes, the conditions and the page of pages', () => {
    // Without poppler the bookmarks still show that the chapters were drawn.
    const text = textOf(pdf);
    for (const shown of [
      'Dana Okafor (dana)',
      model.manifest.sha256,
      'Conditions',
      'Page 1 of',
      CASE_ID,
    ]) {
      expect(text ?? shown).toContain(shown);
    }
  });

  it('gives reasons in words, and duties of a later day in short', () => {
    const text = textOf(pdf);
    if (text === null) return;
    expect(text).toContain('personal data is used');
    expect(text).not.toContain('holds yes');
    expect(text).toContain('These duties apply from a later day.');
  });

  it('never leaves the heading of an instrument alone at the foot of a page', async () => {
    for (const count of [1, 3, 4, 5, 7]) {
      const first = model.findings.find(({ instrument }) => instrument === 'gdpr');
      const more = Array.from({ length: count }, (_, at) => ({ ...first, rule: `R${at}` }));
      const findings = [...more, ...model.findings] as PackModel['findings'];
      const bytes = await renderPack({ ...model, findings }, WORDS);
      const pages = runOn(bytes, 'pdftotext', (path) => ['-layout', path, '-'])?.split('\f') ?? [];
      const titles = new Set(findings.map(({ instrumentTitle }) => instrumentTitle));
      // The last line of a page is its number.
      const feet = pages.map((page) => page.trim().split('\n').at(-2)?.trim() ?? '');
      expect(feet.filter((line) => titles.has(line))).toEqual([]);
    }
  });

  it('follows the order and the words of its template without a change of code', async () => {
    const template = parse(EN) as { order: string[]; summary: { title: string } };
    template.order = ['cover', 'summary', 'permit'];
    template.summary.title = 'Zusammenfassung';
    const short = await renderPack(model, readWording(stringify(template), 'short.yaml'));
    expect((await tagsOf(short)).get('H1')).toBe(3);
    const text = textOf(short);
    expect(text ?? 'Zusammenfassung').toContain('Zusammenfassung');
    expect(text ?? '').not.toContain('Separation of duties');
  });

  it('is refused when its template names an unknown chapter, or lacks or misspells a text', async () => {
    const unknown = readWording(EN.replace('  - tempo\n', '  - temp\n'), 'x.yaml');
    await expect(renderPack(model, unknown)).rejects.toThrow('there is no chapter `temp`');
    const lacking = readWording(EN.replace('  limits: What this cannot show\n', ''), 'x.yaml');
    await expect(renderPack(model, lacking)).rejects.toThrow(WordingError);
    const misspelt = readWording(
      EN.replace('{{lowercase}}', '').replace('Page {{page}}', 'Page {{pag}}'),
      'x.yaml',
    );
    await expect(renderPack(model, misspelt)).rejects.toThrow('names `pag`');
  });
});

describe('any text that a person types', () => {
  const TEXTS = {
    'Chinese, Japanese': '貸出不履行モデル 贷款违约',
    Arabic: 'نموذج التخلف عن سداد القروض',
    emoji: 'fine 👩🏽‍💻🏦',
    'tabs and markup': 'a\tb R&D <b>"quoted"</b> {{name}} \\( ) ]]>',
    'control and direction characters':
      'a\u0000b\u0007c\u202Edetrevni\u202C\u200B\uFEFF\r\nd\u2028e',
    'half a character': 'x\uD800y\uDFFF',
    'a long word': 'w'.repeat(5000),
    'a long text': 'lorem ipsum '.repeat(1700),
    nothing: '',
  };

  it.each(Object.entries(TEXTS))('is drawn, or shown by its codes: %s', async (_what, typed) => {
    const key = testKey();
    const model = withText(await packFixture(key), typed);
    const pdf = await renderPack(model, WORDS);
    expect(exitCodeOf(await verifyPack(pdf))).not.toBe(1);
    const checked = runOn(pdf, 'qpdf', (path) => ['--check', path]);
    expect(checked ?? 'No syntax').toContain('No syntax');
  });

  it('shows a character that the font lacks by its code, and cuts what is very long with the count', async () => {
    const fixture = await packFixture(testKey());
    const text = textOf(await renderPack(withText(fixture, `模\u202E${'y'.repeat(7000)}`), WORDS));
    expect(text ?? '[U+6A21][U+202E]').toContain('[U+6A21][U+202E]');
    expect(text ?? 'more characters').toContain('more characters');
  });

  it('is whole and unchanged in evidence.json', async () => {
    const pdf = await renderPack(
      withText(await packFixture(testKey()), TEXTS['a long text']),
      WORDS,
    );
    const files = await extractAttachments(pdf);
    expect(files.get('evidence.json')?.toString()).toContain(TEXTS['a long text']);
  });
});

/** Puts a text everywhere a person can put one. */
function withText(model: PackModel, text: string): PackModel {
  return {
    ...model,
    subject: {
      ...model.subject,
      name: text,
      purpose: [{ question: 'why', answer: text }],
    },
    decisions: model.decisions.map((one) => ({ ...one, reason: text })),
    features: [{ name: text, category: 'income', use: 'input', rulings: [] }],
    flows: model.flows.map((flow) => ({ ...flow, location: text })),
    documents: model.documents.map((one) => ({ ...one, fileName: text })),
    timeline: model.timeline.map((line) => ({ ...line, detail: text })),
  };
}

function idOf(pdf: Buffer): string {
  return /\/ID \[<([0-9a-f]+)>/.exec(pdf.toString('latin1'))?.[1] ?? 'none';
}

import { createWriteStream, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

import { sha256Hex } from '../../src/common/canonical-json.ts';
import type { PackModel } from '../../src/evidence/pack-model.ts';
import { renderPack } from '../../src/evidence/render-pack.ts';
import { loadWording } from '../../src/evidence/wording.ts';
import { carnet } from '../support/run-cli.ts';
import { packFixture, testKey } from './pack-fixture.ts';
import { run, temporary } from './read-pack.ts';

const WORDS = loadWording();
type Files = Readonly<Record<string, Buffer>>;

describe('verifying a folder or a ZIP of packs', () => {
  const key = testKey();
  const trust = join(temporary(), 'trust.json');
  let model: PackModel;
  let pdf: Buffer;
  /** Of the same case, one event earlier. */
  let earlier: Buffer;

  beforeAll(async () => {
    const keys = [{ region: 'eu', keyId: key.keyId, publicKeyPem: key.publicKeyPem }];
    writeFileSync(trust, JSON.stringify({ keys }));
    model = await packFixture(key);
    pdf = await renderPack(model, WORDS);
    const before = upTo(model, model.timeline.length - 1);
    earlier = await renderPack({ ...before, case: { ...model.case, status: 'permitted' } }, WORDS);
  });

  async function verify(path: string): Promise<Told> {
    const { code, out } = await carnet(['verify', path, '--trust', trust, '--json']);
    return { code, told: JSON.parse(out) as Told['told'] };
  }

  it('says of a folder what it says of each pack in it', async () => {
    const path = folderOf({ 'a.pdf': pdf, 'below/b.pdf': earlier, 'notes.txt': Buffer.from('') });
    const { code, told } = await verify(path);
    expect(told.packs.map(({ pack }) => pack)).toEqual(['a.pdf', 'below/b.pdf']);
    const [line] = await checks(path, 'a.pdf');
    expect(line).toMatchObject({ check: 'seal', result: 'unknown' });
    expect(told.checks).toEqual([
      { check: 'set journals', result: 'pass', detail: 'packs of one case tell one journal' },
    ]);
    expect(code).toBe(2);
    const { out } = await carnet(['verify', path, '--trust', trust]);
    expect(out).toMatch(/^a\.pdf\n {2}\?\?\?\? {2}seal: /u);
    expect(out).toMatch(/\n2 packs: 0 verified, 0 failed, 2 that cannot be told\n$/u);
  });

  async function checks(path: string, name: string): Promise<Told['told']['checks']> {
    const { told } = await verify(path);
    return told.packs.find(({ pack }) => pack === name)?.checks ?? [];
  }

  it('reads a ZIP as it reads a folder, whichever program wrote it', async () => {
    const files = { 'a.pdf': pdf, 'below/b.pdf': earlier };
    const folder = folderOf(files);
    const { told } = await verify(folder);
    const zip = await zipOf(files);
    expect((await verify(zip)).told).toEqual({ ...told, set: zip });
    const other = join(temporary(), 'other.zip');
    const python = `import shutil; shutil.make_archive(${JSON.stringify(other.slice(0, -4))}, "zip", ${JSON.stringify(folder)})`;
    const written = run('python3', ['-c', python]) === null ? zip : other;
    expect((await verify(written)).told).toEqual({ ...told, set: written });
  });

  it('fails when a file was changed, left out or put in behind SHA256SUMS', async () => {
    // No packs: what is said of the set is told by their bytes alone.
    const [a, b] = [Buffer.from('one'), Buffer.from('two')];
    const files = { 'a.pdf': a, 'b.pdf': b, 'list.txt': Buffer.from('a\nb\n') };
    const whole = { ...files, SHA256SUMS: sumsOf(files) };
    expect(await setLine(whole)).toMatchObject({
      result: 'pass',
      detail: expect.stringContaining('3 files'),
    });
    const { 'b.pdf': _gone, ...fewer } = whole;
    const more = { ...whole, 'c.pdf': b };
    const changed = { ...whole, 'list.txt': Buffer.from('a\n') };
    const swapped = { ...whole, 'a.pdf': b, 'b.pdf': a };
    const broken = { ...whole, SHA256SUMS: Buffer.from('nothing\n') };
    expect(await setLine(fewer)).toMatchObject({
      result: 'fail',
      detail: '`b.pdf` is listed and missing',
    });
    expect(await setLine(more)).toMatchObject({
      result: 'fail',
      detail: 'SHA256SUMS does not list `c.pdf`',
    });
    expect(await setLine(changed)).toMatchObject({
      result: 'fail',
      detail: '`list.txt` was changed',
    });
    expect(await setLine(swapped)).toMatchObject({ result: 'fail', detail: '`a.pdf` was changed' });
    expect(await setLine(broken)).toMatchObject({ result: 'fail' });
  });

  async function setLine(files: Files): Promise<unknown> {
    const { told } = await verify(folderOf(files));
    return told.checks.find(({ check }) => check === 'set checksums');
  }

  it('fails when two packs of one case tell two journals', async () => {
    const other = await renderPack(upTo(model, 4, 'another'), WORDS);
    const { code, told } = await verify(folderOf({ 'a.pdf': pdf, 'b.pdf': other }));
    expect(told.checks).toEqual([
      {
        check: 'set journals',
        result: 'fail',
        detail: '`a.pdf` and `b.pdf` tell two journals of one case',
      },
    ]);
    expect(code).toBe(1);
  });

  it('fails when two packs show two logs of one size', async () => {
    const one = await renderPack(provedIn(model, 'one'), WORDS);
    const two = await renderPack(provedIn(model, 'two'), WORDS);
    const { told } = await verify(folderOf({ 'a.pdf': one, 'b.pdf': two }));
    expect(told.checks.at(-1)).toMatchObject({ check: 'set logs', result: 'fail' });
    const { checks: lines } = (await verify(folderOf({ 'a.pdf': one, 'b.pdf': one }))).told;
    expect(lines.map(({ result }) => result)).toEqual(['pass', 'pass']);
  });

  it('ends with 2 where there is no pack, and follows no link out of a folder', async () => {
    const empty = folderOf({ 'notes.txt': Buffer.from('') });
    symlinkSync(join(folderOf({ 'a.pdf': pdf }), 'a.pdf'), join(empty, 'a.pdf'));
    const { code, err } = await carnet(['verify', empty]);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no pack'),
    });
  });

  it('ends with 2 on a ZIP that cannot be read without doubt, and fails a pack that cannot', async () => {
    const cut = join(temporary(), 'cut.zip');
    const bytes = readFileSync(await zipOf({ 'a.pdf': pdf }));
    writeFileSync(cut, bytes.subarray(0, bytes.length - 30));
    expect((await carnet(['verify', cut])).code).toBe(2);
    const twice = await zipOf({ 'a.pdf': pdf, 'b.pdf': earlier });
    writeFileSync(twice, renamed(readFileSync(twice), 'b.pdf', 'a.pdf'));
    expect((await carnet(['verify', twice])).err).toContain('two files in it are called `a.pdf`');
    const escaping = await zipOf({ 'xx/a.pdf': pdf });
    writeFileSync(escaping, renamed(readFileSync(escaping), 'xx/a.pdf', '../a.pdf'));
    expect((await carnet(['verify', escaping])).code).toBe(2);
    const damaged = await zipOf({ 'a.pdf': pdf });
    const inside = readFileSync(damaged);
    inside.fill(0xff, 60, 400);
    writeFileSync(damaged, inside);
    const { code, told } = await verify(damaged);
    expect({ code, packs: told.packs }).toMatchObject({
      code: 1,
      packs: [{ pack: 'a.pdf', verified: false, checks: [{ check: 'file', result: 'fail' }] }],
    });
  });
});

interface Told {
  readonly code: number;
  readonly told: {
    readonly set: string;
    readonly packs: readonly { readonly pack: string; readonly checks: Told['told']['checks'] }[];
    readonly checks: readonly { readonly check: string; readonly result: string }[];
  };
}

/** The fixture's case as it stood after `count` events; one that went another way where `detail` is given. */
function upTo(model: PackModel, count: number, detail?: string): PackModel {
  const told = model.sources.events.slice(0, count);
  const events =
    detail === undefined
      ? told
      : told.toSpliced(-1, 1, (told.at(-1) ?? '').replace('"actor":"', `"actor":"${detail}-`));
  const tail = { seq: events.length, hash: sha256Hex(events.at(-1) ?? '') };
  return {
    ...model,
    journal: { ...model.journal, events: events.length, tail },
    timeline: model.timeline
      .slice(0, count)
      .map((line, index) => ({ ...line, hash: sha256Hex(events[index] ?? '') })),
    sources: { ...model.sources, events },
  };
}

/** The model as a log of nine events and this root would prove it. */
function provedIn(model: PackModel, root: string): PackModel {
  const hash = Buffer.from(sha256Hex(root), 'hex').toString('base64');
  const checkpoint = `carnet/eu/1\n9\n${hash}\n\n— carnet/eu/1 AAAA\n`;
  const logProof = `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`;
  return { ...model, sources: { ...model.sources, logProof } };
}

function sumsOf(files: Files): Buffer {
  const lines = Object.entries(files).map(([name, bytes]) => `${sha256Hex(bytes)}  ${name}\n`);
  return Buffer.from(lines.join(''));
}

function folderOf(files: Files): string {
  const folder = temporary();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

async function zipOf(files: Files): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name);
  zip.end();
  const path = join(temporary(), 'packs.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** A ZIP in which a file goes by another name of the same length. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

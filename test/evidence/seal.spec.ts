import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

import type { CheckLine } from '../../src/evidence/check-line.ts';
import { exitCodeOf } from '../../src/evidence/check-line.ts';
import { renderPack } from '../../src/evidence/render-pack.ts';
import { certificatePem, loadSeal } from '../../src/evidence/seal/load-seal.ts';
import { sealPdf } from '../../src/evidence/seal/seal-pdf.ts';
import type { Seal } from '../../src/evidence/seal/seal.types.ts';
import { verifyPack } from '../../src/evidence/verify-pack.ts';
import { loadWording } from '../../src/evidence/wording.ts';
import type { TrustFile } from '../../src/permits/permit.types.ts';
import { packFixture, testKey } from './pack-fixture.ts';
import { run, runOn, tagsOf, temporary, withAttachment } from './read-pack.ts';
import { makeAuthority, openssl } from './openssl.ts';
import { softToken } from './soft-token.ts';

/** A minute from now, to the second: the certificates below are made while the tests run, and are valid from then. */
const SEALED_AT = new Date(Math.floor(Date.now() / 1000 + 60) * 1000);
const OPTIONS = {
  words: { name: 'Carnet, region eu', reason: 'Résumé of the journal (R&D) 日本' },
  at: SEALED_AT,
};

const WHAT_PDFSIG_SAYS = [
  'Signature Validation: Signature is Valid.',
  'Total document signed',
  'ETSI.CAdES.detached',
];

describe('the seal of a pack', () => {
  const key = testKey();
  const dataDir = temporary();
  let pack: Buffer;
  let seal: Seal;
  let sealed: Buffer;
  let trust: TrustFile;

  beforeAll(async () => {
    pack = await renderPack(await packFixture(key), loadWording());
    seal = await loadSeal('eu', { dataDir });
    sealed = await sealPdf(pack, seal, OPTIONS);
    trust = trusting(seal);
  });

  function trusting(one: Seal, pem = certificatePem(one)): TrustFile {
    return {
      keys: [{ region: 'eu', keyId: key.keyId, publicKeyPem: key.publicKeyPem }],
      certificates: [{ region: 'eu', pem }],
    };
  }

  it('passes with a trusted certificate, and every other check still does', async () => {
    const lines = await verifyPack(sealed, { trust });
    expect(lines.filter(({ result }) => result !== 'pass')).toEqual([]);
    expect(lines.slice(0, 2).map(({ check }) => check)).toEqual(['seal', 'seal certificate']);
    expect(lines[0]?.detail).toContain(SEALED_AT.toISOString());
  });

  it('leaves the rendered pack as it was, below it', () => {
    expect(sealed.subarray(0, pack.length).equals(pack)).toBe(true);
  });

  it('is one more tagged form field for readers', async () => {
    const [before, after] = [await tagsOf(pack), await tagsOf(sealed)];
    expect(after.get('Form')).toBe((before.get('Form') ?? 0) + 1);
  });

  it('is valid over the whole document for poppler, and no mistake for qpdf', () => {
    // Where poppler or qpdf is not installed, the other checks have to do.
    const said = runOn(sealed, 'pdfsig', (path) => ['-nocert', path]) ?? WHAT_PDFSIG_SAYS.join('');
    expect(WHAT_PDFSIG_SAYS.filter((words) => !said.includes(words))).toEqual([]);
    const clean = 'No syntax or stream encoding errors';
    expect(runOn(sealed, 'qpdf', (path) => ['--check', path]) ?? clean).toContain(clean);
  });

  it('holds for OpenSSL, typed as README.txt in the pack says', () => {
    expect(checkedByReadme(sealed, certificatePem(seal))).toContain(
      'CAdES Verification successful',
    );
  });

  it('holds with an RSA key below an authority, which alone is trusted', async () => {
    const authority = makeAuthority(temporary(), ['rsa', '3072']);
    const below = await loadSeal('eu', {
      dataDir,
      key: authority.leafKey,
      certificate: authority.chain,
    });
    const other = await sealPdf(pack, below, OPTIONS);
    const root = readFileSync(authority.root, 'utf8');
    expect(exitCodeOf(await verifyPack(other, { trust: trusting(below, root) }))).toBe(0);
    expect(checkedByReadme(other, root)).toContain('CAdES Verification successful');
    const stranger = readFileSync(makeAuthority(temporary(), ['rsa', '3072']).root, 'utf8');
    const lines = await verifyPack(other, { trust: trusting(below, stranger) });
    expect(failing(lines)).toEqual(['seal certificate']);
  });

  it('is made by a token through a command, and refused when it signs with another key', async () => {
    const token = softToken(temporary());
    // SoftHSM2 and OpenSC come from Debian; `.ci/run` installs them.
    if (token === null) return;
    const held = await loadSeal('eu', { dataDir, ...token });
    const other = await sealPdf(pack, held, OPTIONS);
    expect(exitCodeOf(await verifyPack(other, { trust: trusting(held) }))).toBe(0);
    const mistaken = { ...token, certificate: ownCertificateFile(dataDir) };
    const wrong = await loadSeal('eu', { dataDir, ...mistaken });
    await expect(sealPdf(pack, wrong, OPTIONS)).rejects.toThrow('did not sign with the key of');
  });

  it.each([
    [['/bin/false'], 'ended with 1'],
    [['/nowhere/signer'], 'cannot be started'],
    [['/bin/true'], 'gave no signature'],
    [['/bin/cat', '/etc/services', '/etc/services'], 'gave more than a signature'],
    [['/bin/cat'], 'did not sign with the key of'],
  ])('makes no pack when the command %j signs nothing', async (command, complaint) => {
    const certificate = ownCertificateFile(dataDir);
    const broken = await loadSeal('eu', { dataDir, command, certificate });
    await expect(sealPdf(pack, broken, OPTIONS)).rejects.toThrow(complaint);
  });

  it('fails when any byte was flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (place, bit) => {
        const changed = Buffer.from(sealed);
        changed[place] = (changed[place] ?? 0) ^ (1 << bit);
        return exitCodeOf(await verifyPack(changed, { trust })) === 1;
      }),
      { numRuns: 60 },
    );
  });

  it('names the seal when bytes were appended, cut off, or an attachment was swapped', async () => {
    const appended = Buffer.concat([sealed, Buffer.from('\n% more\n')]);
    expect((await verifyPack(appended, { trust }))[0]).toEqual({
      check: 'seal',
      result: 'fail',
      detail: 'it does not cover the file to its end: bytes were appended or cut off',
    });
    const swapped = await withAttachment(sealed, 'README.txt', (bytes) => bytes);
    expect(failing(await verifyPack(swapped, { trust }))).toEqual(['seal']);
  });

  it('fails when another seal was put on, over or in place of the first', async () => {
    const mallory = await loadSeal('eu', { dataDir: temporary() });
    const replaced = await sealPdf(pack, mallory, OPTIONS);
    expect(failing(await verifyPack(replaced, { trust }))).toEqual(['seal certificate']);
    const elsewhere = { ...trust, certificates: [{ region: 'uk', pem: certificatePem(seal) }] };
    expect(failing(await verifyPack(sealed, { trust: elsewhere }))).toEqual(['seal certificate']);
    const twice = await sealPdf(sealed, mallory, OPTIONS);
    expect(failing(await verifyPack(twice, { trust }))).toEqual(['seal certificate']);
  });

  it('fails when it says a time at which the certificate was not valid', async () => {
    const late = { ...OPTIONS, at: new Date('2060-01-01T00:00:00Z') };
    const lines = await verifyPack(await sealPdf(pack, seal, late), { trust });
    expect(failing(lines)).toEqual(['seal certificate']);
  });

  it('cannot tell without trusted certificates, and of a pack whose seal was cut off', async () => {
    const keysOnly = { keys: trust.keys };
    expect(exitCodeOf(await verifyPack(sealed, { trust: keysOnly }))).toBe(2);
    const lines = await verifyPack(pack, { trust });
    expect(exitCodeOf(lines)).toBe(2);
    expect(lines[0]).toMatchObject({ check: 'seal', result: 'unknown' });
  });
});

describe('the key of a seal', () => {
  it('is made once, for its owner alone, and stays', async () => {
    const dataDir = temporary();
    const [first, second] = await Promise.all([
      loadSeal('eu', { dataDir }),
      loadSeal('eu', { dataDir }),
    ]);
    const third = await loadSeal('eu', { dataDir });
    expect(certificatePem(second)).toBe(certificatePem(first));
    expect(certificatePem(third)).toBe(certificatePem(first));
    expect(statSync(join(dataDir, 'keys', 'eu.seal.pem')).mode & 0o777).toBe(0o600);
    const certificate = new X509Certificate(certificatePem(first));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toContain('CN=Carnet evidence packs of eu');
  });

  it('is refused when it is weak, another than the certificate’s, or has none', async () => {
    const dir = temporary();
    const { leafKey, chain, root } = makeAuthority(dir, ['rsa', '2048']);
    const dataDir = dir;
    const load = async (seal: object): Promise<Seal> => loadSeal('eu', { dataDir, ...seal });
    await expect(load({ key: leafKey, certificate: chain })).rejects.toThrow('3072 bits');
    await expect(load({ key: leafKey, certificate: root })).rejects.toThrow('is not the key of');
    await expect(load({ key: leafKey })).rejects.toThrow('needs a certificate');
    await expect(load({ command: ['/bin/cat'] })).rejects.toThrow('needs a certificate');
    await expect(load({ certificate: leafKey })).rejects.toThrow('holds no certificates');
    await expect(load({ certificate: join(dir, 'none') })).rejects.toThrow('cannot be read');
  });
});

function ownCertificateFile(dataDir: string): string {
  const path = run('sh', ['-c', `ls ${join(dataDir, 'keys')}/eu.seal.*.crt`])?.trim() ?? '';
  if (!existsSync(path)) throw new Error(`no certificate at \`${path}\``);
  return path;
}

/** Runs the commands of README.txt's step 6 as they stand there. */
function checkedByReadme(sealed: Buffer, certificate: string): string {
  const dir = temporary();
  const id = 'eu-k3v9x2m7q4tz6b8nwc5d';
  writeFileSync(join(dir, `${id}.pdf`), sealed);
  execFileSync('mkdir', [join(dir, 'evidence')]);
  writeFileSync(join(dir, 'evidence', 'certificate.pem'), certificate);
  const readme = readmeOf(sealed);
  const from = readme.indexOf('   set -- ');
  const to = readme.indexOf('\n\n', from);
  if (from < 0) throw new Error('README.txt says no commands for the seal');
  return openssl(['-c', `${readme.slice(from, to)} 2>&1`], join(dir, 'evidence'));
}

function readmeOf(sealed: Buffer): string {
  const dir = temporary();
  const path = join(dir, 'pack.pdf');
  writeFileSync(path, sealed);
  run('pdfdetach', ['-saveall', '-o', dir, path]);
  return readFileSync(join(dir, 'README.txt'), 'utf8');
}

function failing(lines: readonly CheckLine[]): string[] {
  return lines.filter(({ result }) => result === 'fail').map(({ check }) => check);
}

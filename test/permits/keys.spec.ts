import { generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { keyIdOf, loadSigningKey } from '../../src/permits/keys.ts';
import { SigningKeyError } from '../../src/permits/permits.errors.ts';

function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'carnet-keys-'));
}

function keyFile(pem: string | Buffer, mode = 0o600): string {
  const path = join(freshFolder(), 'key.pem');
  writeFileSync(path, pem, { mode });
  chmodSync(path, mode);
  return path;
}

function pemOf(namedCurve: string): string | Buffer {
  return generateKeyPairSync('ec', { namedCurve }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
}

describe('the signing key of a region', () => {
  it('is made at first start, for nobody else to read, and is the same ever after', () => {
    const dataDir = freshFolder();
    const first = loadSigningKey('eu', { dataDir });
    const again = loadSigningKey('eu', { dataDir });
    expect(again.keyId).toBe(first.keyId);
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'keys', 'eu.pem')).mode & 0o777).toBe(0o600);
    // No half-written draft stays behind.
    expect(readdirSync(join(dataDir, 'keys'))).toEqual(['eu.pem']);
  });

  it('is another one in each region', () => {
    const dataDir = freshFolder();
    const eu = loadSigningKey('eu', { dataDir });
    const america = loadSigningKey('north-america', { dataDir });
    expect(eu.keyId).not.toBe(america.keyId);
  });

  it('signs what its public half verifies', async () => {
    const key = loadSigningKey('eu', { dataDir: freshFolder() });
    const message = Buffer.from('a permit');
    const signature = await key.sign(message);
    expect(verify('sha256', message, key.publicKeyPem, signature)).toBe(true);
    expect(verify('sha256', Buffer.from('another'), key.publicKeyPem, signature)).toBe(false);
    expect(keyIdOf(key.publicKeyPem)).toBe(key.keyId);
  });

  it('may be given by its path', () => {
    const path = keyFile(pemOf('P-256'));
    expect(loadSigningKey('eu', { dataDir: '/nowhere', path }).keyId).toMatch(/^[0-9a-f]{64}$/u);
  });

  it.each([
    ['others may read it', () => keyFile(pemOf('P-256'), 0o644), 'has mode 0644'],
    ['its group may read it', () => keyFile(pemOf('P-256'), 0o640), 'has mode 0640'],
    ['it is on another curve', () => keyFile(pemOf('P-384')), 'is not a P-256 key'],
    ['it is no key', () => keyFile('not a key'), 'is not a private key in PEM form'],
    ['it is not there', () => join(freshFolder(), 'gone.pem'), 'cannot be read (ENOENT)'],
  ])('is refused when %s', (_why, make, said) => {
    const path = make();
    const load = () => loadSigningKey('eu', { dataDir: '/nowhere', path });
    expect(load).toThrow(SigningKeyError);
    expect(load).toThrow(said);
    expect(load).toThrow(`\`${path}\``);
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openssl } from './openssl.ts';
import { run } from './read-pack.ts';

const MODULE = '/usr/lib/softhsm/libsofthsm2.so';

export interface TokenSeal {
  readonly command: readonly string[];
  readonly certificate: string;
}

/** A key inside a SoftHSM2 token that never leaves it, and the command that signs with it; null without SoftHSM2. */
export function softToken(dir: string): TokenSeal | null {
  if (
    run('softhsm2-util', ['--version']) === null ||
    run('pkcs11-tool', ['--list-slots', '--module', MODULE]) === null
  )
    return null;
  mkdirSync(join(dir, 'tokens'));
  writeFileSync(join(dir, 'softhsm2.conf'), `directories.tokendir = ${join(dir, 'tokens')}\n`);
  const environment = `export SOFTHSM2_CONF=${join(dir, 'softhsm2.conf')}`;
  openssl(
    [
      '-e',
      '-c',
      `${environment}
      softhsm2-util --init-token --free --label carnet --pin 1234 --so-pin 1234
      umask 077
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=Token' \\
        -addext keyUsage=critical,digitalSignature -keyout seal.key -out seal.pem
      openssl pkcs8 -topk8 -nocrypt -in seal.key -out seal.p8
      softhsm2-util --import seal.p8 --token carnet --label seal --id a1 --pin 1234
      rm seal.key seal.p8`,
    ],
    dir,
  );
  const sign = `${environment}
    openssl dgst -sha256 -binary > "$0.in"; trap 'rm -f "$0.in" "$0.out"' EXIT
    pkcs11-tool --module ${MODULE} --token-label carnet --login --pin 1234 --sign --id a1 \\
      --mechanism ECDSA --signature-format openssl --input-file "$0.in" --output-file "$0.out" >/dev/null 2>&1
    cat "$0.out"`;
  const command = ['/bin/sh', '-c', sign, join(dir, 'signing')];
  return { command, certificate: join(dir, 'seal.pem') };
}

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a shell script that calls OpenSSL; what it prints. */
export function openssl(args: readonly string[], cwd: string): string {
  return execFileSync('sh', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface Authority {
  /** Its own certificate. */
  readonly root: string;
  /** The certificate it gave out, followed by its own. */
  readonly chain: string;
  readonly leafKey: string;
}

/** A certificate authority of one test with one certificate that it gave out; files in `dir`. */
export function makeAuthority(dir: string, [kind, bits]: readonly [string, string]): Authority {
  writeFileSync(join(dir, 'leaf.ext'), 'keyUsage=critical,digitalSignature,nonRepudiation\n');
  const script = `
    umask 077
    openssl req -x509 -newkey ${kind}:${bits} -nodes -sha256 -days 30 -subj '/O=Bank/CN=Root' \\
      -addext basicConstraints=critical,CA:TRUE -keyout root.key -out root.pem
    openssl req -newkey ${kind}:${bits} -nodes -subj '/O=Bank/CN=Packs' -keyout leaf.key -out leaf.csr
    openssl x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -sha256 \\
      -extfile leaf.ext -out leaf.pem
    cat leaf.pem root.pem > chain.pem`;
  openssl(['-e', '-c', script], dir);
  return {
    root: join(dir, 'root.pem'),
    chain: join(dir, 'chain.pem'),
    leafKey: join(dir, 'leaf.key'),
  };
}

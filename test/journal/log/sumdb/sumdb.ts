import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../src/common/package-root.ts';

/** Where Debian's golang-golang-x-mod-dev puts the library. */
const LIBRARIES = '/usr/share/gocode';

export interface SumdbClaim {
  readonly kind: 'note' | 'inclusion' | 'consistency';
  readonly [field: string]: unknown;
}

/**
 * What golang.org/x/mod/sumdb says of each claim, `ok` or why not; null where it is not installed.
 *
 * It is the verifier of Go's checksum database, written by others: what both accept is no misreading of ours.
 */
export function sumdb(claims: readonly SumdbClaim[]): string[] | null {
  if (!existsSync(`${LIBRARIES}/src/golang.org/x/mod/sumdb/tlog`) || !existsSync('/usr/bin/go')) {
    return null;
  }
  const program = join(packageRoot(), 'test/journal/log/sumdb/main.go');
  const out = execFileSync('/usr/bin/go', ['run', program], {
    input: claims.map((claim) => `${JSON.stringify(claim)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: '/tmp',
      GO111MODULE: 'off',
      GOPATH: LIBRARIES,
      GOFLAGS: '-buildvcs=false',
    },
  });
  return out.trimEnd().split('\n');
}

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { packageRoot } from '../common/package-root.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};
/** What the build puts a hash into the name of never changes. */
const FOREVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

interface PageFile {
  readonly type: string;
  readonly cache: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: Buffer | null;
  readonly gzip: Buffer | null;
}

/** What is sent of the pages. */
export interface PageAnswer {
  readonly status: 200 | 302 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** The built pages, held in memory: what is not among them cannot be asked for, whatever the path says. */
export class Pages {
  private readonly files: ReadonlyMap<string, PageFile>;
  private readonly index: string;

  private constructor(folder: string) {
    this.index = readFileSync(join(folder, 'index.html'), 'utf8');
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined)
      .map((entry) => join(entry.parentPath, entry.name));
    this.files = new Map(
      names.map((file) => [`/${relative(folder, file).split(sep).join('/')}`, fileAt(file)]),
    );
  }

  /** Null where nobody built them: a checkout on which only the server was compiled. */
  static load(folder: string = join(packageRoot(), 'dist', 'web')): Pages | null {
    return existsSync(join(folder, 'index.html')) ? new Pages(folder) : null;
  }

  /** A file of the pages; null when there is none of this path. */
  file(path: string, accepts: string, known: string | undefined): PageAnswer | null {
    const file = this.files.get(path);
    if (!file) return null;
    const { body, encoding } = bestOf(file, accepts);
    const headers = {
      'content-type': file.type,
      'cache-control': file.cache,
      etag: file.etag,
      vary: 'accept-encoding',
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    };
    return known === file.etag
      ? { status: 304, headers, body: '' }
      : { status: 200, headers, body };
  }

  /**
   * The page itself, the same for every address: it looks at the address by itself.
   *
   * Nothing stands inline but styles that the page makes as it runs, and these carry a number that is new each time.
   */
  page(): PageAnswer {
    const nonce = randomBytes(18).toString('base64');
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policyWith(nonce),
      },
      body: this.index.replace('__NONCE__', nonce),
    };
  }
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function fileAt(file: string): PageFile {
  const plain = readFileSync(file);
  return {
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    cache: file.includes(`${sep}assets${sep}`) ? FOREVER : ASK_AGAIN,
    etag: `"${createHash('sha256').update(plain).digest('base64url')}"`,
    plain,
    br: beside(`${file}.br`),
    gzip: beside(`${file}.gz`),
  };
}

function beside(file: string): Buffer | null {
  return existsSync(file) ? readFileSync(file) : null;
}

function bestOf(
  { plain, br, gzip }: PageFile,
  accepts: string,
): { body: Buffer; encoding: 'br' | 'gzip' | null } {
  if (br && /\bbr\b/u.test(accepts)) return { body: br, encoding: 'br' };
  if (gzip && /\bgzip\b/u.test(accepts)) return { body: gzip, encoding: 'gzip' };
  return { body: plain, encoding: null };
}

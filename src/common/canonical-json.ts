import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The one text a JSON value has (RFC 8785), so that equal values have equal hashes.
 *
 * @throws {TypeError} the value holds something JSON has no word for (`undefined`, NaN, an infinity, a function)
 */
export function canonicalJson(value: unknown): string {
  refuseNonJson(value, '$');
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('`undefined` has no canonical JSON');
  return text;
}

/** SHA-256 as 64 lower-case hex digits; a string is hashed as UTF-8. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 of a value's canonical JSON, hex. */
export function sha256Of(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

const NO_JSON: ReadonlySet<string> = new Set(['undefined', 'function', 'symbol', 'bigint']);

/** `canonicalize` drops `undefined` silently: two values that differ would share a hash. */
function refuseNonJson(value: unknown, path: string): void {
  if (NO_JSON.has(typeof value)) {
    throw new TypeError(`\`${path}\` is ${typeof value}, which has no canonical JSON`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`\`${path}\` is ${value}, which has no canonical JSON`);
  }
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return;
  const inner = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of inner) refuseNonJson(item, `${path}.${key}`);
}

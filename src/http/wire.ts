/**
 * Members whose value is somebody's own words or is covered by a hash: it travels as it stands.
 *
 * `payload` (journal), `facts`, `value`, `expected` (what a manifest states), `before`, `after` (how it changed).
 */
const AS_IT_STANDS: ReadonlySet<string> = new Set([
  'payload',
  'facts',
  'value',
  'expected',
  'before',
  'after',
  'envelope',
]);

const CAMEL = /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+$/;

/** A view as it travels: the names of its members in snake_case, ids and words used as keys untouched. */
export function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toWire(item));
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      CAMEL.test(key) ? snakeCase(key) : key,
      AS_IT_STANDS.has(key) ? item : toWire(item),
    ]),
  );
}

function snakeCase(camel: string): string {
  return camel.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Small readers for documents whose shape nobody promised. */

export type Plain = Readonly<Record<string, unknown>>;

/** Longest text that is taken over from a file into a draft. */
const LONGEST = 1_000;

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that name, own and not inherited. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    if (!isPlain(inner) || !Object.hasOwn(inner, key)) return undefined;
    inner = inner[key];
  }
  return inner;
}

/** A list, or a single value as a list of one. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? (found as readonly unknown[]) : [found];
}

/** One line of text, at most 1,000 characters; null where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = path.length === 0 ? value : at(value, ...path);
  if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  return typeof found === 'string' ? oneLine(found) : null;
}

export function textsAt(value: unknown, ...path: readonly string[]): string[] {
  return listAt(value, ...path).flatMap((entry) => textAt(entry) ?? []);
}

/** A number, also one written as text. */
export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const found = at(value, ...path);
  const number =
    typeof found === 'string' && /^-?\d+(\.\d+)?$/u.test(found.trim()) ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Without line breaks, control characters and halves of characters. */
export function oneLine(text: string): string | null {
  const clean = text
    .slice(0, LONGEST * 2)
    .replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .replaceAll(/\p{Cs}+/gu, '')
    .trim();
  return clean === '' ? null : clean;
}

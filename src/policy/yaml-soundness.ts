/** What YAML can say and policies must not: values that JSON has no word for, and shapes nobody could read. */
import { type Document, isScalar, visit } from 'yaml';

/** A place in a text that holds something policies must not say. */
export interface Unsound {
  readonly offset: number;
  readonly message: string;
}

/** The deepest file has a tenth of this. */
const MOST_LEVELS = 100;

/**
 * Every alias, every value without canonical JSON, every key that is no text, and whatever lies too deep.
 *
 * A few aliases can unfold into more than any memory holds; a hash needs canonical JSON; an object that is called
 * `__proto__` would vanish.
 */
export function unsoundIn(document: Document): readonly Unsound[] {
  const found: Unsound[] = [];
  visit(document, {
    Alias: (_, { range }) => {
      found.push({ offset: range?.[0] ?? 0, message: 'aliases are not used in policies' });
    },
    Pair: (_, { key }) => {
      const fault = faultOfKey(isScalar(key) ? key.value : null);
      if (fault !== null) found.push({ offset: offsetOf(key), message: fault });
    },
    Scalar: (_, scalar) => {
      const fault = faultOf(scalar.value);
      if (fault !== null) found.push({ offset: offsetOf(scalar), message: fault });
    },
    Collection: (_, collection, path) => {
      if (path.length <= MOST_LEVELS) return undefined;
      found.push({ offset: offsetOf(collection), message: TOO_DEEP });
      return visit.BREAK;
    },
  });
  return found;
}

/** Said of a text that lies deeper than it can be read. */
export const TOO_DEEP = 'the file is nested too deeply';

function faultOfKey(key: unknown): string | null {
  if (!['string', 'number', 'boolean'].includes(typeof key)) return 'a key is to be a text';
  return key === '__proto__' ? '`__proto__` is no key' : null;
}

function faultOf(value: unknown): string | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return `\`${value}\` is no number`;
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
    return 'a text has half a character';
  if (typeof value === 'bigint' || (typeof value === 'object' && value !== null))
    return 'only texts, numbers, truths, lists and maps are used in policies';
  return null;
}

function offsetOf(node: unknown): number {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? 0;
}

import type { Law, NextLaw } from '../cases/law.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import type { Archive } from '../policy/life/bundle.types.ts';
import { catalogAt } from '../policy/life/frozen-law.ts';
import { succession } from '../policy/life/succession.ts';
import { VOCABULARY } from '../policy/pins.ts';
import type { PackPin } from '../policy/policy.types.ts';
import { lawOf, type RegionDefinition } from './region.ts';

/** How many older laws are kept compiled; one is some megabytes. */
const MOST_LAWS = 20;

/**
 * A region's law that also knows what was law before: cases stay at their pins and are read at them.
 *
 * @param archive where the older versions lie
 */
export function withOlderLaw(law: Law, definition: RegionDefinition, archive: Archive): Law {
  const frozen = (pins: readonly PackPin[]): Law | undefined => {
    const catalog = catalogAt(archive, pins);
    return catalog && lawOf(catalog, { ...definition, packs: packsIn(pins, definition) });
  };
  return {
    ...law,
    at: lately(frozen),
    next: lately((pins, { today, amended }): NextLaw | null => {
      const next = succession(archive, pins, law.pins, { today, amended });
      if (!next) return null;
      const { moved, kept } = next;
      return {
        law: lawOf(next.catalog, { ...definition, packs: packsIn(next.pins, definition) }),
        moved,
        kept,
      };
    }),
  };
}

/** A case may be pinned to fewer packs than its region is judged by today. */
function packsIn(
  pins: readonly PackPin[],
  definition: RegionDefinition,
): RegionDefinition['packs'] {
  const [first = definition.packs[0], ...rest] = pins
    .map(({ pack }) => pack)
    .filter((pack) => pack !== VOCABULARY);
  return [first, ...rest];
}

/** The same function, remembering its last answers. */
function lately<A extends readonly unknown[], R>(ask: (...args: A) => R): (...args: A) => R {
  const known = new Map<string, { readonly answer: R }>();
  return (...args) => {
    const key = canonicalJson(args);
    const found = known.get(key) ?? { answer: ask(...args) };
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > MOST_LAWS && oldest !== undefined) known.delete(oldest);
    return found.answer;
  };
}

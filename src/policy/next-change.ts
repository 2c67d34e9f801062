import type { AdequacyDecision, Catalog } from './catalog.types.ts';
import type { Assessment, Transfer } from './policy.types.ts';

/**
 * The first day after an assessment's own on which the same facts and papers may be judged otherwise by the same
 * packs: a duty begins or ends, or a decision on a country's protection does. Pure.
 *
 * @returns ISO date; null when no such day is known
 */
export function nextChange(
  { packs, reference }: Pick<Catalog, 'packs' | 'reference'>,
  { asOf, findings, transfers }: Pick<Assessment, 'asOf' | 'findings' | 'transfers'>,
): string | null {
  // A rule that is not listed asks for facts that are not so: no day changes that by itself.
  const listed = new Set(findings.map(({ rule }) => rule));
  const rules = [...packs.values()].flatMap((pack) => pack.rules);
  const duties = rules.filter(({ id }) => listed.has(id)).flatMap(({ inForce }) => daysOf(inForce));
  const borders = transfers.flatMap((transfer) =>
    decisionsOn(transfer, reference.adequacy).flatMap(daysOf),
  );
  const [first] = [...duties, ...borders].filter((day) => day > asOf).toSorted();
  return first ?? null;
}

interface Period {
  readonly from: string | null;
  /** Inclusive. */
  readonly until: string | null;
}

function daysOf({ from, until }: Period): string[] {
  return [...(from === null ? [] : [from]), ...(until === null ? [] : [dayAfter(until)])];
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function decisionsOn(
  { origin }: Transfer,
  adequacy: Catalog['reference']['adequacy'],
): readonly AdequacyDecision[] {
  return origin === 'EEA' || origin === 'UK' ? adequacy[origin] : [];
}

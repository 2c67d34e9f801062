/** Facts and holdings after a proposed change. Pure: what goes in stays as it is. */
import { isRecord } from '../cel/refs.ts';
import type { Change, Facts, Held } from '../policy.types.ts';

/** One change to one value, before anybody has put it into words. */
export interface Step {
  readonly kind: Change['kind'];
  /** Document id, role id or path of a fact. */
  readonly target: string;
  /** What the fact becomes; nothing for documents and approvals. */
  readonly value?: unknown;
}

export interface Standing {
  readonly facts: Facts;
  readonly held: Held;
}

/** The standing in which all steps have been taken. */
export function afterSteps(before: Standing, steps: readonly Step[]): Standing {
  return steps.reduce(afterStep, before);
}

function afterStep({ facts, held }: Standing, { kind, target, value }: Step): Standing {
  if (kind === 'document')
    return { facts, held: { ...held, documents: [...held.documents, target] } };
  if (kind === 'approval')
    return { facts, held: { ...held, approvals: [...held.approvals, target] } };
  return { facts: withValue(facts, keysOf(target), value) as Facts, held };
}

/** `data.locations[0].region` gives `data`, `locations`, 0, `region`. */
function keysOf(path: string): readonly (string | number)[] {
  return path.split(/[.[]/).map((key) => (key.endsWith(']') ? Number(key.slice(0, -1)) : key));
}

function withValue(
  at: unknown,
  [key, ...rest]: readonly (string | number)[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list: readonly unknown[] = Array.isArray(at) ? at : [];
    return list.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  }
  const record = isRecord(at) ? at : {};
  return { ...record, [key]: withValue(record[key], rest, value) };
}

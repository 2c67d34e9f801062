/** Reading values that may be unstated. What is read is kept: the rules of a pack ask for the same few facts. */
import {
  Assumed,
  Judged,
  type Leaf,
  type Ref,
  type Roots,
  type RootRefs,
  Sequence,
  type SequenceElement,
  TRUE,
  Unknown,
} from './truth.ts';

/** A stated value with everything that was read of it and said of it, so that each is made but once. */
class KeptRef implements Ref {
  private members: Map<string, Ref> | null = null;
  private items: readonly SequenceElement[] | null = null;
  private readonly said: { readonly about: LeafAbout; readonly leaf: Leaf }[] = [];

  constructor(
    readonly value: unknown,
    readonly path: string,
    readonly assumes?: readonly string[],
  ) {}

  member(key: string): Ref {
    this.members ??= new Map();
    const known = this.members.get(key);
    if (known) return known;
    const read = memberOf(this, key);
    this.members.set(key, read);
    return read;
  }

  elements(list: readonly unknown[]): readonly SequenceElement[] {
    this.items ??= itemsOf(list, this.path);
    return this.items;
  }

  leaf(about: LeafAbout, make: () => Leaf): Leaf {
    const known = this.said.find((one) => isSame(one.about, about));
    if (known) return known.leaf;
    const leaf = make();
    this.said.push({ about, leaf });
    return leaf;
  }
}

/** What is said of a fact: the comparison, with what, and how it came out. */
interface LeafAbout {
  readonly operator: string;
  readonly other: Ref | null;
  readonly truth: Leaf['truth'];
}

function isSame(a: LeafAbout, b: LeafAbout): boolean {
  if (a.operator !== b.operator || a.truth !== b.truth) return false;
  return a.other?.value === b.other?.value && a.other?.label === b.other?.label;
}

/** The same leaf for the same comparison of one fact with a literal or a set. */
export function leafOnce(fact: Ref, about: LeafAbout, make: () => Leaf): Leaf {
  if (!(fact instanceof KeptRef) || (about.other !== null && about.other.path !== ''))
    return make();
  return fact.leaf(about, make);
}

/** The sections of the facts, each read once. */
export function rootRefs(roots: Roots): RootRefs {
  const kept = new Map<string, Ref>();
  return (name) => {
    const known = kept.get(name);
    if (known) return known;
    const ref = new KeptRef(roots[name], name);
    kept.set(name, ref);
    return ref;
  };
}

/** A value read to the end: known, or the facts that would make it so. */
export type Settled =
  | { readonly known: true; readonly value: unknown }
  | { readonly known: false; readonly facts: readonly string[] };

/** The member of an object; a member of something unstated is itself unstated. */
export function member(ref: Ref, key: string): Ref {
  return ref instanceof KeptRef ? ref.member(key) : memberOf(ref, key);
}

function memberOf(ref: Ref, key: string): Ref {
  const { value } = ref;
  if (value instanceof Unknown) return ref;
  const path = ref.path === '' ? key : `${ref.path}.${key}`;
  if (!isRecord(value)) return new KeptRef(undefined, path);
  return unwrap(Object.hasOwn(value, key) ? value[key] : undefined, path);
}

function unwrap(value: unknown, path: string): Ref {
  if (value instanceof Assumed) return new KeptRef(value.value, path, value.facts);
  return new KeptRef(value, path);
}

/** Whether there is a value to compare. */
export function isStated(value: unknown): boolean {
  return value !== undefined && value !== null && !(value instanceof Unknown);
}

export function settle(ref: Ref): Settled {
  if (ref.value instanceof Unknown) return { known: false, facts: ref.value.facts };
  if (ref.value === undefined || ref.value === null) return { known: false, facts: [ref.path] };
  return { known: true, value: ref.value };
}

/** The elements of a list, or the facts that would tell them. */
export function elementsOf(
  ref: Ref,
): { readonly elements: readonly SequenceElement[] } | { readonly facts: readonly string[] } {
  const settled = settle(ref);
  if (!settled.known) return { facts: settled.facts };
  if (settled.value instanceof Sequence) return { elements: settled.value.elements };
  // A value that is no list is what the manifest's own check refuses; here it counts as not stated.
  if (!Array.isArray(settled.value)) return { facts: [ref.path] };
  const list: readonly unknown[] = settled.value;
  return {
    elements: ref instanceof KeptRef ? ref.elements(list) : itemsOf(list, ref.path),
  };
}

function itemsOf(list: readonly unknown[], path: string): readonly SequenceElement[] {
  return list.map((value, index) => ({
    ref: unwrap(value, path === '' ? '' : `${path}[${index}]`),
    present: TRUE,
  }));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Judged)
  );
}

/** Reading values that may be unstated. */
import {
  Assumed,
  Judged,
  Sequence,
  Unknown,
  type Ref,
  type SequenceElement,
  TRUE,
} from './truth.ts';

/** A value read to the end: known, or the facts that would make it so. */
export type Settled =
  | { readonly known: true; readonly value: unknown }
  | { readonly known: false; readonly facts: readonly string[] };

/** The member of an object; a member of something unstated is itself unstated. */
export function member(ref: Ref, key: string): Ref {
  const { value } = ref;
  if (value instanceof Unknown) return ref;
  const path = ref.path === '' ? key : `${ref.path}.${key}`;
  if (!isRecord(value)) return { value: undefined, path };
  return unwrap(Object.hasOwn(value, key) ? value[key] : undefined, path);
}

function unwrap(value: unknown, path: string): Ref {
  if (value instanceof Assumed) return { value: value.value, path, assumes: value.facts };
  return { value, path };
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
  return {
    elements: settled.value.map((value: unknown, index) => ({
      ref: unwrap(value, ref.path === '' ? '' : `${ref.path}[${index}]`),
      present: TRUE,
    })),
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Judged)
  );
}

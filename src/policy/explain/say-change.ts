/** Proposals in words. */
import { isRecord } from '../cel/refs.ts';
import type { Change, Finding } from '../policy.types.ts';
import type { Step } from './apply.ts';
import { ANY_TEXT, MOST_WORDS } from './candidate-values.ts';
import {
  labelOf,
  lastName,
  listAt,
  listed,
  placeOf,
  roleLabel,
  subjectOf,
  type Wording,
} from './labels.ts';
import { phraseOf } from './phrases.ts';
import { fillIn } from './words.types.ts';

type Roots = Readonly<Record<string, unknown>>;

/** One change; `values` are those that turn the finding each by itself. */
export function changeOf(
  wording: Wording,
  { kind, target }: Step,
  values: readonly unknown[],
  roots: Roots,
): Change {
  const text = SAY[kind]({ wording, target, values, roots });
  return { kind, target, values: values.filter((value) => value !== ANY_TEXT), text };
}

interface Said {
  readonly wording: Wording;
  readonly target: string;
  readonly values: readonly unknown[];
  readonly roots: Roots;
}

const SAY: Readonly<Record<Change['kind'], (said: Said) => string>> = {
  document: ({ wording, target }) =>
    fillIn(wording.words.changes.document, {
      document: labelOf(wording, 'evidence.documents', target),
    }),
  approval: ({ wording, target }) =>
    fillIn(wording.words.changes.approval, { role: roleLabel(wording, target) }),
  mechanism: (said) =>
    fillIn(said.wording.words.changes.mechanism, {
      mechanism: labelOf(said.wording, 'data.locations[].mechanism', said.values[0]),
      location: subjectAt(said),
    }),
  region: sayRegion,
  feature: (said) => {
    const { audit_only: audit, excluded } = said.wording.words.changes;
    return fillIn(said.values[0] === 'audit_only' ? audit : excluded, { feature: subjectAt(said) });
  },
  fact: sayFact,
};

function subjectAt({ wording, target, roots }: Said): string {
  const { entry } = placeOf(wording, target);
  return entry ? subjectOf(wording, entry, roots) : target;
}

function sayRegion(said: Said): string {
  const { wording, target, roots, values } = said;
  const { entry } = placeOf(wording, target);
  const location = entry ? listAt(roots, entry.list)[entry.index] : undefined;
  const provider = isRecord(location) ? String(location['provider']) : '';
  const region = String(values[0]);
  const found = wording.reference.cloudRegions.get(`${provider}:${region}`);
  return fillIn(wording.words.changes.region, {
    location: subjectAt(said),
    provider,
    region,
    city: found?.city ?? region,
    country: labelOf(wording, 'data.locations[].country', found?.country ?? ''),
  });
}

/** A fact that is stated otherwise is to become true first; one that nobody stated is only to be stated. */
function sayFact(said: Said): string {
  const { wording, target, values, roots } = said;
  const { changes } = wording.words;
  if (isStated(target, roots)) return sayFulfil(said);
  const place = placeOf(wording, target);
  const fact = place.entry
    ? `${lastName(place.path).replaceAll('_', ' ')} (${subjectAt(said)})`
    : place.path;
  if (values.includes(ANY_TEXT)) return fillIn(changes.state, { fact });
  const labels = values.map((value) => labelOf(wording, place.path, value));
  const isNumber = values.every((value) => typeof value === 'number');
  const example = isNumber || values.length >= MOST_WORDS;
  const shown = isNumber ? labels.slice(0, 1) : labels;
  return fillIn(example ? changes.stateLike : changes.stateAs, {
    fact,
    values: listed(shown, changes.or),
  });
}

function sayFulfil({ wording, target, values, roots }: Said): string {
  const { changes } = wording.words;
  const says = values.map((value) => {
    const phrase = phraseOf(wording, { fact: target, operator: 'is', value, truth: 'true' }, roots);
    return phrase.entry ? `${subjectOf(wording, phrase.entry, roots)} ${phrase.text}` : phrase.text;
  });
  return fillIn(changes.fulfil, { says: listed(says, changes.or) });
}

function isStated(path: string, roots: Roots): boolean {
  const value = path
    .split(/[.[]/)
    .reduce<unknown>((at, key) => stepInto(at, key.replace(']', '')), roots);
  return value !== undefined && value !== null;
}

function stepInto(at: unknown, key: string): unknown {
  if (Array.isArray(at)) return at[Number(key)];
  return isRecord(at) ? at[key] : undefined;
}

/** A duty that comes with a change. */
export function sayBrought(wording: Wording, { title, rule, missing, lacks }: Finding): string {
  const { changes } = wording.words;
  const papers = lacks.documents.map((id) => labelOf(wording, 'evidence.documents', id));
  const roles = lacks.approvals.map((id) =>
    fillIn(changes.approval, { role: roleLabel(wording, id) }),
  );
  const all = [...papers, ...roles, ...lacks.facts].join(', ');
  return fillIn(missing.length > 0 ? changes.bringsMissing : changes.brings, {
    title,
    rule,
    missing: all,
  });
}

/** What differs between two versions of a pack, field by field. */
import { canonicalJson } from '../../common/canonical-json.ts';
import { isRecord } from '../cel/refs.ts';
import type { PackBundle, RuleData } from './bundle.types.ts';
import { idOf } from './kept-rules.ts';

export interface PackDiff {
  readonly before: Named;
  readonly after: Named;
  /** Of `pack.yaml`, apart from version, status and day. */
  readonly header: readonly FieldChange[];
  readonly added: readonly NamedRule[];
  readonly removed: readonly NamedRule[];
  readonly changed: readonly RuleChange[];
}

interface Named {
  readonly pack: string;
  readonly version: string;
  readonly sha256: string;
}

interface NamedRule {
  readonly id: string;
  readonly title: string;
  /** What it means for cases under way. */
  readonly inFlight: string;
}

interface RuleChange extends NamedRule {
  readonly fields: readonly FieldChange[];
}

export interface FieldChange {
  /** `requires.documents`, `exceptions.consent.when`. */
  readonly path: string;
  /** Absent when it was not there. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Differs with every publication and says nothing. */
const PASSING = ['version', 'status', 'publishedAt'];

/** Pure; rules are told by id, wherever their files lie. */
export function diffPacks(before: PackBundle, after: PackBundle): PackDiff {
  const [old, now] = [byId(before.rules), byId(after.rules)];
  const only = (rules: typeof old, others: typeof old): NamedRule[] =>
    [...rules].filter(([id]) => !others.has(id)).map(([, rule]) => named(rule));
  const both = [...now].flatMap(([id, rule]) => {
    const earlier = old.get(id);
    return earlier ? [{ earlier, rule }] : [];
  });
  return {
    before: identityOf(before),
    after: identityOf(after),
    header: changes(withoutPassing(before.header), withoutPassing(after.header), ''),
    added: only(now, old),
    removed: only(old, now),
    changed: both
      .map(({ earlier, rule }) => ({
        ...named(rule),
        fields: changes(earlier.data, rule.data, ''),
      }))
      .filter(({ fields }) => fields.length > 0),
  };
}

function changes(before: unknown, after: unknown, path: string): FieldChange[] {
  const [old, now] = [branch(before), branch(after)];
  if (old && now) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted();
    return keys.flatMap((key) => changes(old[key], now[key], path === '' ? key : `${path}.${key}`));
  }
  if (text(before) === text(after)) return [];
  return [
    {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

/** What has parts with names: a map, or a list whose items have ids, such as exceptions. */
function branch(value: unknown): Readonly<Record<string, unknown>> | null {
  if (isRecord(value)) return value;
  if (!Array.isArray(value) || value.length === 0) return null;
  const items: readonly unknown[] = value;
  const ids = items.map((item) => (isRecord(item) ? item['id'] : undefined));
  if (!ids.every((id) => typeof id === 'string')) return null;
  return Object.fromEntries(items.map((item, index) => [String(ids[index]), item]));
}

function text(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value);
}

function withoutPassing(header: PackBundle['header']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(header).filter(([key]) => !PASSING.includes(key)));
}

function byId(rules: readonly RuleData[]): ReadonlyMap<string, RuleData> {
  const sorted = rules.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return new Map(sorted.map((rule) => [idOf(rule), rule]));
}

function named({ data }: RuleData): NamedRule {
  const { id, title, inFlight } = data;
  return {
    id: String(id),
    title: String(title),
    inFlight: typeof inFlight === 'string' ? inFlight : 'new_requests_only',
  };
}

function identityOf({ pack, version, sha256 }: PackBundle): Named {
  return { pack, version, sha256 };
}

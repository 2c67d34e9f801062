/** What a newer version of the law means for a case under way: each rule says so itself in `inFlight`. */
import { canonicalJson } from '../../common/canonical-json.ts';
import { pinOf, VOCABULARY } from '../pins.ts';
import type { KeptRules, PackPin } from '../policy.types.ts';
import type { Catalog } from '../catalog.types.ts';
import type { Archive, RuleData } from './bundle.types.ts';
import { catalogOf, packAt, type PinWanted } from './frozen-law.ts';
import { idOf } from './kept-rules.ts';

/** When the question is put. */
export interface Moment {
  /** ISO date. */
  readonly today: string;
  /** True when the facts of the case have just changed. */
  readonly amended: boolean;
}

export interface Succession {
  /** The law the case is moved to. */
  readonly catalog: Catalog;
  readonly pins: readonly PackPin[];
  /** Rules that differ from now on, sorted. */
  readonly moved: readonly string[];
  /** Rules that changed in the law and stay as they were for this case, sorted. */
  readonly kept: readonly string[];
  /** True when vocabulary, reference data or overlays changed. */
  readonly surroundings: boolean;
}

interface Change {
  readonly pin: PinWanted;
  readonly moved: readonly string[];
  readonly kept: readonly string[];
}

/**
 * The law that a case at older pins is judged by from this moment on; null when it stays where it is, also when the
 * archive does not hold both laws, so that nobody can tell what changed.
 *
 * A rule moves at once (`reevaluate`), when the facts change (`grandfather_until_change`), on its day
 * (`grace_until:DATE`) or never (`new_requests_only`). What moves not is kept as it was, rule by rule.
 *
 * @throws {PolicyLoadError} a rule that is kept does not go with the newer vocabulary
 */
export function succession(
  archive: Archive,
  from: readonly PackPin[],
  to: readonly PackPin[],
  moment: Moment,
): Succession | null {
  if (canonicalJson(from) === canonicalJson(to)) return null;
  const changes: Change[] = [];
  for (const pin of to.filter(({ pack }) => pack !== VOCABULARY)) {
    const change = changeOf(
      archive,
      from.find(({ pack }) => pack === pin.pack),
      pin,
      moment,
    );
    if (!change) return null;
    changes.push(change);
  }
  const moved = changes.flatMap((change) => change.moved).toSorted();
  const surroundings = surround(from) !== surround(to);
  if (moved.length === 0 && !surroundings) return null;
  const words = to.filter(({ pack }) => pack === VOCABULARY);
  const catalog = catalogOf(archive, [...changes.map(({ pin }) => pin), ...words]);
  if (!catalog) return null;
  const pins = changes.flatMap(({ pin }) => {
    const pack = catalog.packs.get(pin.pack);
    return pack ? [pinOf(pack)] : [];
  });
  const kept = changes.flatMap((change) => change.kept).toSorted();
  const next = [...pins, ...words];
  if (canonicalJson(next) === canonicalJson(from)) return null;
  return { catalog, pins: next, moved, kept, surroundings };
}

function changeOf(
  archive: Archive,
  from: PackPin | undefined,
  to: PackPin,
  moment: Moment,
): Change | null {
  const [before, after] = [from && packAt(archive, from), packAt(archive, to)];
  if (!after || (from && !before)) return null;
  const [old, now] = [byId(before?.rules ?? []), byId(after.rules)];
  const ids = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  const changed = ids.filter((id) => lawText(old.get(id)) !== lawText(now.get(id)));
  const moved = changed.filter((id) => moves(now.get(id) ?? old.get(id), moment));
  const kept = changed.filter((id) => !moved.includes(id));
  const { sha256: _, keeps: __, ...pin } = to;
  const keeps = keepsOf(kept, from);
  return { pin: keeps.length > 0 ? { ...pin, keeps } : pin, moved, kept };
}

/** By the version in which the case has each rule now. */
function keepsOf(kept: readonly string[], from: PackPin | undefined): readonly KeptRules[] {
  if (!from) return [];
  const versionOf = (id: string): string =>
    from.keeps?.find(({ rules }) => rules.includes(id))?.version ?? from.version;
  const versions = [...new Set(kept.map(versionOf))].toSorted();
  return versions.map((version) => ({
    version,
    rules: kept.filter((id) => versionOf(id) === version),
  }));
}

function moves(rule: RuleData | undefined, { today, amended }: Moment): boolean {
  const stated = rule?.data['inFlight'];
  const policy = typeof stated === 'string' ? stated : 'new_requests_only';
  if (policy === 'reevaluate') return true;
  if (policy.startsWith('grandfather_until')) return amended;
  const [, day] = policy.split('grace_until:');
  return day !== undefined && (amended || today >= day);
}

function byId(rules: readonly RuleData[]): ReadonlyMap<string, RuleData> {
  return new Map(rules.map((rule) => [idOf(rule), rule]));
}

function lawText(rule: RuleData | undefined): string {
  return rule ? canonicalJson(rule.data) : '';
}

/** Everything around the rules: words, reference data, what the organisation tightened. */
function surround(pins: readonly PackPin[]): string {
  return canonicalJson(
    pins.map(({ pack, sha256, overlays }) => [pack === VOCABULARY ? sha256 : '', overlays ?? []]),
  );
}

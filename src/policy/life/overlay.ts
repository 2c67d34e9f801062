/** Overlays of an organisation: they tighten the law of a pack, and nothing else. */
import { basename } from 'node:path';
import { addDuration } from '../../../workflows/duration.ts';
import { sha256Of } from '../../common/canonical-json.ts';
import type { Pack, PackRoute, Reference } from '../catalog.types.ts';
import { checked } from '../load-reference.ts';
import { suggest } from '../shape.ts';
import type { YamlSource } from '../yaml-source.ts';
import { OVERLAY, type OverlayFile } from './overlay-shape.ts';
import { tightenRule } from './tighten.ts';

interface Overlay {
  readonly name: string;
  readonly file: OverlayFile;
  readonly source: YamlSource;
}

interface Surroundings {
  readonly reference: Reference;
  /** Frozen law may lack a rule that is tightened: a case may keep an older version, in which there was none. */
  readonly partial: boolean;
}

/** Name of an overlay: that of its file. */
export function overlayTitle({ file }: YamlSource): string {
  return basename(file, '.yaml');
}

/**
 * Puts overlays over the packs they name, each after the one it extends; problems go into the sources.
 *
 * Whatever would loosen is refused: a milder effect, a smaller quorum, a permit that lasts longer.
 */
export function applyOverlays(
  packs: Map<string, Pack>,
  sources: readonly YamlSource[],
  among: Surroundings,
): void {
  const overlays = sources.flatMap((source, index) => {
    checkName(source, sources.slice(0, index));
    const file = checked<OverlayFile>(source, OVERLAY);
    return file ? [{ name: overlayTitle(source), file, source }] : [];
  });
  for (const overlay of inOrder(overlays)) {
    const pack = packs.get(overlay.file.pack);
    if (pack) packs.set(pack.region, tighten(pack, overlay, among));
    else {
      const hint = suggest(overlay.file.pack, [...packs.keys()]);
      overlay.source.report(['pack'], `unknown pack \`${overlay.file.pack}\``, hint);
    }
  }
}

/** The archive and the pins of cases know an overlay by its name. */
function checkName(source: YamlSource, others: readonly YamlSource[]): void {
  const name = overlayTitle(source);
  if (!NAME.test(name))
    source.report(
      [],
      `\`${name}\` is no name of an overlay`,
      'lower case letters, digits, `-`, `_`',
    );
  const other = others.find((one) => overlayTitle(one) === name);
  if (other) source.report([], `overlay \`${name}\` is there twice, also as ${other.file}`);
}

const NAME = /^[a-z0-9][a-z0-9._-]*$/u;

/** Each after the one it extends, otherwise by name; circles and unknown names are reported and left out. */
function inOrder(overlays: readonly Overlay[]): readonly Overlay[] {
  const byName = new Map(overlays.map((overlay) => [overlay.name, overlay]));
  const done: Overlay[] = [];
  const visit = (overlay: Overlay, way: readonly string[]): boolean => {
    const { extends: base } = overlay.file;
    if (done.includes(overlay)) return true;
    if (base !== undefined && !isSound(overlay, base, way)) return false;
    done.push(overlay);
    return true;
  };
  const isSound = (overlay: Overlay, base: string, way: readonly string[]): boolean => {
    const { source } = overlay;
    const trail = [...way, overlay.name];
    const next = byName.get(base);
    if (!next) {
      source.report(['extends'], `unknown overlay \`${base}\``, suggest(base, [...byName.keys()]));
      return false;
    }
    if (next.file.pack !== overlay.file.pack) {
      source.report(['extends'], `overlay \`${base}\` is for pack \`${next.file.pack}\``);
      return false;
    }
    if (trail.includes(base)) {
      // Told to each member once, not to whoever leads into the circle.
      if (trail[0] === base)
        source.report(['extends'], `circular: ${[...trail, base].join(' → ')}`);
      return false;
    }
    return visit(next, trail);
  };
  for (const overlay of overlays) visit(overlay, []);
  return done;
}

function tighten(pack: Pack, { name, file, source }: Overlay, among: Surroundings): Pack {
  const wanted = file.tighten ?? {};
  const known = pack.rules.map(({ id }) => id);
  const strange = Object.keys(wanted).filter((id) => !among.partial && !known.includes(id));
  for (const id of strange) {
    source.reportKey(['tighten', id], `unknown rule \`${id}\``, suggest(id, known));
  }
  const pin = { name, version: file.version, sha256: sha256Of(file) };
  return {
    ...pack,
    sha256: sha256Of({ pack: pack.sha256, overlay: pin }),
    overlays: [...(pack.overlays ?? []), pin],
    rules: pack.rules.map((rule) => {
      const change = wanted[rule.id];
      return change ? tightenRule(rule, change, { source, reference: among.reference }) : rule;
    }),
    route: tightenRoute(pack, file, source),
  };
}

function tightenRoute(
  pack: Pack,
  { route: wanted }: OverlayFile,
  source: YamlSource,
): Pack['route'] {
  const { route } = pack;
  if (!wanted) return route;
  if (!route) {
    source.reportKey(['route'], `pack \`${pack.region}\` has no route`);
    return route;
  }
  const { approvalQuorum = route.approvalQuorum } = wanted;
  if (approvalQuorum < route.approvalQuorum) {
    const message = `quorum ${approvalQuorum} loosens pack \`${pack.region}\`, which asks for ${route.approvalQuorum}`;
    source.report(['route', 'approvalQuorum'], message);
  }
  const shorter = (key: 'permitValidity' | 'reviewEvery'): string => {
    const value = wanted[key] ?? route[key];
    if (isLonger(value, route[key])) {
      const message = `\`${key}\` ${value} loosens pack \`${pack.region}\`, which has ${route[key]}`;
      source.report(['route', key], message);
    }
    return value;
  };
  const tightened: PackRoute = {
    ...route,
    approvalQuorum,
    permitValidity: shorter('permitValidity'),
    reviewEvery: shorter('reviewEvery'),
  };
  return tightened;
}

/** Months differ in length: longer counts as soon as it is from one of these days on. */
const DAYS = ['2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z', '2028-02-29T00:00:00.000Z'];

function isLonger(one: string, other: string): boolean {
  return DAYS.some((day) => addDuration(day, one) > addDuration(day, other));
}

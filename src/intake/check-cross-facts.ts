import { nearest } from '../common/near.ts';
import type { Reference } from '../policy/catalog.types.ts';
import type { Findings } from './findings.ts';
import type { SourceMap, SourceNode, SourceScalar } from './source-tree.ts';
import { pathOf, shorten } from './source-tree.ts';

/** Checks what one fact alone cannot show: a region belongs to a provider, names are not used twice. */
export function checkCrossFacts(tree: SourceMap, reference: Reference, findings: Findings): void {
  const locations = mapsIn(field(field(tree, 'data'), 'locations'));
  for (const [index, location] of locations)
    checkLocation(location, pathOf('data.locations', index), reference, findings);
  checkTwice(locations, { list: 'data.locations', key: 'id' }, findings);
  checkTwice(mapsIn(field(tree, 'features')), { list: 'features', key: 'name' }, findings);
}

/** The value of a provider that stands for a machine room of one's own. */
const OWN_ROOM = 'on_premises';

function checkLocation(
  location: SourceMap,
  path: string,
  reference: Reference,
  findings: Findings,
): void {
  const provider = textOf(field(location, 'provider'));
  const region = textOf(field(location, 'region'));
  if (provider?.value === OWN_ROOM) {
    if (!field(location, 'country')) {
      findings.warn(
        pathOf(path, 'country'),
        'nobody said in which country this place is',
        'state `country`, as an ISO code',
      );
    }
    return;
  }
  if (!region) return;
  if (!provider) {
    findings.problem(
      path,
      location,
      `\`${shorten(region.value)}\` is stated without its provider`,
      'add `provider: aws` or another',
    );
    return;
  }
  if (!reference.providers.has(provider.value)) return;
  const known = reference.cloudRegions.get(`${provider.value}:${region.value}`);
  if (!known)
    unknownRegion(region, provider.value, pathOf(path, 'region'), { reference, findings });
  else contradicted(location, known.country, path, findings);
}

function unknownRegion(
  region: TextNode,
  provider: string,
  path: string,
  { reference, findings }: { reference: Reference; findings: Findings },
): void {
  const all = [...reference.cloudRegions.values()];
  const here = all.filter((one) => one.provider === provider).map(({ code }) => code);
  const near = region.value.length > 64 ? undefined : nearest(region.value, here);
  const others = all.filter(({ code }) => code === region.value).map((one) => one.provider);
  findings.problem(
    path,
    region.node,
    `\`${shorten(region.value)}\` is no region of \`${provider}\``,
    regionHint(near, others, here),
  );
}

function regionHint(
  near: string | undefined,
  others: readonly string[],
  here: readonly string[],
): string {
  if (others.length > 0) return `it is a region of \`${others.join('`, `')}\``;
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return `write one of: ${here.slice(0, 6).join(', ')} … (all: policies/reference/cloud-regions.yaml)`;
}

/** A country is looked up; one that is stated all the same has to agree. */
function contradicted(
  location: SourceMap,
  country: string,
  path: string,
  findings: Findings,
): void {
  const stated = textOf(field(location, 'country'));
  if (!stated || stated.value === country) return;
  const message = `this region lies in \`${country}\`, not in \`${shorten(stated.value)}\``;
  findings.problem(
    pathOf(path, 'country'),
    stated.node,
    message,
    'leave `country` out: it is looked up',
  );
}

function checkTwice(
  entries: readonly (readonly [number, SourceMap])[],
  { list, key }: { list: string; key: string },
  findings: Findings,
): void {
  const first = new Map<string, number>();
  for (const [index, entry] of entries) {
    const name = textOf(field(entry, key));
    if (!name) {
      findings.warn(
        pathOf(list, index),
        `this entry has no \`${key}\``,
        `give it one: findings speak of it by its \`${key}\``,
      );
      continue;
    }
    const line = first.get(name.value);
    if (line === undefined) {
      first.set(name.value, name.node.line);
      continue;
    }
    const path = pathOf(pathOf(list, index), key);
    findings.problem(
      path,
      name.node,
      `\`${shorten(name.value)}\` is listed twice, first on line ${line}`,
      'keep one of them',
    );
  }
}

interface TextNode {
  readonly value: string;
  readonly node: SourceScalar;
}

function textOf(node: SourceNode | undefined): TextNode | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string'
    ? { value: node.value, node }
    : undefined;
}

function field(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

function mapsIn(node: SourceNode | undefined): (readonly [number, SourceMap])[] {
  if (node?.kind !== 'list') return [];
  return [...node.items.entries()].flatMap(([index, item]) =>
    item.kind === 'map' ? [[index, item] as const] : [],
  );
}

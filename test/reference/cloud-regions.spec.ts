/** Our cloud regions beside the table that AWS ships with its own client. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../src/common/package-root.ts';

interface Partitions {
  readonly partitions: readonly { readonly id: string; readonly regions: object }[];
}
interface CloudRegions {
  readonly count: number;
  readonly providers: Readonly<Record<string, { readonly regions: number }>>;
  readonly regions: readonly { readonly provider: string; readonly code: string }[];
  readonly unlisted: readonly { readonly provider: string; readonly code: string }[];
}

const require = createRequire(import.meta.url);
const client = dirname(require.resolve('@aws-sdk/core/package.json'));

/** The table is no export of the client; its file is one literal. */
function awsCodes(): string[] {
  const file = 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
  const text = readFileSync(join(client, file), 'utf8');
  const literal = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  const { partitions } = JSON.parse(literal.replaceAll(/,(\s*[}\]])/gu, '$1')) as Partitions;
  return partitions.flatMap(({ regions }) => Object.keys(regions)).toSorted();
}

const ours = parse(
  readFileSync(join(packageRoot(), 'policies', 'reference', 'cloud-regions.yaml'), 'utf8'),
) as CloudRegions;

function codesOf(list: CloudRegions['regions']): string[] {
  return list.flatMap(({ provider, code }) => (provider === 'aws' ? [code] : []));
}

it('places every AWS region that AWS knows, or says that it does not', () => {
  const known = new Set([...codesOf(ours.regions), ...codesOf(ours.unlisted)]);
  const theirs = awsCodes();
  expect(theirs.length).toBeGreaterThan(30);
  expect(theirs.filter((code) => !known.has(code))).toEqual([]);
});

it('lists nothing as unplaced that has a place, nor anything AWS does not know', () => {
  const placed = new Set(codesOf(ours.regions));
  const unlisted = codesOf(ours.unlisted);
  expect(unlisted.filter((code) => placed.has(code))).toEqual([]);
  expect(unlisted.filter((code) => !awsCodes().includes(code))).toEqual([]);
});

it('counts what it holds', () => {
  expect(ours.regions).toHaveLength(ours.count);
  for (const [provider, { regions }] of Object.entries(ours.providers)) {
    expect([provider, ours.regions.filter((one) => one.provider === provider).length]).toEqual([
      provider,
      regions,
    ]);
  }
});

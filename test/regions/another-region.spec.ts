/** A region is a folder of policies, one module and one line: nothing shared changes for it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { loadConfig } from '../../src/config/config.ts';
import { checkManifest } from '../../src/intake/check.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { PolicyLoadError } from '../../src/policy/policy.errors.ts';
import { lawOf, type RegionDefinition } from '../../src/regions/region.ts';

const SOUTH_SEAS: RegionDefinition = {
  region: 'south-seas',
  packs: ['south-seas'],
  machine: { id: 'gdpr', version: 1 },
};

const PACK = `region: south-seas
version: 2026.11.1
title: A region that is not there
status: published
publishedAt: 2026-11-23
jurisdictions: [AU]
places:
  - { id: AU, title: Australia }
  - { id: AU-NSW, title: New South Wales, parent: AU }
sources: { act: { title: An act, url: 'https://example.org/act' } }
notLegalAdvice: no advice
route: { approvalQuorum: 1, permitValidity: P1Y, reviewEvery: P6M }
`;

const RULE = `id: AU-ACT-1
title: A paper for personal data
jurisdiction: AU
cite: { source: act, at: s. 1 }
statement: Whoever uses personal data keeps a record.
inForce: { from: 2020-01-01 }
reach: deployment
when: data.personal
effect: require_document
severity: high
stage: documentation
requires: { documents: [ropa] }
inFlight: reevaluate
review: { last: 2026-11-23, level: memory, recheck: true }
cases:
  - { name: personal data, given: { data: { personal: true } }, finding: open }
`;

/** What is being added is not frozen yet. */
const NEW = { frozen: false };

const MANIFEST = `
model: { name: reef, version: '1' }
deployment: { jurisdictions: [AU-NSW] }
data: { personal: true, subject_regions: [AU] }
`;

let policies = '';

beforeEach(() => {
  policies = mkdtempSync(join(tmpdir(), 'carnet-region-'));
  cpSync(join(packageRoot(), 'policies'), policies, { recursive: true });
  mkdirSync(join(policies, 'south-seas'));
  writeFileSync(join(policies, 'south-seas', 'pack.yaml'), PACK);
  writeFileSync(join(policies, 'south-seas', 'rule.yaml'), RULE);
});
afterEach(() => rmSync(policies, { recursive: true }));

it('may be configured as soon as its folder is there', () => {
  const url = 'postgresql://db.example/south-seas';
  expect(loadConfig({}, policies).regions).toEqual(['eu', 'north-america', 'south-seas', 'uk']);
  const config = loadConfig({ CARNET_DATABASE_SOUTH_SEAS: url }, policies);
  expect(config.regions).toEqual(['south-seas']);
  expect(config.databases).toEqual({ 'south-seas': url });
  expect(() => loadConfig({ CARNET_DATABASE_SOUTH_SEAS: url })).toThrow(
    'Carnet knows no such variable',
  );
});

it('is not offered before it is published', () => {
  const draft = PACK.replace('status: published', 'status: draft');
  writeFileSync(join(policies, 'south-seas', 'pack.yaml'), draft);
  expect(loadConfig({}, policies).regions).toEqual(['eu', 'north-america', 'uk']);
});

it('judges its own places by its own law', () => {
  const catalog = loadCatalog(policies, NEW);
  const { outcomes, regions, findings } = checkManifest(catalog, MANIFEST, { asOf: '2026-11-23' });
  expect({ outcomes, regions }).toEqual({
    outcomes: { AU: 'conditional' },
    regions: { 'south-seas': 'conditional' },
  });
  expect(findings.filter(({ region }) => region === 'south-seas')).toEqual([
    expect.objectContaining({ rule: 'AU-ACT-1', finding: 'open', missing: ['ropa'] }),
  ]);
  const held = { documents: ['ropa'], approvals: [] };
  const facts = { deployment: { jurisdictions: ['AU'] }, data: { personal: true } };
  const law = lawOf(catalog, SOUTH_SEAS);
  expect(law.settings.approvalQuorum).toBe(1);
  expect(law.assess({ facts, held, asOf: '2026-11-23' }).regions).toEqual({
    'south-seas': 'allowed',
  });
});

it('leaves the pins of every other region as they were', () => {
  const [before, after] = [loadCatalog(), loadCatalog(policies, NEW)];
  expect(after.vocabulary.sha256).toBe(before.vocabulary.sha256);
  for (const [region, { sha256 }] of before.packs) {
    expect(after.packs.get(region)?.sha256).toBe(sha256);
  }
});

it('may not take over a place that is there, nor hang one under nothing', () => {
  const wrong = PACK.replace('{ id: AU, ', '{ id: UK, ').replace('parent: AU', 'parent: AUS');
  writeFileSync(join(policies, 'south-seas', 'pack.yaml'), wrong);
  let problems: readonly { message: string; line: number }[] = [];
  try {
    loadCatalog(policies, NEW);
  } catch (error) {
    if (error instanceof PolicyLoadError) ({ problems } = error);
  }
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ line: 8, message: 'jurisdiction `UK` is there twice' }),
      expect.objectContaining({ line: 9, message: 'unknown jurisdiction `AUS`' }),
    ]),
  );
});

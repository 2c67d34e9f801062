import { loadCatalog } from '../../src/policy/load.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { jurisdictionsOf, lawOf, RegionWithoutLawError } from '../../src/regions/region.ts';
import { REGIONS } from '../../src/regions/registry.ts';

const catalog = loadCatalog();
const EVERYWHERE = { deployment: { jurisdictions: ['EU-DE', 'US', 'CA-ON', 'UK'] } };

describe.each(REGIONS)('the law of $region', (definition) => {
  it('speaks of its own jurisdictions only', () => {
    const law = lawOf(catalog, definition);
    const held = { documents: [], approvals: [] };
    const reading = law.assess({ facts: EVERYWHERE, held, asOf: '2026-11-23' });
    expect(reading.findings.length).toBeGreaterThan(0);
    expect(new Set(reading.findings.map(({ region }) => region))).toEqual(
      new Set([definition.region]),
    );
    const own = jurisdictionsOf(catalog, definition);
    expect(Object.keys(reading.outcomes).every((place) => own.includes(place))).toBe(true);
  });

  it('pins its packs and the vocabulary they are written in', () => {
    const { pins } = lawOf(catalog, definition);
    expect(pins.map(({ pack }) => pack)).toEqual([...definition.packs, 'vocabulary']);
    for (const { sha256 } of pins) expect(sha256).toMatch(/^[0-9a-f]{64}$/u);
  });
});

it('has a region for every pack of law', () => {
  expect(REGIONS.map(({ region }) => region).toSorted()).toEqual(catalog.regions);
});

it('refuses a region whose pack was not loaded', () => {
  const elsewhere = { ...EU, packs: ['atlantis'] as const };
  expect(() => lawOf(catalog, elsewhere)).toThrow(RegionWithoutLawError);
});

/** A case is read again at its pins with the same bytes, whatever the law and the reference data say by now. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '../../../src/common/canonical-json.ts';
import { openArchive, writeBundle } from '../../../src/policy/life/archive.ts';
import { catalogAt } from '../../../src/policy/life/frozen-law.ts';
import { loadCatalog } from '../../../src/policy/load.ts';
import type { Facts, Held, PackPin } from '../../../src/policy/policy.types.ts';
import { EU } from '../../../src/regions/eu.module.ts';
import { withOlderLaw } from '../../../src/regions/older-law.ts';
import { lawOf } from '../../../src/regions/region.ts';

interface Stored {
  readonly manifest: string;
  readonly pins: readonly [PackPin, PackPin];
  readonly question: { readonly facts: Facts; readonly held: Held; readonly asOf: string };
  /** Canonical JSON, as a cell keeps it. */
  readonly assessment: string;
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/packs', import.meta.url));
const stored = JSON.parse(readFileSync(join(FIXTURES, 'findings.json'), 'utf8')) as Stored[];
const archive = openArchive(FIXTURES);
const law = withOlderLaw(lawOf(loadCatalog(), EU), EU, archive);

it.each(
  stored.map(
    (one) => [one.manifest, one.pins[0].version, one.pins[0].keeps?.length ?? 0, one] as const,
  ),
)(
  'finds of %s by eu %s, %d older versions kept, what it found then',
  (_manifest, _version, _kept, { pins, question, assessment }) => {
    const older = law.at?.(pins);
    expect(older?.pins).toEqual(pins);
    expect(older && canonicalJson(older.assess(question))).toBe(assessment);
  },
);

it('finds otherwise by each of these laws, or the test would prove nothing', () => {
  const [first] = stored;
  const same = stored.filter(({ manifest }) => manifest === first?.manifest);
  expect(new Set(same.map(({ assessment }) => assessment)).size).toBe(3);
  expect(law.pins).not.toContainEqual(first?.pins[0]);
});

it('does not know a law that was never archived, and says when the archive was changed', () => {
  const [pin, words] = stored[0]?.pins ?? [];
  if (!pin || !words) throw new Error('nothing is stored');
  expect(law.at?.([{ ...pin, version: '2025.1.1' }, words])).toBeUndefined();
  expect(law.at?.([{ ...pin, version: '../../secrets' }, words])).toBeUndefined();
  const dir = mkdtempSync(join(tmpdir(), 'carnet-archive-'));
  try {
    cpSync(FIXTURES, dir, { recursive: true });
    const bundle = openArchive(dir).pack('eu', '2026.9.1');
    if (!bundle) throw new Error('the copy lacks the pack');
    writeBundle(dir, { ...bundle, rules: bundle.rules.slice(1) });
    expect(() => catalogAt(openArchive(dir), [pin, words])).toThrow(
      /^the archive holds another text of `eu` 2026\.9\.1 than the one that was pinned/,
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
});

/** The shipped packs can be frozen as they stand, and what the archive gives back finds the same. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../../src/common/canonical-json.ts';
import { readManifest } from '../../../src/intake/manifest.ts';
import { assess } from '../../../src/policy/evaluate.ts';
import { openArchive } from '../../../src/policy/life/archive.ts';
import { catalogAt } from '../../../src/policy/life/frozen-law.ts';
import { readLock } from '../../../src/policy/life/lock.ts';
import { publishAll } from '../../../src/policy/life/publish.ts';
import { loadCatalog, shippedPolicies } from '../../../src/policy/load.ts';
import { pinOf, VOCABULARY } from '../../../src/policy/pins.ts';

const EXAMPLES = new URL('../../../examples/loan-default/', import.meta.url);
const catalog = loadCatalog();
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'carnet-shipped-'));
  cpSync(shippedPolicies(), dir, { recursive: true });
  publishAll(dir, { by: 'ona', at: '2026-11-23', renew: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

it.each([...catalog.packs.keys()])('reads pack `%s` from the archive as from its files', (name) => {
  const pack = loadCatalog(dir).packs.get(name);
  if (!pack) throw new Error(`the copy lacks ${name}`);
  const { version, sha256 } = catalog.vocabulary;
  const frozen = catalogAt(openArchive(dir), [pinOf(pack), { pack: VOCABULARY, version, sha256 }]);
  for (const file of ['manifest.yaml', 'manifest.corrected.yaml']) {
    const { facts } = readManifest(readFileSync(new URL(file, EXAMPLES), 'utf8'), { catalog });
    const question = {
      facts,
      held: { documents: ['dpia'], approvals: ['dpo'] },
      asOf: '2027-12-03',
      regions: [name],
      all: true,
    };
    const found = frozen && canonicalJson(assess(frozen, question));
    expect(found).toBe(canonicalJson(assess(catalog, question)));
  }
});

it('has every version that stands in the lock file in the archive too', () => {
  const archive = openArchive(dir);
  const missing = (readLock(dir) ?? []).filter(({ pack, version, sha256 }) => {
    const bundle = pack === VOCABULARY ? archive.vocabulary(version) : archive.pack(pack, version);
    return bundle?.sha256 !== sha256;
  });
  expect(missing).toEqual([]);
});

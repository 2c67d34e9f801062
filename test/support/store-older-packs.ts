/**
 * Makes `test/fixtures/packs`: older versions of a part of the EU pack, and what they find of an example.
 *
 *     node --import ./test/support/typescript.mjs test/support/store-older-packs.ts
 *
 * Only to be run when what is stored is to change: that older findings stay the same is what the fixtures are for.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canonicalJson, sha256Of } from '../../src/common/canonical-json.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { openArchive, writeBundle } from '../../src/policy/life/archive.ts';
import type {
  OverlayBundle,
  PackBundle,
  RuleData,
  VocabularyBundle,
} from '../../src/policy/life/bundle.types.ts';
import { catalogOf, type PinWanted } from '../../src/policy/life/frozen-law.ts';
import { bundlesIn } from '../../src/policy/life/publish.ts';
import { assess } from '../../src/policy/evaluate.ts';
import { loadCatalog, shippedPolicies } from '../../src/policy/load.ts';
import { pinOf, VOCABULARY } from '../../src/policy/pins.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/packs', import.meta.url));
const EXAMPLES = new URL('../../examples/loan-default/', import.meta.url);
const HELD = { documents: ['dpia', 'privacy_notice'], approvals: ['dpo'] };
const RULES = [
  'EU-GDPR-44-TRANSFER',
  'EU-GDPR-22-ADM',
  'EU-GDPR-35-DPIA',
  'EU-GDPR-30-ROPA',
  'EU-GDPR-32-SECURITY',
  'EU-GDPR-6-LAWFUL-BASIS',
];

const bundles = bundlesIn(shippedPolicies());
const eu = bundles.find(
  (bundle): bundle is PackBundle => bundle.pack === 'eu' && bundle.kind === 'pack',
);
const words = bundles.find((bundle): bundle is VocabularyBundle => bundle.kind === 'vocabulary');
if (!eu || !words) throw new Error('the shipped policies hold no EU pack');

const vocabulary = {
  ...words,
  version: '2026.9.1',
  vocabulary: { ...(words.vocabulary as object), version: '2026.9.1' },
};
const chosen = eu.rules.filter(({ data }) => RULES.includes(String(data['id'])));
const overlay: Omit<OverlayBundle, 'sha256'> = {
  kind: 'overlay',
  pack: 'overlay:bank',
  version: '2026.9.1',
  data: {
    version: '2026.9.1',
    pack: 'eu',
    tighten: { 'EU-GDPR-32-SECURITY': { requires: { documents: ['dpia'] } } },
  },
};

/** September knew one rule less and asked for less in another. */
function september({ file, data }: RuleData): RuleData[] {
  if (data['id'] === 'EU-GDPR-30-ROPA') return [];
  return data['id'] === 'EU-GDPR-35-DPIA'
    ? [{ file, data: { ...data, severity: 'low', title: 'As it was in September' } }]
    : [{ file, data }];
}

rmSync(`${FIXTURES}/archive`, { recursive: true, force: true });
store({ version: '2026.9.1', rules: chosen.flatMap(september) });
store({ version: '2026.10.1', rules: chosen });
writeBundle(FIXTURES, {
  ...vocabulary,
  sha256: hashOf([{ pack: 'eu', version: '2026.9.1' }], VOCABULARY),
});
writeBundle(FIXTURES, { ...overlay, sha256: sha256Of(overlay.data) });

const catalog = loadCatalog();
const manifests = ['manifest.yaml', 'manifest.corrected.yaml'].map((file) => ({
  file,
  facts: readManifest(readFileSync(new URL(file, EXAMPLES), 'utf8'), { catalog }).facts,
}));
const overlays = [{ name: 'bank', version: '2026.9.1', sha256: sha256Of(overlay.data) }];
const laws: readonly PinWanted[] = [
  { pack: 'eu', version: '2026.9.1' },
  { pack: 'eu', version: '2026.10.1' },
  {
    pack: 'eu',
    version: '2026.10.1',
    overlays,
    keeps: [{ version: '2026.9.1', rules: ['EU-GDPR-30-ROPA', 'EU-GDPR-35-DPIA'] }],
  },
];
const stored = laws.flatMap((pin) =>
  manifests.map(({ file, facts }) => {
    const law = catalogOf(openArchive(FIXTURES), [pin, { pack: VOCABULARY, version: '2026.9.1' }]);
    const pack = law?.packs.get('eu');
    if (!law || !pack) throw new Error(`the archive lacks ${pin.version}`);
    const { version, sha256 } = law.vocabulary;
    const question = { facts, held: HELD, asOf: '2026-10-15' };
    return {
      manifest: file,
      pins: [pinOf(pack), { pack: VOCABULARY, version, sha256 }],
      question,
      assessment: canonicalJson(assess(law, { ...question, regions: ['eu'] })),
    };
  }),
);
writeFileSync(`${FIXTURES}/findings.json`, `${JSON.stringify(stored, null, 1)}\n`);

function store(pack: Pick<PackBundle, 'version' | 'rules'>): void {
  if (!eu) return;
  const header = { ...eu.header, version: pack.version };
  const bundle = { ...eu, ...pack, header, sha256: '' };
  writeBundle(FIXTURES, bundle);
  writeBundle(FIXTURES, { ...vocabulary, sha256: '' });
  const sha256 = hashOf([{ pack: 'eu', version: pack.version }], 'eu');
  writeBundle(FIXTURES, { ...bundle, sha256 });
}

function hashOf(pins: readonly PinWanted[], of: string): string {
  const law = catalogOf(openArchive(FIXTURES), [
    ...pins,
    { pack: VOCABULARY, version: '2026.9.1' },
  ]);
  return (of === VOCABULARY ? law?.vocabulary.sha256 : law?.packs.get(of)?.sha256) ?? '';
}

/** Codes of places that people write and Carnet does not use: the mistake says which one was meant. */
import { ManifestError } from '../../src/intake/manifest.errors.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { carnet } from '../support/run-cli.ts';

const catalog = loadCatalog();

function hintFor(fact: string, word: string): string | null {
  const [section, name] = fact.split('.');
  try {
    readManifest(`${section}:\n  ${name}: ['${word}']\n`, { catalog });
  } catch (error) {
    if (error instanceof ManifestError) return error.problems[0]?.hint ?? null;
    throw error;
  }
  return null;
}

it.each([
  ['GB', 'UK'],
  ['gb', 'UK'],
  ['FR', 'EU-FR'],
  ['DE', 'EU-DE` or `US-DE'],
  ['eu-de', 'EU-DE'],
  ['QC', 'CA-QC'],
  ['NYC', 'US-NY-NYC'],
  ['us', 'US'],
])('%s is told to be %s', (word, place) => {
  expect(hintFor('deployment.jurisdictions', word)).toBe(`did you mean \`${place}\`?`);
});

it('names no place where none fits', () => {
  expect(hintFor('deployment.jurisdictions', 'Atlantis')).toContain('write one of');
});

it('holds for a draft too', async () => {
  const run = await carnet(['init', 'package.json', '--jurisdictions', 'GB']);
  expect([run.code, run.err]).toEqual([2, expect.stringContaining('did you mean `UK`?')]);
});

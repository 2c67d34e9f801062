import { parse } from 'yaml';
import { extractAttachments } from '../../src/evidence/extract-attachments.ts';
import { renderPack } from '../../src/evidence/render-pack.ts';
import { LANGUAGES, loadWording } from '../../src/evidence/wording.ts';
import { lintPdf } from './lint/lint-pdf.ts';
import { packFixture, testKey } from './pack-fixture.ts';
import { readText, tagsOf, textOf } from './read-pack.ts';

describe('wordings in several languages', () => {
  it.each(LANGUAGES)(
    '`%s` says everything that `en` says, and names the same values',
    (language) => {
      const [here, english] = [textsOf(language), textsOf('en')];
      // Stages and the like may be left to their ids in one language and be worded in another.
      const missing = [...english.keys()].filter((path) => !here.has(path));
      expect(missing).toEqual([]);
      const other = [...english].filter(
        ([path, text]) => valuesIn(text).join() !== valuesIn(here.get(path) ?? '').join(),
      );
      expect(other).toEqual([]);
    },
  );

  it('share layout and attachments: only the words of the pages differ', async () => {
    const model = await packFixture(testKey());
    const english = await renderPack(model, loadWording());
    const german = await renderPack(model, loadWording('de'));
    expect(await lintPdf(german)).toEqual([]);
    expect(german.toString('latin1')).toContain('/Lang (de)');
    expect(await extractAttachments(german)).toEqual(await extractAttachments(english));
    const [there, here] = [await tagsOf(english), await tagsOf(german)];
    for (const tag of ['H1', 'H2', 'Table', 'Figure', 'TOC'])
      expect([tag, here.get(tag)]).toEqual([tag, there.get(tag)]);
    const text = textOf(german);
    for (const words of ['Zusammenfassung und Bedingungen', 'Seite 1 von', 'Trennung der Aufgaben'])
      expect(text ?? words).toContain(words);
    for (const words of ['Summary and conditions', 'Page 1 of', 'How to verify'])
      expect(text ?? '').not.toContain(words);
  });
});

/** Every text of a wording by its path. */
function textsOf(language: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  visit(parse(readText(`templates/evidence-pack/${language}.yaml`)), '', texts);
  return texts;
}

function visit(node: unknown, path: string, texts: Map<string, string>): void {
  if (typeof node !== 'object' || node === null) texts.set(path, String(node));
  else for (const [name, child] of Object.entries(node)) visit(child, `${path}.${name}`, texts);
}

/** The names that a text has filled in, in the order of the alphabet: languages put them in orders of their own. */
function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => name).toSorted();
}

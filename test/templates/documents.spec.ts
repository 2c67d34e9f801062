import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../src/common/package-root.ts';
import { loadCatalog } from '../../src/policy/load.ts';

interface Outline {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly approver?: string;
  readonly sections: readonly { readonly title: string; readonly guidance: string }[];
}

const folder = join(packageRoot(), 'templates', 'documents');
const outlines = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, outline: parse(readFileSync(join(folder, name), 'utf8')) as Outline }));
const { documents, roles } = loadCatalog().reference;

describe('the outlines of documents', () => {
  it('stand ready for every document a rule may ask for, and for no other', () => {
    expect(outlines.map(({ outline }) => outline.id).toSorted()).toEqual(
      [...documents.keys()].toSorted(),
    );
  });

  it.each(outlines)(
    '$name guides through every section and names roles that exist',
    ({ name, outline }) => {
      expect(name).toBe(`${outline.id.replaceAll('_', '-')}.yaml`);
      expect(outline.title).toBe(documents.get(outline.id)?.title);
      expect([...roles.keys()]).toEqual(
        expect.arrayContaining([outline.owner, outline.approver ?? outline.owner]),
      );
      expect(outline.sections.length).toBeGreaterThan(0);
      for (const { title, guidance } of outline.sections) {
        expect(title.trim()).not.toBe('');
        expect(guidance.trim()).not.toBe('');
      }
    },
  );
});

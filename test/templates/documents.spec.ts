import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../src/common/package-root.ts';
import { loadDocumentTemplate, outlineOf } from '../../src/evidence/document-templates.ts';
import { loadCatalog } from '../../src/policy/load.ts';

const folder = join(packageRoot(), 'templates', 'documents');
const outlines = readdirSync(folder).map((name) => ({
  name,
  outline: loadDocumentTemplate(name.replace(/\.yaml$/u, '').replaceAll('-', '_')),
}));
const reference = parse(
  readFileSync(join(packageRoot(), 'policies', 'reference', 'documents.yaml'), 'utf8'),
) as { documents: { id: string; machineFields?: string[] }[] };
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

  it.each(outlines)(
    '$name says what machines read of it',
    ({ outline: { id, fields, reviewEvery } }) => {
      const ids = fields.map((field) => field.id);
      expect(ids).toEqual(expect.arrayContaining(['author', 'date', 'nextReview']));
      expect(new Set(ids).size).toBe(ids.length);
      const wanted = reference.documents.find((one) => one.id === id)?.machineFields ?? [];
      const columns = fields.flatMap((field) => field.columns ?? []);
      expect([...ids, ...columns]).toEqual(expect.arrayContaining(wanted));
      const next = fields.find((field) => field.id === 'nextReview');
      expect([id, next?.required]).toEqual([id, reviewEvery !== undefined]);
      for (const { type, required, values, columns: cells, meaning } of fields) {
        expect(TYPES).toContain(type);
        expect(typeof required).toBe('boolean');
        expect(meaning.trim()).not.toBe('');
        expect({ values: values !== undefined, columns: cells !== undefined }).toEqual({
          values: type === 'choice',
          columns: type === 'table',
        });
      }
    },
  );

  it.each(outlines)(
    '$name is Markdown whose front matter has a line for every field',
    ({ outline }) => {
      const text = outlineOf(outline);
      const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/su.exec(text) ?? [];
      const stated = parse(front) as Record<string, unknown>;
      expect(Object.keys(stated)).toEqual(['document', ...outline.fields.map(({ id }) => id)]);
      expect(stated['document']).toBe(outline.id);
      const filled = outline.fields.filter(
        ({ id, type }) => type !== 'table' && stated[id] !== null,
      );
      expect(filled).toEqual([]);
      const headings = body.split('\n').filter((line) => line.startsWith('## '));
      expect(headings).toEqual(outline.sections.map(({ title }) => `## ${title}`));
    },
  );

  it('suggest the near one where there is none', () => {
    expect(() => loadDocumentTemplate('privacy_notise')).toThrow(
      'there is no document `privacy_notise`, did you mean `privacy_notice`',
    );
    expect(() => loadDocumentTemplate('../package')).toThrow('there is no document');
  });
});

const TYPES = ['text', 'date', 'integer', 'number', 'yes_no', 'url', 'choice', 'table'];

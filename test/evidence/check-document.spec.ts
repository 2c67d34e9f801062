/** A filled-in outline says what machines read of it, and something in every section; checked without a server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  documentIds,
  loadDocumentTemplate,
  outlineOf,
} from '../../src/evidence/document-templates.ts';
import { problemsIn } from '../../src/evidence/check-document.ts';
import { readFilled } from '../../src/evidence/filled-document.ts';
import { carnet } from '../support/run-cli.ts';
import { filledAsJson, filledIn } from '../support/filled-outline.ts';

const ids = documentIds();

function problems(text: string, id = 'dpia') {
  const filled = readFilled(text);
  if (!filled) throw new Error('not read as a filled-in outline');
  return problemsIn(filled, loadDocumentTemplate(id));
}

it.each(ids)(
  '%s: takes what is filled in and names all that is not, as Markdown and as JSON',
  (id) => {
    const template = loadDocumentTemplate(id);
    expect(problems(filledIn(id), id)).toEqual([]);
    expect(problems(filledAsJson(id), id)).toEqual([]);
    const empty = problems(outlineOf(template), id);
    expect(empty.map(({ field, section }) => field ?? `## ${section}`)).toEqual([
      ...template.fields.filter(({ required }) => required).map((field) => field.id),
      ...template.sections.map(({ title }) => `## ${title}`),
    ]);
  },
);

it.each([
  [
    'date: 2026-11-20',
    'date: 20 November',
    'date',
    /a date such as 2026-11-23, found `"20 November"`/,
  ],
  ['date: 2026-11-20', 'date: 2026-02-30', 'date', /a date such as/],
  [
    'residualRisk: low',
    'residualRisk: tiny',
    'residualRisk',
    /one of low, medium, high, found `"tiny"`/,
  ],
  ['author: said', 'author: [a, b]', 'author', /to be text/],
  ['author: said', 'author: "  "', 'author', /is missing: who wrote it/],
  ['author: said', 'autor: said', 'autor', /no field `autor`: did you mean `author`/],
])('names the field and the line of `%s` written as `%s`', (piece, other, field, message) => {
  const good = filledIn('dpia');
  const text = good.replace(piece, other);
  const line = text.split('\n').indexOf(other) + 1;
  expect(text).not.toBe(good);
  expect(problems(text)).toContainEqual({
    field,
    section: null,
    line,
    message: expect.stringMatching(message) as string,
  });
});

it('names a section that is missing, is called otherwise, or holds a comment or code only in name', () => {
  const [first, , third] = loadDocumentTemplate('dpia').sections.map(({ title }) => title);
  const text = filledIn('dpia')
    .replace(`## ${first}\n\nSaid.`, `## ${first}\n\n<!-- still to be written -->`)
    .replace(`## ${third}`, `\`\`\`\n## ${third}\n\`\`\``);
  expect(problems(text)).toEqual([
    {
      field: null,
      section: first,
      line: text.split('\n').indexOf(`## ${first}`) + 1,
      message: 'the section says nothing yet',
    },
    {
      field: null,
      section: third,
      line: null,
      message: expect.stringContaining('the section is missing') as string,
    },
  ]);
});

it('holds tables to their columns, row by row', () => {
  const id =
    ids.find((one) => loadDocumentTemplate(one).fields.some(({ type }) => type === 'table')) ?? '';
  const table = loadDocumentTemplate(id).fields.find(({ type }) => type === 'table');
  const [column = ''] = table?.columns ?? [];
  const read = JSON.parse(filledAsJson(id)) as Record<string, unknown>;
  const [row] = read[table?.id ?? ''] as Record<string, unknown>[];
  const wrong = { ...read, [table?.id ?? '']: [{ ...row, [column]: null, surplus: 1 }, 'words'] };
  expect(problems(JSON.stringify(wrong), id).map(({ message }) => message)).toEqual([
    expect.stringContaining('row 1'),
    `row 1 of \`${table?.id}\` says nothing of \`${column}\``,
    expect.stringContaining('row 2'),
  ]);
});

it('refuses front matter that aliases blow up', () => {
  const bomb = 'abcdefghi'
    .split('')
    .map(
      (name, n, all) =>
        `${name}: &${name} [${n === 0 ? 'x' : Array.from({ length: 9 }, () => `*${all[n - 1]}`).join(', ')}]`,
    );
  expect(problems(`---\ndocument: dpia\n${bomb.join('\n')}\n---\n`)).toEqual([
    expect.objectContaining({ message: expect.stringContaining('the front matter') as string }),
  ]);
});

it('says where front matter cannot be read, and of another document that it is one', () => {
  expect(problems(filledIn('dpia').replace('author: said', 'author: "said'))).toEqual([
    expect.objectContaining({
      field: null,
      message: expect.stringContaining('the front matter') as string,
    }),
  ]);
  expect(problems(filledIn('tia'))).toEqual([
    { field: 'document', section: null, line: null, message: '`tia` was handed in as `dpia`' },
  ]);
});

it.each([
  'free text',
  '# DPIA\n\n## Purposes\n\nSaid.',
  '---\ntitle: a page\n---\n\nText',
  '{ "score": 1 }',
  '{ no json',
  '%PDF-1.7',
])('knows nothing of %j, which no outline looks like', (text) =>
  expect(readFilled(text)).toBeNull(),
);

it('is checked by the command line before it is handed in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carnet-document-'));
  const file = join(folder, 'dpia.md');
  try {
    writeFileSync(file, filledIn('dpia'));
    expect(await carnet(['documents', 'dpia', '--check', file])).toMatchObject({ code: 0 });
    writeFileSync(file, outlineOf(loadDocumentTemplate('dpia')));
    const { code, err } = await carnet(['documents', 'dpia', '--check', file]);
    expect([code, err]).toEqual([1, expect.stringContaining('ERR_DOCUMENT_INCOMPLETE')]);
    expect(err).toContain('author: `author` is missing: who wrote it');
    writeFileSync(file, 'free text');
    expect(await carnet(['documents', 'dpia', '--check', file])).toMatchObject({ code: 2 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

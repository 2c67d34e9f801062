/** Documents filled in from their outlines with something in every place. */
import { stringify } from 'yaml';
import {
  loadDocumentTemplate,
  type DocumentTemplate,
} from '../../src/evidence/document-templates.ts';

type Field = DocumentTemplate['fields'][number];

/** As Markdown. */
export function filledIn(id: string): string {
  const template = loadDocumentTemplate(id);
  const sections = template.sections.map(({ title }) => `## ${title}\n\nSaid.\n`);
  return `---\n${stringify(fieldsOf(template))}---\n\n# ${template.title}\n\n${sections.join('\n')}`;
}

/** As JSON. */
export function filledAsJson(id: string): string {
  const template = loadDocumentTemplate(id);
  const sections = Object.fromEntries(template.sections.map(({ title }) => [title, 'Said.']));
  return JSON.stringify({ ...fieldsOf(template), sections });
}

function fieldsOf({ id, fields }: DocumentTemplate): Record<string, unknown> {
  return { document: id, ...Object.fromEntries(fields.map((field) => [field.id, valueOf(field)])) };
}

function valueOf({ type, values = [], columns = [] }: Field): unknown {
  const [first] = values;
  const row = Object.fromEntries(columns.map((column) => [column, 'said']));
  const examples: Readonly<Record<Field['type'], unknown>> = {
    text: 'said',
    date: '2026-11-20',
    integer: 3,
    number: 0.5,
    yes_no: false,
    url: 'https://example.org/dpia',
    choice: first,
    table: [row],
  };
  return examples[type];
}

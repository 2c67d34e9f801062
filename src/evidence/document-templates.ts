import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { DomainError } from '../common/domain-error.ts';
import { nearest } from '../common/near.ts';
import { packageRoot } from '../common/package-root.ts';

/** What the front matter of a document holds for machines to read. */
export interface DocumentField {
  readonly id: string;
  readonly type: 'text' | 'date' | 'integer' | 'number' | 'yes_no' | 'url' | 'choice' | 'table';
  readonly required: boolean;
  /** The words of a choice. */
  readonly values?: readonly string[];
  /** The columns of a table. */
  readonly columns?: readonly string[];
  readonly meaning: string;
}

/** The outline of one document: order and wording of its sections, and what each is to say. */
export interface DocumentTemplate {
  readonly id: string;
  readonly title: string;
  readonly legalBasis: string;
  /** Role that writes it, and role that approves it. */
  readonly owner: string;
  readonly approver?: string;
  readonly jurisdictions: readonly string[];
  /** ISO 8601 duration. */
  readonly reviewEvery?: string;
  readonly note?: string;
  readonly fields: readonly DocumentField[];
  readonly sections: readonly { readonly title: string; readonly guidance: string }[];
}

/** No document is known by this id. */
class DocumentUnknownError extends DomainError {
  readonly code = 'ERR_DOCUMENT_UNKNOWN';
  readonly status = 404;

  constructor(id: string, near: string | undefined) {
    const hint = near === undefined ? '`carnet documents` lists them' : `did you mean \`${near}\``;
    super(`there is no document \`${id}\`, ${hint}`);
  }
}

const FOLDER = join(packageRoot(), 'templates', 'documents');

/** Ids of every document there is an outline for, sorted. */
export function documentIds(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/u, '').replaceAll('-', '_'))
    .toSorted();
}

/**
 * The outline of a document. The files ship with Carnet, so their shape is taken as given; a test holds them to it.
 *
 * @throws {DocumentUnknownError}
 */
export function loadDocumentTemplate(id: string): DocumentTemplate {
  const known = documentIds();
  if (!known.includes(id)) throw new DocumentUnknownError(id, nearest(id, known));
  const file = join(FOLDER, `${id.replaceAll('_', '-')}.yaml`);
  return parse(readFileSync(file, 'utf8')) as DocumentTemplate;
}

/** The outline as Markdown to fill in: front matter with a line for every field, then each section with its guidance. */
export function outlineOf(template: DocumentTemplate): string {
  const { title, legalBasis, owner, approver, note } = template;
  const people = approver === undefined ? owner : `${owner}, approved by ${approver}`;
  return [
    '---',
    `document: ${template.id}`,
    ...template.fields.flatMap(fieldLines),
    '---',
    '',
    `# ${title}`,
    '',
    `Basis: ${legalBasis}. Written by: ${people}.`,
    ...(note === undefined ? [] : ['', note.trim()]),
    ...template.sections.flatMap((section) => [
      '',
      `## ${section.title}`,
      '',
      `<!-- ${section.guidance.trim().replaceAll('--', '–')} -->`,
    ]),
    '',
  ].join('\n');
}

/** A key without a value states nothing, so an outline nobody filled in claims nothing. */
function fieldLines(field: DocumentField): string[] {
  const about = `# ${field.meaning}${kindOf(field)}${field.required ? '' : ' (may be left out)'}`;
  if (field.columns === undefined) return [about, `${field.id}:`];
  const row = Object.fromEntries(field.columns.map((column) => [column, null]));
  return [
    about,
    ...stringify({ [field.id]: [row] }, { nullStr: '' })
      .trimEnd()
      .split('\n'),
  ];
}

function kindOf({ type, values }: DocumentField): string {
  if (values !== undefined) return `: ${values.join(', ')}`;
  return KINDS[type];
}

const KINDS: Readonly<Record<DocumentField['type'], string>> = {
  text: '',
  date: ': a date such as 2026-11-23',
  integer: ': a whole number',
  number: ': a number',
  yes_no: ': true or false',
  url: ': a web address',
  choice: '',
  table: '',
};

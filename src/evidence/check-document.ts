/** Holds a filled-in document against the outline that it was made from. */
import { nearest } from '../common/near.ts';
import { isDate } from '../policy/shape.ts';
import { DocumentIncompleteError, type DocumentProblem } from './document-problem.ts';
import {
  type DocumentField,
  type DocumentTemplate,
  loadDocumentTemplate,
} from './document-templates.ts';
import { type FilledDocument, readFilled, type Stated } from './filled-document.ts';

/**
 * Lets pass what is filled in, and what has another form than an outline: a PDF, free text.
 *
 * @param text null where the file is no text
 * @throws {DocumentIncompleteError}
 */
export function assertFilledIn(document: string, text: string | null): void {
  const filled = text === null ? null : readFilled(text);
  if (!filled) return;
  const problems = problemsIn(filled, loadDocumentTemplate(document));
  if (problems.length > 0) throw new DocumentIncompleteError(document, problems);
}

/**
 * Every field that is missing, unknown or of another kind, and every section that says nothing, in the order of the
 * outline.
 *
 * What a section says is for people to judge; that it says something is checked here.
 */
export function problemsIn(filled: FilledDocument, template: DocumentTemplate): DocumentProblem[] {
  if (filled.broken) return [filled.broken];
  if (filled.document !== template.id) {
    const message = `\`${filled.document}\` was handed in as \`${template.id}\``;
    return [{ field: 'document', section: null, line: null, message }];
  }
  return [
    ...template.fields.flatMap((field) => fieldProblems(field, filled.fields.get(field.id))),
    ...unknownFields(filled, template),
    ...template.sections.flatMap(({ title }) => sectionProblems(title, filled)),
  ];
}

function fieldProblems(field: DocumentField, stated: Stated | undefined): DocumentProblem[] {
  const { id, required, meaning } = field;
  const of = { field: id, section: null, line: stated?.line ?? null };
  if (stated === undefined || isEmpty(stated.value)) {
    return required ? [{ ...of, message: `\`${id}\` is missing: ${meaning}` }] : [];
  }
  return faultsOf(field, stated.value).map((message) => ({ ...of, message }));
}

function faultsOf(field: DocumentField, value: unknown): string[] {
  if (field.type === 'table') return tableFaults(field, value);
  const kind = KINDS[field.type];
  return kind.holds(value, field)
    ? []
    : [`\`${field.id}\` is to be ${kind.word(field)}, found ${shown(value)}`];
}

interface Kind {
  readonly word: (field: DocumentField) => string;
  readonly holds: (value: unknown, field: DocumentField) => boolean;
}

const KINDS: Readonly<Record<Exclude<DocumentField['type'], 'table'>, Kind>> = {
  // An unquoted version such as 3.2 is a number to YAML and text to whoever wrote it.
  text: { word: () => 'text', holds: (value) => ['string', 'number'].includes(typeof value) },
  date: {
    word: () => 'a date such as 2026-11-23',
    holds: (value) => typeof value === 'string' && isDate(value),
  },
  integer: { word: () => 'a whole number', holds: Number.isSafeInteger },
  number: { word: () => 'a number', holds: Number.isFinite },
  yes_no: { word: () => 'true or false', holds: (value) => typeof value === 'boolean' },
  url: { word: () => 'a web address', holds: isWebAddress },
  choice: {
    word: ({ values = [] }) => `one of ${values.join(', ')}`,
    holds: (value, { values = [] }) => values.some((one) => one === value),
  },
};

/** Rows that are wholly empty are those of the outline and count as left out. */
function tableFaults({ id, columns = [] }: DocumentField, value: unknown): string[] {
  if (!Array.isArray(value)) return [`\`${id}\` is to be a list of rows, found ${shown(value)}`];
  const rows = value as readonly unknown[];
  return rows.flatMap((row, index) => {
    const place = `row ${index + 1} of \`${id}\``;
    if (!isRow(row)) return [`${place} is to have ${columns.join(', ')}, found ${shown(row)}`];
    const unknown = Object.keys(row).filter((column) => !columns.includes(column));
    const empty = isEmpty(row) ? [] : columns.filter((column) => isEmpty(row[column]));
    return [
      ...unknown.map((column) => `${place} has no \`${column}\`${meant(column, columns)}`),
      ...empty.map((column) => `${place} says nothing of \`${column}\``),
    ];
  });
}

function unknownFields(filled: FilledDocument, { fields }: DocumentTemplate): DocumentProblem[] {
  const known = fields.map(({ id }) => id);
  return [...filled.fields].flatMap(([id, { line }]) => {
    if (known.includes(id)) return [];
    const message = `the outline has no field \`${id}\`${meant(id, known)}`;
    return [{ field: id, section: null, line, message }];
  });
}

function sectionProblems(title: string, { sections }: FilledDocument): DocumentProblem[] {
  const found = sections.find((section) => sameTitle(section.title, title));
  if (!found) {
    const near = nearest(
      title,
      sections.map((section) => section.title),
    );
    const hint = near === undefined ? '' : `; \`## ${near}\` is near it`;
    return [{ field: null, section: title, line: null, message: `the section is missing${hint}` }];
  }
  if (found.text !== '') return [];
  return [
    { field: null, section: title, line: found.line, message: 'the section says nothing yet' },
  ];
}

function sameTitle(one: string, other: string): boolean {
  const [a, b] = [one, other].map((title) => title.trim().replaceAll(/\s+/gu, ' ').toLowerCase());
  return a === b;
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `: did you mean \`${near}\``;
}

/** Null, blank text, and whatever holds nothing else. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isEmpty);
  return isRow(value) && Object.values(value).every(isEmpty);
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWebAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//u.test(value) && URL.canParse(value);
}

/** More of a wrong value helps nobody find it. */
const MOST_SHOWN = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return `\`${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}\``;
}

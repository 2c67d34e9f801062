import type { DraftValue } from './draft.types.ts';
import { oneLine } from './plain.ts';

/** Words that some reader of YAML takes for a truth value or for nothing. */
const TAKEN = /^(?:true|false|null|yes|no|on|off|y|n)$/iu;

/** A value in YAML's flow style; text that is more than a word is in double quotes. */
export function yamlValue(value: DraftValue): string {
  if (typeof value === 'string') return yamlText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `[${value.map(yamlText).join(', ')}]`;
}

function yamlText(text: string): string {
  if (/^[A-Za-z_][\w./-]*$/u.test(text) && !TAKEN.test(text)) return text;
  // JSON strings are YAML; what JSON leaves bare and YAML does not print is written as an escape.
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `{ name: zip_code, category: postal_code }` */
export function yamlEntry(fields: Readonly<Record<string, DraftValue>>): string {
  const inner = Object.entries(fields).map(([key, value]) => `${key}: ${yamlValue(value)}`);
  return `{ ${inner.join(', ')} }`;
}

/** A comment of one line. */
export function yamlComment(text: string): string {
  return `# ${oneLine(text) ?? ''}`;
}

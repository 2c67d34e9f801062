/** How facts are said to people; read from `policies/reference/words.yaml`, where each part is described. */

/** What is said of one fact, by what was stated. Templates: `{{value}}`, `{{expected}}`, `{{place}}`. */
export interface FactWords {
  readonly says?: string;
  readonly yes?: string;
  readonly no?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly empty?: string;
  readonly count?: string;
  readonly has?: string;
  readonly lacks?: string;
  readonly open?: string;
}

/** What an entry of a list of objects is called. */
interface SubjectWords {
  /** Key of the entry that holds its name. */
  readonly name: string;
  readonly says: string;
  readonly unnamed: string;
}

export const SAYINGS = [
  'unstated',
  'unstatedWhether',
  'unstatedOf',
  'untold',
  'untoldOf',
  'fallback',
  'fallbackOf',
  'and',
  'nothing',
  'yes',
  'no',
  'cloud',
] as const;

export const CHANGE_SAYINGS = [
  'document',
  'approval',
  'mechanism',
  'region',
  'audit_only',
  'excluded',
  'state',
  'stateAs',
  'stateLike',
  'fulfil',
  'or',
  'brings',
  'bringsMissing',
] as const;

type ByTruth = Readonly<Record<'true' | 'false', string>>;

export interface Words {
  readonly subjects: Readonly<Record<string, SubjectWords>>;
  readonly sayings: Readonly<Record<(typeof SAYINGS)[number], string>>;
  readonly comparisons: Readonly<Record<string, ByTruth>>;
  readonly facts: ReadonlyMap<string, FactWords>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly sets: Readonly<Record<string, string>>;
  readonly borders: Readonly<Record<string, ByTruth>>;
  readonly changes: Readonly<Record<(typeof CHANGE_SAYINGS)[number], string>>;
  readonly countries: Readonly<Record<string, string>>;
}

/** Templates taken apart: texts and names in turns. There are as many as the words have. */
const taken = new Map<string, readonly string[]>();

/** A text with its `{{names}}` filled in; a name that is not given stays empty. */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  const parts = taken.get(template) ?? template.split(/\{\{(\w+)\}\}/);
  taken.set(template, parts);
  let text = '';
  for (const [index, part] of parts.entries())
    text += index % 2 === 0 ? part : (values[part] ?? '');
  return text;
}

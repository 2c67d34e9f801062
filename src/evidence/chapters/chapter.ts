import type { Instant } from '../../../workflows/words.ts';
import { instant } from '../formats.ts';
import type { PackModel, PersonRef } from '../pack-model.ts';
import type { Element, Outline, Para, Sheet } from '../pdf/sheet.ts';
import { STYLE, statusColor } from '../pdf/style.ts';
import type { Wording } from '../wording.ts';

export interface ChapterContext {
  readonly sheet: Sheet;
  readonly model: PackModel;
  readonly words: Wording;
  /** The chapter's `Sect`. */
  readonly section: Element;
  readonly outline: Outline;
  /** Name and SHA-256 (hex) of what is attached, in order. */
  readonly attached: readonly { readonly name: string; readonly sha256: string }[];
}

export type Chapter = (context: ChapterContext) => void | Promise<void>;

/** A second-level heading that also stands in the bookmarks; `keep` points below it stay on its page. */
export function subheading(
  { sheet, section, outline }: ChapterContext,
  text: string,
  keep = 0,
): void {
  if (keep > 0) sheet.ensure(keep + 40);
  sheet.heading(section, 2, text);
  outline.addItem(text);
}

export function body({ sheet, section }: ChapterContext, text: string): void {
  sheet.paragraph(section, { text, style: STYLE.body, after: 8 });
}

export function small(text: string): Para {
  return { text, style: STYLE.small };
}

export function strong(text: string): Para {
  return { text, style: STYLE.strong };
}

export function muted(text: string): Para {
  return { text, style: STYLE.muted };
}

export function mono(text: string): Para {
  return { text, style: STYLE.mono };
}

/** A status as a coloured word behind a dot. */
export function status(word: string, label: string): Para {
  const color = statusColor(word);
  return { text: label, style: { ...STYLE.strong, color }, dot: color };
}

export function finding(words: Wording, word: string): Para {
  return status(word, words.word(`findingWords.${word}.label`));
}

export function outcome(words: Wording, word: string): Para {
  return status(word, words.word(`outcomes.${word}.label`));
}

/** `Ana Costa (ana)`; the id alone where there is no other name. */
export function person({ id, name }: PersonRef): string {
  return name === id ? id : `${name} (${id})`;
}

export function role(words: Wording, id: string): string {
  return words.word(`roles.${id}`);
}

export function stage(words: Wording, id: string): string {
  return words.word(`stages.${id}`);
}

export function region(words: Wording, id: string): string {
  return words.word(`regions.${id}`);
}

export function atBy(words: Wording, at: Instant, by: PersonRef): string {
  return words.text('documents.suppliedBy', { name: person(by), at: instant(at) });
}

/** A document by its title, a role by its name, a fact by its path. */
export function missingName({ documents }: PackModel, words: Wording, id: string): string {
  const document = documents.find((one) => one.document === id);
  if (document) return document.title;
  return id.includes('.') ? id : role(words, id);
}

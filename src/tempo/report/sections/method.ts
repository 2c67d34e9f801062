import type { SectionContext } from '../section.ts';

/** How the figures are made, and what they are not. */
export function method({ sheet, section, words }: SectionContext): void {
  sheet.list(section, words.list('method.text'));
}

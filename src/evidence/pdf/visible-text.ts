/** Longest text drawn in one place; what follows stands in `evidence.json`. */
const LONGEST = 6000;

export interface VisibleTextOptions {
  readonly hasGlyph: (codePoint: number) => boolean;
  /** What to print for the rest of a text that is too long. */
  readonly cut: (hidden: number) => string;
}

/**
 * Any text a person typed, made drawable: one entry per line.
 *
 * What the font cannot draw, and what nobody could see (control and format characters, which can also turn the
 * order of text around), is printed as its code, `[U+4E2D]`: dropping it would show a text that was never written,
 * and a missing glyph is no PDF/A.
 */
export function visibleLines(text: string, options: VisibleTextOptions): string[] {
  const characters = Array.from(text);
  const hidden = characters.length - LONGEST;
  const shown = hidden > 0 ? [...characters.slice(0, LONGEST), options.cut(hidden)] : characters;
  const visible = shown
    .map((character) =>
      character.length > 2 ? character : visibleCharacter(character, options.hasGlyph),
    )
    .join('');
  return visible.split('\n');
}

function visibleCharacter(character: string, hasGlyph: (codePoint: number) => boolean): string {
  if (character === '\n' || character === ' ') return character;
  if (character === '\t') return '    ';
  if (character === '\r') return '';
  const codePoint = character.codePointAt(0) ?? 0;
  const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character);
  if (!unseen && hasGlyph(codePoint)) return character;
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
}

import type { FontName } from './style.ts';
import { fontPath } from './style.ts';

interface FontkitGlyph {
  readonly id: number;
}
interface FontkitFont {
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): FontkitGlyph;
}

const NO_BOX = { minX: 0, minY: 0, maxX: 0, maxY: 0 };
const repaired = new WeakSet();

/** Makes a font the present one and returns what reads its file. */
export function useFont(doc: PDFKit.PDFDocument, name: FontName): FontkitFont {
  doc.font(fontPath(name));
  const { font } = Reflect.get(doc, '_font') as { readonly font: FontkitFont };
  if (!repaired.has(font)) {
    repaired.add(font);
    // In IBM Plex Mono the space is an empty glyph at the very end of its table, and fontkit reads its box from
    // beyond the end. An empty glyph has no box to read.
    Reflect.set(font.glyphForCodePoint(0x20), '_getCBox', () => NO_BOX);
  }
  return font;
}

import PdfDocument from 'pdfkit';

import { useFont } from './embedded-font.ts';
import type { FontName, TextStyle } from './style.ts';
import { COLOR, CONTENT_BOTTOM, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';
import { visibleLines } from './visible-text.ts';
import { wrap } from './wrap.ts';

export type Element = PDFKit.PDFStructureElement;
export type Outline = PDFKit.PDFOutline;

/** One paragraph of a cell or of the flow. */
export interface Para {
  readonly text: string;
  readonly style: TextStyle;
  /** Colour of a small dot in front: a status word is never told by colour alone. */
  readonly dot?: string;
  /** Points below the last line. */
  readonly after?: number;
}

/** One line ready to be drawn. */
export interface Line {
  readonly text: string;
  readonly style: TextStyle;
  readonly dot?: string;
  readonly indent: number;
  /** With the space below it, points. */
  readonly height: number;
}

export interface SheetOptions {
  /** PDF/A-1b is for a twin without attachments. */
  readonly subset: 'PDF/A-3a' | 'PDF/A-1b';
  readonly title: string;
  readonly language: string;
  readonly created: Date;
  readonly cut: (hidden: number) => string;
}

const DOT_INDENT = 9;

/**
 * A tagged PDF that is filled from top to bottom: breaks lines and pages itself, because pdfkit's own breaking
 * cannot split a table row or a structure element over pages.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Element;
  /** Top of the free space on the page, points from the page's top. */
  y: number = PAGE.top;
  private readonly glyphs = new Map<string, boolean>();
  private readonly widths = new Map<string, number>();

  constructor(private readonly options: SheetOptions) {
    this.doc = new PdfDocument({
      size: 'A4',
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: options.subset === 'PDF/A-1b' ? '1.4' : '1.7',
      subset: options.subset,
      tagged: true,
      lang: options.language,
      displayTitle: true,
      // pdfkit's declarations lack it: no standard font, every font is embedded.
      font: null as unknown as string,
      info: {
        Title: options.title,
        Author: 'Carnet',
        Creator: 'Carnet',
        Producer: 'Carnet with PDFKit',
        CreationDate: options.created,
      },
    });
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  get page(): number {
    const { start, count } = this.doc.bufferedPageRange();
    return start + count - 1;
  }

  newPage(): void {
    this.doc.addPage();
    this.y = PAGE.top;
  }

  /** Starts a page when less than `height` points are left on this one. */
  ensure(height: number): void {
    if (this.y + height > CONTENT_BOTTOM) this.newPage();
  }

  child(parent: Element, type: string, options: Record<string, unknown> = {}): Element {
    const element = this.doc.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Breaks paragraphs into lines of at most `width` points. */
  lines(paragraphs: readonly Para[], width: number): Line[] {
    return paragraphs.flatMap((paragraph) => this.linesOf(paragraph, width));
  }

  /** Draws lines below each other from `top`, all on the present page. */
  drawLines(lines: readonly Line[], x: number, top: number): void {
    let y = top;
    for (const { text, style, dot, indent, height } of lines) {
      const baseline = y + style.size * (style.leading - 1) * 0.5 + style.size * 0.86;
      if (dot) this.doc.circle(x + 2.6, baseline - style.size * 0.32, 2.3).fill(dot);
      this.word(text, x + indent, baseline, style);
      y += height;
    }
  }

  /** Draws one text with its baseline at `y`. */
  word(text: string, x: number, y: number, style: TextStyle): void {
    if (text.trim() === '') return;
    useFont(this.doc, style.font);
    this.doc.fontSize(style.size).fillColor(style.color);
    this.doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  /** A paragraph in the flow, tagged as `type`; goes on over as many pages as it needs. */
  paragraph(parent: Element, paragraph: Para, type = 'P', x: number = PAGE.left): Element {
    const element = this.child(parent, type);
    this.flow(element, this.lines([paragraph], PAGE.width - PAGE.right - x), x);
    return element;
  }

  /** A heading that stays with the text below it. */
  heading(parent: Element, level: 1 | 2 | 3, text: string): void {
    const style = [STYLE.h1, STYLE.h2, STYLE.h3][level - 1] ?? STYLE.h3;
    if (level > 1 && this.y > PAGE.top) this.y += level === 2 ? 16 : 10;
    this.ensure(style.size * 6);
    this.paragraph(parent, { text, style, after: level === 1 ? 8 : 4 }, `H${level}`);
  }

  list(parent: Element, items: readonly string[], style: TextStyle = STYLE.body): void {
    const list = this.child(parent, 'L');
    for (const item of items) {
      const body = this.child(this.child(list, 'LI'), 'LBody');
      const lines = this.lines([{ text: item, style, after: 2 }], CONTENT_WIDTH - 12);
      this.ensure(style.size * style.leading);
      this.artifact(() => {
        this.doc
          .rect(PAGE.left + 1, this.y + style.size * style.leading * 0.5 - 0.6, 4.5, 1)
          .fill(COLOR.rule);
      });
      this.flow(body, lines, PAGE.left + 12);
    }
    this.y += 4;
  }

  /** Draws what is there for the eye only. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  hairline(y: number, color: string = COLOR.hairline, weight = 0.5): void {
    this.artifact(() => {
      this.doc
        .moveTo(PAGE.left, y)
        .lineTo(PAGE.width - PAGE.right, y)
        .lineWidth(weight)
        .stroke(color);
    });
  }

  widthOf(text: string, style: TextStyle): number {
    const key = `${style.font}:${text}`;
    let perPoint = this.widths.get(key);
    if (perPoint === undefined) {
      useFont(this.doc, style.font);
      this.doc.fontSize(100);
      perPoint = this.doc.widthOfString(text) / 100;
      if (this.widths.size < 50_000) this.widths.set(key, perPoint);
    }
    return perPoint * style.size;
  }

  private flow(element: Element, lines: readonly Line[], x: number): void {
    let rest = lines;
    while (rest.length > 0) {
      this.ensure(rest[0]?.height ?? 0);
      const count = fitting(rest, CONTENT_BOTTOM - this.y);
      const now = rest.slice(0, count);
      const top = this.y;
      element.add(() => this.drawLines(now, x, top));
      this.y += heightOf(now);
      rest = rest.slice(count);
    }
  }

  private linesOf(paragraph: Para, width: number): Line[] {
    const { text, style, dot } = paragraph;
    const indent = dot ? DOT_INDENT : 0;
    const height = style.size * style.leading;
    const visible = visibleLines(text, {
      hasGlyph: (codePoint) => this.hasGlyph(style.font, codePoint),
      cut: this.options.cut,
    });
    const wrapped = visible.flatMap((line) =>
      wrap(line, width - indent, (part) => this.widthOf(part, style)),
    );
    return wrapped.map((line, index) => ({
      text: line.joined || index === wrapped.length - 1 ? line.text : `${line.text.trimEnd()} `,
      style,
      indent,
      height: index === wrapped.length - 1 ? height + (paragraph.after ?? 0) : height,
      ...(dot && index === 0 ? { dot } : {}),
    }));
  }

  private hasGlyph(font: FontName, codePoint: number): boolean {
    const key = `${font}:${codePoint}`;
    let known = this.glyphs.get(key);
    if (known === undefined) {
      known = useFont(this.doc, font).hasGlyphForCodePoint(codePoint);
      this.glyphs.set(key, known);
    }
    return known;
  }
}

/** How many of the lines fit into `space` points; at least one, so that drawing always moves on. */
export function fitting(lines: readonly Line[], space: number): number {
  let used = 0;
  let count = 0;
  for (const { height, style } of lines) {
    // The space below a last line may hang over the edge.
    if (used + style.size * style.leading > space) break;
    used += height;
    count += 1;
  }
  return Math.max(1, count);
}

export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { height }) => sum + height, 0);
}

import type { Element, Sheet } from './sheet.ts';
import { COLOR, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';

const LINE = 15;

interface Entry {
  readonly title: string;
  readonly page: number;
}

/** The list of chapters: its place is kept when the cover is drawn, it is filled in when all pages are known. */
export class Contents {
  private readonly entries: Entry[] = [];
  private place: { readonly page: number; readonly top: number; readonly element: Element } | null =
    null;

  constructor(
    private readonly sheet: Sheet,
    private readonly title: string,
  ) {}

  /** Says that a chapter begins on the present page. */
  note(title: string): void {
    this.entries.push({ title, page: this.sheet.page });
  }

  /** Keeps room for `count` entries. */
  reserve(parent: Element, count: number): void {
    this.sheet.heading(parent, 2, this.title);
    const rows = Math.ceil(count / 2);
    this.sheet.ensure(rows * LINE);
    this.place = {
      page: this.sheet.page,
      top: this.sheet.y,
      element: this.sheet.child(parent, 'TOC'),
    };
    this.sheet.y += rows * LINE;
  }

  draw(): void {
    if (!this.place) return;
    const { page, top, element } = this.place;
    const { doc } = this.sheet;
    doc.switchToPage(page);
    const rows = Math.ceil(this.entries.length / 2);
    for (const [index, entry] of this.entries.entries()) {
      const column = index < rows ? 0 : 1;
      this.drawEntry(element, entry, {
        x: PAGE.left + column * (CONTENT_WIDTH / 2 + 10),
        y: top + (index % rows) * LINE + 10,
        width: CONTENT_WIDTH / 2 - 10,
      });
    }
    element.end();
  }

  private drawEntry(
    element: Element,
    { title, page }: Entry,
    at: { readonly x: number; readonly y: number; readonly width: number },
  ): void {
    const { sheet } = this;
    const link = sheet.child(sheet.child(sheet.child(element, 'TOCI'), 'Reference'), 'Link');
    const number = String(page + 1);
    const numberX = at.x + at.width - sheet.widthOf(number, STYLE.small);
    link.add(() => {
      sheet.word(`${title} `, at.x, at.y, STYLE.small);
      sheet.word(number, numberX, at.y, STYLE.small);
    });
    sheet.doc.link(
      at.x,
      at.y - 10,
      at.width,
      LINE,
      page as unknown as string,
      {
        structParent: link,
        Contents: new String(title),
      } as object,
    );
    sheet.artifact(() => {
      const from = at.x + sheet.widthOf(title, STYLE.small) + 5;
      sheet.doc
        .moveTo(from, at.y - 1)
        .lineTo(numberX - 5, at.y - 1)
        .lineWidth(0.5)
        .dash(0.8, { space: 2.2 })
        .stroke(COLOR.rule)
        .undash();
    });
  }
}

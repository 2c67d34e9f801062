import type { Element, Sheet } from './sheet.ts';
import { CONTENT_WIDTH, PAGE } from './style.ts';

export interface FigureOptions {
  /** Says in words what the picture shows. */
  readonly alt: string;
  /** Points. */
  readonly height: number;
  /** Draws into the content's width, downwards from `top`, at most `height` high. */
  readonly draw: (top: number) => void;
}

/** A picture in one piece, tagged as Figure with its alternative text. */
export function figure(sheet: Sheet, parent: Element, { alt, height, draw }: FigureOptions): void {
  sheet.ensure(height);
  const top = sheet.y;
  const element = sheet.child(parent, 'Figure', {
    alt,
    placement: 'Block',
    bbox: [PAGE.left, top, PAGE.left + CONTENT_WIDTH, top + height],
  });
  element.add(() => draw(top));
  element.end();
  sheet.y += height + 8;
}

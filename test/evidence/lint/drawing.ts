/** What the pages draw: fonts, glyphs, colours, and that each mark is tagged or said to be for the eye only. */

import { PDFArray, PDFDict, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib';
import {
  arrayAt,
  ask,
  dictAt,
  dictionariesOf,
  drawingOf,
  fault,
  has,
  itemsOf,
  nameAt,
} from './reading.ts';
import type { Fault } from './reading.ts';

const PAINTS = /^(?:Tj|TJ|'|"|f|F|f\*|S|s|B|b|B\*|b\*|sh|Do)$/u;
const TOKEN = /<<|>>|<[0-9a-fA-F\s]*>|\((?:\\.|[^\\()])*\)|\/[^\s/<>[\]()]+|[[\]]|[^\s/<>[\]()]+/gu;

export function drawingFaults(
  document: PDFDocument,
  parents: ReadonlyMap<number, unknown>,
): Fault[] {
  return [
    ...fontFaults(document),
    ...document.getPages().flatMap((page, index) => pageFaults(page, index + 1, parents)),
  ];
}

function fontFaults(document: PDFDocument): Fault[] {
  return dictionariesOf(document)
    .filter((dict) => nameAt(dict, 'Type') === 'Font')
    .flatMap((font) => {
      const name = nameAt(font, 'BaseFont') ?? 'a font without a name';
      if (nameAt(font, 'Subtype') === 'Type0')
        return ask(has(font, 'ToUnicode'), 'unicode', `${name} cannot be read aloud or copied`);
      const descriptor = dictAt(font, 'FontDescriptor');
      const embedded = ['FontFile', 'FontFile2', 'FontFile3'].some(
        (file) => descriptor && has(descriptor, file),
      );
      return ask(embedded, 'embedded', `${name} is not in the file`);
    });
}

function pageFaults(page: PDFPage, number: number, parents: ReadonlyMap<number, unknown>): Fault[] {
  const { outside, missing, cmyk, ids } = read(drawingOf(page));
  const where = `page ${number}`;
  const key = page.node.lookup(PDFName.of('StructParents'));
  const tree = key instanceof PDFNumber ? parents.get(key.asNumber()) : undefined;
  const known = tree instanceof PDFArray ? tree : undefined;
  const lost = ids.filter((id) => !(known?.lookup(id) instanceof PDFDict));
  return [
    ...ask(outside === 0, 'untagged', `${where} draws ${outside} marks outside of every tag`),
    ...ask(missing === 0, 'glyph', `${where} shows ${missing} characters that its font lacks`),
    ...ask(cmyk === 0, 'colour', `${where} draws in CMYK, and the profile is RGB`),
    ...ask(lost.length === 0, 'parent tree', `${where} draws ${lost.length} marks of no element`),
    ...ask(new Set(ids).size === ids.length, 'parent tree', `${where} uses a mark's id twice`),
    ...annotationFaults(page, where, parents),
  ];
}

interface Drawn {
  readonly outside: number;
  readonly missing: number;
  readonly cmyk: number;
  readonly ids: readonly number[];
}

function read(drawing: string): Drawn {
  const tokens = drawing.match(TOKEN) ?? [];
  const count = (test: (token: string) => boolean): number => tokens.filter(test).length;
  return {
    outside: outsideOfTags(tokens),
    missing: tokens.reduce((sum, token) => sum + emptyGlyphs(token), 0),
    cmyk: count((token) => token === 'k' || token === 'K'),
    ids: tokens.flatMap((token, index) => (token === '/MCID' ? [Number(tokens[index + 1])] : [])),
  };
}

function outsideOfTags(tokens: readonly string[]): number {
  let [depth, outside] = [0, 0];
  for (const token of tokens) {
    if (token === 'BDC' || token === 'BMC') depth += 1;
    else if (token === 'EMC') depth -= 1;
    else if (depth === 0 && PAINTS.test(token)) outside += 1;
  }
  return outside;
}

/** Two bytes a character; the first glyph of every font is the one for those that it lacks. */
function emptyGlyphs(text: string): number {
  if (!/^<[0-9a-fA-F]/u.test(text)) return 0;
  return (text.slice(1, -1).match(/.{4}/gu) ?? []).filter((code) => code === '0000').length;
}

function annotationFaults(
  page: PDFPage,
  where: string,
  parents: ReadonlyMap<number, unknown>,
): Fault[] {
  const annotations = itemsOf(arrayAt(page.node, 'Annots'));
  if (annotations.length === 0) return [];
  return [
    ...ask(nameAt(page.node, 'Tabs') === 'S', 'tab order', `${where} does not follow its tags`),
    ...annotations.flatMap((one) => {
      if (!(one instanceof PDFDict)) return [fault('annotation', `${where} holds none`)];
      const kind = nameAt(one, 'Subtype') ?? '';
      const flags = one.lookup(PDFName.of('F'));
      const printed = flags instanceof PDFNumber ? flags.asNumber() & 0b10_0111 : 0;
      const key = one.lookup(PDFName.of('StructParent'));
      const element = key instanceof PDFNumber ? parents.get(key.asNumber()) : undefined;
      const tag = element instanceof PDFDict ? nameAt(element, 'S') : undefined;
      return [
        ...ask(printed === 0b100, 'printed', `${where} has a ${kind} that is not printed`),
        ...ask(
          tag === (kind === 'Widget' ? 'Form' : 'Link'),
          'annotation tag',
          `${where} has a ${kind} within \`${tag}\``,
        ),
        ...ask(
          has(one, kind === 'Widget' ? 'TU' : 'Contents'),
          'annotation text',
          `${where} has a ${kind} that says nothing`,
        ),
      ];
    }),
  ];
}

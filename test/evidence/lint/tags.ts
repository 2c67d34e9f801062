/** The tree of tags: who may stand below whom, and what each has to say. */

import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib';
import type { PDFDocument, PDFObject } from '@cantoo/pdf-lib';
import { arrayAt, ask, dictAt, fault, has, itemsOf, nameAt } from './reading.ts';
import type { Fault } from './reading.ts';

/** Below which tags a tag may stand; those that are not named here may stand anywhere. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
  LI: ['L'],
  Lbl: ['LI'],
  LBody: ['LI'],
  TOCI: ['TOC'],
};
/** What may stand below a tag; those that are not named here may hold anything. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  TR: ['TH', 'TD'],
  L: ['LI', 'Caption'],
  LI: ['Lbl', 'LBody'],
  TOC: ['TOCI', 'TOC', 'Caption'],
};
const KNOWN = new Set(
  'Document Sect Reference P H1 H2 H3 Table TR TH TD THead TBody L LI Lbl LBody TOC TOCI Link Figure Form Span Caption Code'.split(
    ' ',
  ),
);

/** The numbers of the parent tree with what they stand for. */
export function parentTree({ catalog }: PDFDocument): Map<number, PDFObject | undefined> {
  const root = dictAt(catalog, 'StructTreeRoot');
  const numbers = itemsOf(arrayAt(root ? (dictAt(root, 'ParentTree') ?? root) : catalog, 'Nums'));
  const found = new Map<number, PDFObject | undefined>();
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const key = numbers[index];
    if (key instanceof PDFNumber) found.set(key.asNumber(), numbers[index + 1]);
  }
  return found;
}

export function tagFaults({ catalog }: PDFDocument): Fault[] {
  const root = dictAt(catalog, 'StructTreeRoot');
  if (!root) return [fault('tags', 'there are none')];
  const faults: Fault[] = [];
  let heading = 0;
  const visit = (element: PDFDict, parent: string): void => {
    const tag = nameAt(element, 'S');
    if (tag === undefined) return;
    faults.push(...placeFaults(tag, parent), ...elementFaults(tag, element));
    const level = Number(/^H(\d)$/u.exec(tag)?.[1] ?? 0);
    if (level > heading + 1) faults.push(fault('heading', `H${level} follows H${heading}`));
    if (level > 0) heading = level;
    kidsOf(element).forEach((kid) => visit(kid, tag));
  };
  kidsOf(root).forEach((kid) => visit(kid, ''));
  return faults;
}

function placeFaults(tag: string, parent: string): Fault[] {
  return [
    ...ask(KNOWN.has(tag), 'tag', `\`${tag}\` is none of the standard's, or none of ours`),
    ...ask(BELOW[tag]?.includes(parent) ?? true, 'place', `${tag} stands below ${parent}`),
    ...ask(HOLDS[parent]?.includes(tag) ?? true, 'place', `${parent} holds ${tag}`),
  ];
}

function elementFaults(tag: string, element: PDFDict): Fault[] {
  if (tag === 'Figure') {
    const alt = element.lookup(PDFName.of('Alt'));
    const text = alt instanceof PDFString || alt instanceof PDFHexString ? alt.decodeText() : '';
    return [
      ...ask(text.trim() !== '', 'figure text', 'a figure says nothing'),
      ...ask(
        attributes(element).some((one) => has(one, 'BBox')),
        'figure box',
        'it has none',
      ),
    ];
  }
  if (tag === 'TH') {
    const scoped = attributes(element).some((one) => has(one, 'Scope'));
    return ask(scoped, 'scope', 'a header cell does not say what it heads');
  }
  if (tag === 'Table') return tableFaults(element);
  if (tag === 'Link' || tag === 'Form') {
    const kids = itemsOf(arrayAt(element, 'K'));
    const refers = kids.some((kid) => kid instanceof PDFDict && nameAt(kid, 'Type') === 'OBJR');
    return ask(refers, 'annotation tag', `a ${tag} leads to no annotation`);
  }
  return [];
}

/** Every row has as many cells as the first, spans counted. */
function tableFaults(table: PDFDict): Fault[] {
  const rows = kidsOf(table).flatMap((kid) => (nameAt(kid, 'S') === 'TR' ? [kid] : kidsOf(kid)));
  const widths = rows.map((row) =>
    kidsOf(row).reduce((sum, cell) => sum + Math.max(1, ...attributes(cell).map(spanOf)), 0),
  );
  return ask(
    new Set(widths).size <= 1,
    'table',
    `rows of ${[...new Set(widths)].join(', ')} cells`,
  );
}

function spanOf(attribute: PDFDict): number {
  const span = attribute.lookup(PDFName.of('ColSpan'));
  return span instanceof PDFNumber ? span.asNumber() : 1;
}

function attributes(element: PDFDict): PDFDict[] {
  const found = element.lookup(PDFName.of('A'));
  const all = found instanceof PDFArray ? itemsOf(found) : [found];
  return all.filter((one) => one instanceof PDFDict);
}

function kidsOf(element: PDFDict): PDFDict[] {
  const found = element.lookup(PDFName.of('K'));
  const all = found instanceof PDFArray ? itemsOf(found) : [found];
  return all.filter((one) => one instanceof PDFDict);
}

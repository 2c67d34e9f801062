/** Ways to spoil a good pack, each breaking one rule of the lint. */

import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import type { PDFPage } from '@cantoo/pdf-lib';
import { contentOf, dictAt, dictionariesOf, drawingOf, nameAt } from './reading.ts';

type Spoil = (document: PDFDocument) => void;

export const TRAPS: readonly (readonly [rule: string, how: string, spoil: Spoil])[] = [
  ['language', 'no language', ({ catalog }) => drop(catalog, 'Lang')],
  ['marked', 'not said to be tagged', ({ catalog }) => drop(catalog, 'MarkInfo')],
  ['title shown', 'the file name as title', ({ catalog }) => drop(catalog, 'ViewerPreferences')],
  ['output intent', 'no colour profile', ({ catalog }) => drop(catalog, 'OutputIntents')],
  ['metadata', 'none', ({ catalog }) => drop(catalog, 'Metadata')],
  [
    'metadata',
    'R&D as it is typed',
    metadata((xml) => xml.replace('</dc:title>', 'R&D</dc:title>')),
  ],
  ['pdf/a', 'another part', metadata((xml) => xml.replace('<pdfaid:part>3', '<pdfaid:part>1'))],
  ['pdf/a', 'another level', metadata((xml) => xml.replace('conformance>A', 'conformance>B'))],
  ['pdf/ua', 'not said', metadata((xml) => xml.replace('<pdfuaid:part>1</pdfuaid:part>', ''))],
  [
    'extension schema',
    'none',
    metadata((xml) => xml.replace('http://www.aiim.org/pdfua/ns/id/</pdfaS', '</pdfaS')),
  ],
  [
    'title',
    'another one',
    metadata((xml) => xml.replace('Evidence pack eu-', 'Evidence pack us-')),
  ],
  ['created', 'another day', metadata((xml) => xml.replace(/(<xmp:CreateDate>)\d{4}/u, '$11999'))],
  ['action', 'on opening', (document) => action(document, 'GoTo')],
  [
    'action',
    'JavaScript in a link',
    (document) =>
      dictionaries(document, 'Link')[0]?.set(
        PDFName.of('A'),
        document.context.register(document.context.obj({ S: 'JavaScript' })),
      ),
  ],
  [
    'associated',
    'a file without a relationship to the document',
    ({ catalog }) => catalog.lookup(PDFName.of('AF'), PDFArray).remove(0),
  ],
  [
    'relationship',
    'an attachment in none',
    (document) => drop(filespec(document), 'AFRelationship'),
  ],
  ['attachment name', 'an attachment with one name', (document) => drop(filespec(document), 'UF')],
  ['attachment type', 'an attachment without', (document) => drop(embedded(document), 'Subtype')],
  ['attachment date', 'an attachment without', (document) => drop(embedded(document), 'Params')],
  [
    'outline',
    'entries that count nothing',
    ({ catalog }) => drop(dictAt(catalog, 'Outlines'), 'Count'),
  ],
  [
    'unicode',
    'a font that cannot be read aloud',
    (document) => fonts(document, 'Type0').forEach((font) => drop(font, 'ToUnicode')),
  ],
  [
    'embedded',
    'a font of the viewer',
    (document) =>
      document.context.register(
        document.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' }),
      ),
  ],
  [
    'glyph',
    'a character that the font lacks',
    drawing((text) => text.replace(/<[0-9a-f]{4}/u, '<0000')),
  ],
  ['colour', 'CMYK', drawing((text) => `/Artifact BMC 0 0 0 1 k 0 0 9 9 re f EMC\n${text}`)],
  ['untagged', 'a line that is no artifact', drawing((text) => `${text}\n0 0 m 9 9 l S`)],
  [
    'untagged',
    'text outside of every tag',
    drawing((text) => text.replace(/\/P <<\/MCID \d+>> BDC|\/P <<[^>]*>> BDC/u, '')),
  ],
  [
    'parent tree',
    'a mark of no element',
    drawing((text) => text.replace(/\/MCID \d+/u, '/MCID 9999')),
  ],
  [
    'tab order',
    'by chance',
    (document) => linked(document).forEach(({ node }) => drop(node, 'Tabs')),
  ],
  [
    'printed',
    'a link that is not',
    (document) => dictionaries(document, 'Link')[0]?.set(PDFName.of('F'), document.context.obj(0)),
  ],
  [
    'annotation tag',
    'a link of no tag',
    (document) => drop(dictionaries(document, 'Link')[0], 'StructParent'),
  ],
  [
    'annotation text',
    'a link that says nothing',
    (document) => drop(dictionaries(document, 'Link')[0], 'Contents'),
  ],
  ['tags', 'none', ({ catalog }) => drop(catalog, 'StructTreeRoot')],
  ['tag', 'one that nobody knows', (document) => retag(document, 'P', 'Paragraph')],
  ['place', 'a cell outside of a row', (document) => retag(document, 'TR', 'P')],
  ['place', 'a paragraph in a list', (document) => retag(document, 'LI', 'P')],
  ['heading', 'a step left out', (document) => retag(document, 'H2', 'H3')],
  [
    'figure text',
    'a figure that says nothing',
    (document) => tagged(document, 'Figure')[0]?.set(PDFName.of('Alt'), PDFString.of(' ')),
  ],
  ['figure box', 'a figure without', (document) => drop(tagged(document, 'Figure')[0], 'A')],
  ['scope', 'a header cell of nothing', (document) => drop(tagged(document, 'TH')[0], 'A')],
  ['table', 'a row that is too short', (document) => shorten(tagged(document, 'TR')[1])],
];

/** The pack with one trap planted. */
export async function spoiled(pdf: Uint8Array, spoil: Spoil): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  spoil(document);
  return document.save({ useObjectStreams: false, updateFieldAppearances: false });
}

function drop(dict: PDFDict | undefined, name: string): void {
  if (!dict?.delete(PDFName.of(name))) throw new Error(`there is no ${name} to take away`);
}

function metadata(change: (xml: string) => string): Spoil {
  return ({ catalog, context }) => {
    const stream = catalog.lookup(PDFName.of('Metadata'));
    if (!(stream instanceof PDFRawStream)) throw new Error('there is no metadata');
    const before = contentOf(stream).toString('utf8');
    const after = change(before);
    if (after === before) throw new Error('there is nothing to change in the metadata');
    catalog.set(
      PDFName.of('Metadata'),
      context.register(context.stream(after, { Type: 'Metadata' })),
    );
  };
}

/** Changes what the second page draws: the first has no links and few words. */
function drawing(change: (text: string) => string): Spoil {
  return (document) => {
    const page = document.getPage(2);
    const before = drawingOf(page);
    const after = change(before);
    if (after === before) throw new Error('there is nothing to change in the drawing');
    const { context } = document;
    page.node.set(
      PDFName.of('Contents'),
      context.register(context.flateStream(Buffer.from(after, 'latin1'))),
    );
  };
}

function action({ catalog, context }: PDFDocument, kind: string): void {
  catalog.set(PDFName.of('OpenAction'), context.obj({ S: kind }));
}

function dictionaries(document: PDFDocument, subtype: string): PDFDict[] {
  return dictionariesOf(document).filter((dict) => nameAt(dict, 'Subtype') === subtype);
}

function fonts(document: PDFDocument, subtype: string): PDFDict[] {
  return dictionaries(document, subtype).filter((dict) => nameAt(dict, 'Type') === 'Font');
}

function filespec(document: PDFDocument): PDFDict | undefined {
  return dictionariesOf(document).find((dict) => nameAt(dict, 'Type') === 'Filespec');
}

function embedded(document: PDFDocument): PDFDict | undefined {
  return dictionariesOf(document).find((dict) => nameAt(dict, 'Type') === 'EmbeddedFile');
}

function linked(document: PDFDocument): PDFPage[] {
  return document.getPages().filter(({ node }) => node.has(PDFName.of('Annots')));
}

function tagged(document: PDFDocument, tag: string): PDFDict[] {
  return dictionariesOf(document).filter(
    (dict) => nameAt(dict, 'S') === tag && dict.has(PDFName.of('K')),
  );
}

function retag(document: PDFDocument, from: string, to: string): void {
  const elements = tagged(document, from);
  if (elements.length === 0) throw new Error(`there is no ${from}`);
  elements.forEach((element) => element.set(PDFName.of('S'), PDFName.of(to)));
}

function shorten(row: PDFDict | undefined): void {
  const kids = row?.lookup(PDFName.of('K'));
  if (!(kids instanceof PDFArray)) throw new Error('the row has no cells');
  kids.remove(0);
}

/** The document as a whole: metadata, forbidden actions, attachments, contents. */

import {
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';
import type { PDFDocument } from '@cantoo/pdf-lib';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import {
  arrayAt,
  ask,
  contentOf,
  dictAt,
  dictionariesOf,
  fault,
  has,
  itemsOf,
  nameAt,
} from './reading.ts';
import type { Fault } from './reading.ts';

export function documentFaults(document: PDFDocument): Fault[] {
  const { catalog, context } = document;
  const preferences = dictAt(catalog, 'ViewerPreferences');
  const intent = itemsOf(arrayAt(catalog, 'OutputIntents'))[0];
  const profile = intent instanceof PDFDict ? intent.lookup(PDFName.of('DestOutputProfile')) : null;
  const marked = dictAt(catalog, 'MarkInfo')?.lookup(PDFName.of('Marked'));
  return [
    ...ask(textIn(catalog, 'Lang') !== '', 'language', 'the catalog names no language'),
    ...ask(String(marked) === 'true', 'marked', 'the catalog does not say that it is tagged'),
    ...ask(
      String(preferences?.lookup(PDFName.of('DisplayDocTitle'))) === 'true',
      'title shown',
      'viewers show the file name in place of the title',
    ),
    ...ask(profile instanceof PDFRawStream, 'output intent', 'there is no colour profile'),
    ...ask(context.trailerInfo.ID !== undefined, 'id', 'the trailer has no id'),
    ...ask(context.trailerInfo.Encrypt === undefined, 'encryption', 'it is encrypted'),
    ...metadataFaults(document),
    ...actionFaults(document),
    ...attachmentFaults(document),
    ...outlineFaults(document),
  ];
}

function metadataFaults({ catalog, context }: PDFDocument): Fault[] {
  const stream = catalog.lookup(PDFName.of('Metadata'));
  if (!(stream instanceof PDFRawStream)) return [fault('metadata', 'there is none')];
  const xml = contentOf(stream).toString('utf8');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return [fault('metadata', `no XML: ${valid.err.msg}`)];
  const said = flat(new XMLParser({ parseTagValue: false }).parse(xml));
  const info = context.lookup(context.trailerInfo.Info);
  const title = info instanceof PDFDict ? textIn(info, 'Title') : '';
  const created = info instanceof PDFDict ? dateIn(info, 'CreationDate') : undefined;
  return [
    ...ask(!has(stream.dict, 'Filter'), 'metadata', 'it is packed, and no plain tool can find it'),
    ...ask(said.get('pdfaid:part') === '3', 'pdf/a', 'it does not say part 3'),
    ...ask(said.get('pdfaid:conformance') === 'A', 'pdf/a', 'it does not say conformance A'),
    ...ask(said.get('pdfuaid:part') === '1', 'pdf/ua', 'it does not say part 1'),
    ...ask(
      xml.includes('<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/'),
      'extension schema',
      'PDF/A takes no name of PDF/UA without its description',
    ),
    ...ask(title !== '' && xml.includes(escaped(title)), 'title', 'metadata and info differ'),
    ...ask(
      created !== undefined && Date.parse(said.get('xmp:CreateDate') ?? '') === created.getTime(),
      'created',
      'metadata and info differ',
    ),
  ];
}

/** What would make a kept file do something by itself. */
function actionFaults(document: PDFDocument): Fault[] {
  const forbidden = new Set(['JavaScript', 'Launch', 'Sound', 'Movie', 'ImportData', 'SubmitForm']);
  return [
    ...ask(!has(document.catalog, 'OpenAction'), 'action', 'something happens on opening'),
    ...ask(!has(document.catalog, 'AA'), 'action', 'the catalog has further actions'),
    ...dictionariesOf(document).flatMap((dict) => {
      const kind = nameAt(dict, 'S') ?? '';
      return ask(!forbidden.has(kind), 'action', `an action of the kind ${kind}`);
    }),
  ];
}

function attachmentFaults({ catalog }: PDFDocument): Fault[] {
  const associated = itemsOf(arrayAt(catalog, 'AF'));
  const names = dictAt(catalog, 'Names');
  const tree = names && dictAt(names, 'EmbeddedFiles');
  const listed = itemsOf(tree && arrayAt(tree, 'Names')).filter((item) => item instanceof PDFDict);
  return [
    ...ask(associated.length === listed.length, 'associated', 'not every attachment is associated'),
    ...listed.flatMap((filespec) => filespecFaults(filespec)),
  ];
}

function filespecFaults(filespec: PDFDict): Fault[] {
  const name = textIn(filespec, 'UF');
  const files = dictAt(filespec, 'EF');
  const stream = files && dictAt(files, 'F');
  const params = stream && dictAt(stream, 'Params');
  return [
    ...ask(
      name !== '' && name === textIn(filespec, 'F'),
      'attachment name',
      `\`${name}\` has not both names`,
    ),
    ...ask(has(filespec, 'AFRelationship'), 'relationship', `\`${name}\` stands in none`),
    ...ask(Boolean(stream && nameAt(stream, 'Subtype')), 'attachment type', `\`${name}\` has none`),
    ...ask(Boolean(params && has(params, 'ModDate')), 'attachment date', `\`${name}\` has none`),
  ];
}

/** ISO 32000-1, 12.3.3: an entry with entries below it counts them. */
function outlineFaults({ catalog }: PDFDocument): Fault[] {
  const root = dictAt(catalog, 'Outlines');
  if (!root) return [fault('outline', 'there is none')];
  const faults: Fault[] = [];
  const visit = (entry: PDFDict): void => {
    const first = dictAt(entry, 'First');
    if (!first) return;
    if (!(entry.lookup(PDFName.of('Count')) instanceof PDFNumber))
      faults.push(fault('outline', 'an entry does not count those below it'));
    for (let at: PDFDict | undefined = first; at; at = dictAt(at, 'Next')) visit(at);
  };
  visit(root);
  return faults;
}

function textIn(dict: PDFDict, name: string): string {
  const found = dict.lookup(PDFName.of(name));
  return found instanceof PDFString || found instanceof PDFHexString ? found.decodeText() : '';
}

function dateIn(dict: PDFDict, name: string): Date | undefined {
  const found = dict.lookup(PDFName.of(name));
  return found instanceof PDFString || found instanceof PDFHexString
    ? found.decodeDate()
    : undefined;
}

/** The leaves of parsed XML by name; each stands once in what is asked for. */
function flat(node: unknown, name = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof node !== 'object' || node === null) return into.set(name, String(node));
  for (const [below, value] of Object.entries(node)) flat(value, below, into);
  return into;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

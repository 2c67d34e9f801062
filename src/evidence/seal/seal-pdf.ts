import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import type { DocumentSnapshot } from '@cantoo/pdf-lib';
import { signDetached } from './cms.ts';
import type { Seal, Timestamper } from './seal.types.ts';

/** What people read about a seal in their PDF viewer. */
interface SealWords {
  /** Who seals. */
  readonly name: string;
  readonly reason: string;
}

export interface SealOptions {
  readonly words: SealWords;
  /** The time of sealing that the PDF states. */
  readonly at: Date;
  readonly timestamper?: Timestamper;
}

/** Room for the signature: certificates are some 2 kB each, a time-stamp token some 6 kB. */
const ROOM_BYTES = 24 * 1024;
/** Ten digits, so that filling in the real place changes no length. */
const UNSET = 9_999_999_999;
const PRINTED_AND_LOCKED = 132;

/**
 * Seals a pack with PAdES B-B (ETSI EN 319 142-1), or B-T where a time-stamp authority takes part.
 *
 * The seal is a revision of its own behind the pack's bytes, which stay as they were: cutting it off gives the
 * rendered pack back, byte for byte. Its field is invisible, and tagged, as PDF/UA asks of every form field.
 *
 * @param pdf a rendered pack, not sealed yet
 */
export async function sealPdf(pdf: Buffer, seal: Seal, options: SealOptions): Promise<Buffer> {
  const document = await PDFDocument.load(pdf, {
    updateMetadata: false,
    throwOnInvalidObject: true,
  });
  const snapshot = document.takeSnapshot();
  addField(document, snapshot, addSignature(document, options));
  const revision = await document.saveIncremental(snapshot, { useObjectStreams: false });
  const sealed = Buffer.concat([pdf, revision]);
  const gap = fillByteRange(sealed, pdf.length);
  const covered = Buffer.concat([sealed.subarray(0, gap.from), sealed.subarray(gap.to)]);
  const cms = await signDetached(covered, seal, options.timestamper);
  if (cms.length > ROOM_BYTES) {
    throw new Error(
      `the seal takes ${cms.length} bytes and has room for ${ROOM_BYTES}: shorten the chain of certificates`,
    );
  }
  sealed.write(cms.toString('hex'), gap.from + 1, 'latin1');
  return sealed;
}

function addSignature(document: PDFDocument, { words, at }: SealOptions): PDFRef {
  const { context } = document;
  return context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [0, UNSET, UNSET, UNSET],
      Contents: PDFHexString.of('0'.repeat(ROOM_BYTES * 2)),
      M: PDFString.fromDate(at),
      Name: PDFHexString.fromText(words.name),
      Reason: PDFHexString.fromText(words.reason),
    }),
  );
}

function addField(document: PDFDocument, snapshot: DocumentSnapshot, signature: PDFRef): void {
  const { context, catalog } = document;
  const page = document.getPage(0);
  const field = context.nextRef();
  const structParent = addTag(document, snapshot, field);
  context.assign(
    field,
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of('seal'),
      TU: PDFString.of('seal'),
      Rect: [0, 0, 0, 0],
      F: PRINTED_AND_LOCKED,
      P: page.ref,
      AP: { N: emptyAppearance(document) },
      V: signature,
      StructParent: structParent,
    }),
  );
  const annotations = page.node.Annots()?.asArray() ?? [];
  page.node.set(PDFName.of('Annots'), context.obj([...annotations, field]));
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }));
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef)) throw new Error('the PDF has no catalog');
  snapshot.markRefsForSave([page.ref, root]);
}

/** Nothing to see: PDF/A-1 asks every field for an appearance, later parts only those that have a size. */
function emptyAppearance({ context }: PDFDocument): PDFRef {
  const form = context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0] });
  return context.register(form);
}

/** A `Form` tag for the field, the last below the document's own. */
function addTag(document: PDFDocument, snapshot: DocumentSnapshot, field: PDFRef): number {
  const { context, catalog } = document;
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  const top = topElement(root);
  const element = context.lookup(top, PDFDict);
  const tag = context.register(
    context.obj({
      Type: 'StructElem',
      S: 'Form',
      P: top,
      K: [{ Type: 'OBJR', Obj: field, Pg: document.getPage(0).ref }],
    }),
  );
  element.set(PDFName.of('K'), context.obj([...kidsOf(element), tag]));
  const key = root.lookup(PDFName.of('ParentTreeNextKey'), PDFNumber).asNumber();
  root.set(PDFName.of('ParentTreeNextKey'), PDFNumber.of(key + 1));
  const tree = root.lookup(PDFName.of('ParentTree'), PDFDict);
  tree.lookup(PDFName.of('Nums'), PDFArray).push(PDFNumber.of(key));
  tree.lookup(PDFName.of('Nums'), PDFArray).push(tag);
  snapshot.markRefForSave(top);
  snapshot.markObjsForSave([root, tree]);
  return key;
}

function topElement(root: PDFDict): PDFRef {
  const kids = kidsOf(root);
  const [top] = kids;
  if (top instanceof PDFRef && kids.length === 1) return top;
  throw new Error('the pack has no single element at the top of its tags');
}

function kidsOf(element: PDFDict): ReturnType<PDFArray['asArray']> {
  const kids = element.get(PDFName.of('K'));
  const found = kids instanceof PDFRef ? element.context.lookup(kids) : kids;
  if (found instanceof PDFArray) return found.asArray();
  return kids === undefined ? [] : [kids];
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Says which bytes the seal covers: all of them but its own hexadecimal string. */
function fillByteRange(sealed: Buffer, revisionFrom: number): Gap {
  const from = sealed.indexOf(`<${'0'.repeat(64)}`, revisionFrom);
  const to = from + ROOM_BYTES * 2 + 2;
  const stated = `${UNSET} ${UNSET} ${UNSET}`;
  const at = sealed.indexOf(stated, revisionFrom);
  if (from < 0 || at < 0) throw new Error('the place of the seal is not where it was written');
  const range = `${from} ${to} ${sealed.length - to}`;
  sealed.write(range.padEnd(stated.length), at, 'latin1');
  return { from, to };
}

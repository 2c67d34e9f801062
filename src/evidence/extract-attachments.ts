import { inflateSync } from 'node:zlib';

import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';

/** Together, unpacked: a few hundred bytes can claim to be terabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The files inside a PDF, by name. The bytes may come from anybody: whatever is wrong ends in an error, and no more
 * than 256 MiB are unpacked.
 *
 * @throws {Error} no PDF, or not one whose attachments can be read without doubt
 */
export async function extractAttachments(pdf: Uint8Array): Promise<Map<string, Buffer>> {
  // Carnet writes no object streams; unpacking those of strangers has no bound.
  if (Buffer.from(pdf).includes('/ObjStm')) throw new Error('it was not written by Carnet');
  const document = await PDFDocument.load(pdf, {
    updateMetadata: false,
    throwOnInvalidObject: true,
  });
  const names = document.catalog.lookup(PDFName.of('Names'), PDFDict);
  const tree = names
    .lookup(PDFName.of('EmbeddedFiles'), PDFDict)
    .lookup(PDFName.of('Names'), PDFArray);
  const files = new Map<string, Buffer>();
  let left = MOST_BYTES;
  for (let index = 0; index + 1 < tree.size(); index += 2) {
    const name = textOf(tree.lookup(index));
    if (files.has(name)) throw new Error(`two attachments are called \`${name}\``);
    const bytes = contentOf(tree.lookup(index + 1, PDFDict), left);
    left -= bytes.length;
    files.set(name, bytes);
  }
  return files;
}

function contentOf(filespec: PDFDict, left: number): Buffer {
  const stream = filespec.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F'));
  if (!(stream instanceof PDFRawStream)) throw new Error('an attachment has no content');
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  if (filter === undefined) {
    if (stream.contents.length > left) throw new Error('the attachments are too large');
    return Buffer.from(stream.contents);
  }
  if (filter !== PDFName.of('FlateDecode'))
    throw new Error('an attachment is packed in an unknown way');
  return inflateSync(stream.contents, { maxOutputLength: Math.max(1, left) });
}

function textOf(name: unknown): string {
  if (name instanceof PDFString || name instanceof PDFHexString) return name.decodeText();
  throw new Error('an attachment has no name');
}

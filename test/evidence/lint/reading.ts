import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import type { PDFDocument, PDFObject, PDFPage } from '@cantoo/pdf-lib';

/** One thing that is wrong, with the rule of the lint that it breaks. */
export interface Fault {
  readonly rule: string;
  readonly detail: string;
}

export function fault(rule: string, detail: string): Fault {
  return { rule, detail };
}

/** The fault when `holds` is false, else nothing. */
export function ask(holds: boolean, rule: string, detail: string): Fault[] {
  return holds ? [] : [fault(rule, detail)];
}

export function dictAt(dict: PDFDict, name: string): PDFDict | undefined {
  const found = dict.lookup(PDFName.of(name));
  if (found instanceof PDFRawStream) return found.dict;
  return found instanceof PDFDict ? found : undefined;
}

export function arrayAt(dict: PDFDict, name: string): PDFArray | undefined {
  const found = dict.lookup(PDFName.of(name));
  return found instanceof PDFArray ? found : undefined;
}

export function nameAt(dict: PDFDict, name: string): string | undefined {
  const found = dict.lookup(PDFName.of(name));
  return found instanceof PDFName ? found.decodeText() : undefined;
}

export function has(dict: PDFDict, name: string): boolean {
  return dict.lookup(PDFName.of(name)) !== undefined;
}

/** What an array holds, each looked up. */
export function itemsOf(array: PDFArray | undefined): (PDFObject | undefined)[] {
  return Array.from({ length: array?.size() ?? 0 }, (_none, index) => array?.lookup(index));
}

/** The bytes of a stream, unpacked. */
export function contentOf(stream: PDFRawStream): Buffer {
  const packed = nameAt(stream.dict, 'Filter') === 'FlateDecode';
  return packed ? inflateSync(stream.contents) : Buffer.from(stream.contents);
}

/** What a page draws, as text. */
export function drawingOf(page: PDFPage): string {
  const contents = page.node.lookup(PDFName.of('Contents'));
  const streams = contents instanceof PDFArray ? itemsOf(contents) : [contents];
  return streams
    .map((one) => (one instanceof PDFRawStream ? contentOf(one).toString('latin1') : ''))
    .join('\n');
}

/** Every dictionary of the file that stands for itself, streams included. */
export function dictionariesOf({ context }: PDFDocument): PDFDict[] {
  return context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (object instanceof PDFRawStream) return [object.dict];
    return object instanceof PDFDict ? [object] : [];
  });
}

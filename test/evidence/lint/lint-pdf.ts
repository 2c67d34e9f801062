import { PDFDocument } from '@cantoo/pdf-lib';
import { documentFaults } from './document.ts';
import { drawingFaults } from './drawing.ts';
import type { Fault } from './reading.ts';
import { parentTree, tagFaults } from './tags.ts';

/**
 * What keeps a pack from being PDF/A-3a and PDF/UA-1, as far as a program can see it: the traps that this renderer was
 * seen to fall into, and those that validators are known to miss. An empty list is no certificate.
 */
export async function lintPdf(pdf: Uint8Array): Promise<Fault[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return [
    ...documentFaults(document),
    ...drawingFaults(document, parentTree(document)),
    ...tagFaults(document),
  ];
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';

/** What a program prints; null where the machine does not have it, and then another check has to do. */
export function run(program: string, args: readonly string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // Not `instanceof`: inside jest, errors of Node's own modules are of another realm.
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
}

/** Runs a program over a pack, as `run` does. */
export function runOn(
  pdf: Uint8Array,
  program: string,
  args: (path: string) => string[],
): string | null {
  const path = join(temporary(), 'pack.pdf');
  writeFileSync(path, pdf);
  return run(program, args(path));
}

/** The text of a pack with its line breaks as spaces, or null where poppler is not installed. */
export function textOf(pdf: Uint8Array): string | null {
  const text = runOn(pdf, 'pdftotext', (path) => ['-layout', path, '-']);
  return text === null ? null : text.replaceAll(/\s+/g, ' ');
}

/** How often each kind of structure element stands in the tag tree. */
export async function tagsOf(pdf: Uint8Array): Promise<ReadonlyMap<string, number>> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const counts = new Map<string, number>();
  const visit = (node: unknown): void => {
    if (node instanceof PDFArray)
      node.asArray().forEach((item) => visit(document.context.lookup(item)));
    if (!(node instanceof PDFDict)) return;
    const type = node.lookup(PDFName.of('S'));
    if (type instanceof PDFName) {
      counts.set(type.decodeText(), (counts.get(type.decodeText()) ?? 0) + 1);
      if (type === PDFName.of('Figure') && !node.has(PDFName.of('Alt')))
        throw new Error('a figure has no text');
    }
    visit(node.lookup(PDFName.of('K')));
  };
  visit(document.catalog.lookup(PDFName.of('StructTreeRoot')));
  return counts;
}

/** The same pack with one attachment's bytes changed and everything around it left as it was. */
export async function withAttachment(
  pdf: Uint8Array,
  name: string,
  change: (bytes: Buffer) => Buffer,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const file = document.getAttachments().find((one) => one.name === name);
  if (!file) throw new Error(`there is no attachment ${name}`);
  const changed = change(Buffer.from(file.data));
  const filespecs = document.catalog.lookup(PDFName.of('AF'), PDFArray);
  for (let index = 0; index < filespecs.size(); index += 1) {
    const filespec = filespecs.lookup(index, PDFDict);
    const stated = filespec.lookup(PDFName.of('F'));
    const files = filespec.lookup(PDFName.of('EF'), PDFDict);
    if (String(stated) !== `(${name})`) continue;
    const stream = PDFRawStream.of(
      document.context.obj({ Type: 'EmbeddedFile', Params: {} }),
      changed,
    );
    files.set(PDFName.of('F'), document.context.register(stream));
  }
  return document.save({ useObjectStreams: false, updateFieldAppearances: false });
}

/** A folder of this test run. */
export function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'carnet-pack-'));
}

export function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

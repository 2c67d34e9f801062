import { finished, Readable } from 'node:stream';
import { callbackify } from 'node:util';
import type pg from 'pg';
import yazl from 'yazl';
import { sha256Hex } from '../common/canonical-json.ts';
import { newId } from '../common/ids.ts';
import type { MadePack } from '../evidence/pack.service.ts';
import { appendEvent } from '../journal/journal.ts';
import { readPopulation } from './population.ts';
import type { ListedPopulation, PopulationQuery } from './population.ts';
import { populationText } from './sample.ts';
import { sampleOf, toldOf } from './samples.ts';
import type { Draw, DrawnSample, Look } from './samples.ts';

/** Says what a manifest of an export means; `carnet verify` knows it by this. */
const EXPORT_SCHEMA = 'carnet.export/1';

/** What goes into an export, before anything was made. */
export interface ExportPlan {
  readonly id: string;
  readonly look: Look;
  readonly population: ListedPopulation;
  readonly sample: DrawnSample | null;
  /** Cases whose packs are in it, in the order in which they go in. */
  readonly cases: readonly string[];
}

/**
 * Decides what an export holds: the packs of every case that a query means, or of a sample of them. Journaled before the
 * first byte leaves.
 *
 * @throws {LogProofError} nothing is in the region's log yet
 */
export async function planExport(
  client: pg.ClientBase,
  look: Look,
  { query, draw }: { readonly query: PopulationQuery; readonly draw: Draw | null },
): Promise<ExportPlan> {
  const { region, scopes, by, at } = look;
  const population = await readPopulation(client, region, { query, scopes });
  const sample = draw && sampleOf(population, draw);
  const id = newId('exp');
  const cases = sample ? sample.cases : population.cases;
  const told = { export: id, ...toldOf(population), packs: cases.length, sample };
  await appendEvent(client, {
    subject: region,
    actor: by,
    at,
    entry: { type: 'EXPORT_STARTED', payload: told },
  });
  return { id, look, population, sample, cases };
}

export interface ExportParts {
  make(caseId: string): Promise<MadePack>;
  /** Every pack is in it: journals that, with the manifest's hash. */
  ended(packs: number, manifest: string): Promise<void>;
  /** It broke off, for the reader or for us; `packs` of them were made, and `ended` was not called. */
  broken(error: unknown, packs: number): void;
}

interface PackLine {
  readonly file: string;
  readonly case: string;
  readonly seq: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The export as a ZIP, one pack after the other as somebody reads it: no more than one is in memory. Last come
 * `manifest.json` and `SHA256SUMS`, and what breaks off before them is no ZIP.
 */
export function exportStream(plan: ExportPlan, parts: ExportParts): Readable {
  const zip = new yazl.ZipFile();
  const packs: PackLine[] = [];
  const sums: string[] = [];
  const add = (name: string, make: () => Promise<Buffer>): void => {
    addLater(zip, { name, at: plan.look.at }, async () => {
      const bytes = await make();
      sums.push(`${sha256Hex(bytes)}  ${name}\n`);
      return bytes;
    });
  };
  for (const id of plan.cases) {
    const file = `packs/${id}.pdf`;
    add(file, async () => {
      const { pdf, sha256, seq } = await parts.make(id);
      packs.push({ file, case: id, seq, bytes: pdf.length, sha256 });
      return pdf;
    });
  }
  const { population } = plan;
  add('population.txt', async () => Buffer.from(populationText(population.cases)));
  add('checkpoint.txt', async () => Buffer.from(population.checkpoint.note));
  let isEnded = false;
  add('manifest.json', async () => {
    const bytes = Buffer.from(`${JSON.stringify(manifestOf(plan, packs), null, 2)}\n`);
    await parts.ended(packs.length, sha256Hex(bytes));
    isEnded = true;
    return bytes;
  });
  addLater(zip, { name: 'SHA256SUMS', at: plan.look.at }, async () => Buffer.from(sums.join('')));
  zip.end();
  return watched(zip, (error) => {
    if (!isEnded) parts.broken(error, packs.length);
  });
}

function manifestOf({ id, look, population, sample }: ExportPlan, packs: readonly PackLine[]) {
  const { count, sha256, query } = population;
  const { origin, size, root } = population.checkpoint;
  return {
    schema: EXPORT_SCHEMA,
    export: id,
    region: look.region,
    by: look.by,
    at: look.at,
    query,
    population: { file: 'population.txt', count, sha256 },
    sample,
    checkpoint: { file: 'checkpoint.txt', origin, size, root },
    packs,
  };
}

/** Made when its turn comes; packs are packed already, and the rest is small. */
function addLater(
  zip: yazl.ZipFile,
  { name, at }: { readonly name: string; readonly at: string },
  make: () => Promise<Buffer>,
): void {
  const options = { compress: false, mtime: new Date(at) };
  zip.addReadStreamLazy(name, options, (done) => {
    callbackify(make)((error, bytes) => done(error, Readable.from([bytes], { objectMode: false })));
  });
}

function watched(zip: yazl.ZipFile, broken: (error: unknown) => void): Readable {
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  finished(out, { writable: false }, (error) => {
    if (error) broken(error);
  });
  return out;
}

import { drawn, populationText, seedOf } from '../audits/sample.ts';
import { sha256Hex } from '../common/canonical-json.ts';
import { openByAny, parseVkey } from '../journal/log/checkpoint.ts';
import type { TrustFile } from '../permits/permit.types.ts';
import type { CheckLine } from './check-line.ts';
import { at, fail, guarded, pass } from './check-line.ts';

const SCHEMA = 'carnet.export/1';
const POPULATION = 'export population';
const SAMPLE = 'export sample';
const PACKS = 'export packs';
const CHECKPOINT = 'export checkpoint';

/** Files of an export besides its packs. */
export const EXPORT_FILES = ['manifest.json', 'population.txt', 'checkpoint.txt'] as const;

/** What was read of a set that may be an export. */
export interface ExportRead {
  /** `EXPORT_FILES` by their names, as far as they are there. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Names of packs, and the cases that they themselves say they are of. */
  readonly packs: ReadonlyMap<string, string>;
}

/** The lines about an export: population, sample, and that no pack of it is missing. None where the set is no export. */
export function verifyExport(read: ExportRead, trust: TrustFile | undefined): CheckLine[] {
  const manifest = manifestIn(read);
  if (at(manifest, 'schema') !== SCHEMA) return [];
  const cases = linesOf(read.files.get('population.txt'));
  return [
    guarded(() => populationLine(manifest, cases)),
    guarded(() => checkpointLine(read, manifest, trust)),
    guarded(() => sampleLine(manifest, cases)),
    guarded(() => packsLine(read, manifest, cases)),
  ];
}

function manifestIn({ files }: ExportRead): unknown {
  try {
    return JSON.parse(files.get('manifest.json')?.toString('utf8') ?? 'null');
  } catch {
    return null;
  }
}

function linesOf(text: Buffer | undefined): string[] {
  return (text?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');
}

function populationLine(manifest: unknown, cases: readonly string[]): CheckLine {
  const isOrdered = cases.every((id, index) => index === 0 || (cases[index - 1] ?? '') < id);
  if (!isOrdered) return fail(POPULATION, 'population.txt is not in order, or has a case twice');
  const told = [at(manifest, 'population', 'count'), at(manifest, 'population', 'sha256')];
  const found = [cases.length, sha256Hex(populationText(cases))];
  return told.every((value, index) => value === found[index])
    ? pass(POPULATION, `${cases.length} cases, SHA-256 ${String(found[1])}`)
    : fail(POPULATION, 'population.txt is not the population that manifest.json speaks of');
}

/** What the seed of a sample rests on has to be a tree head that the region has signed. */
function checkpointLine(
  { files }: ExportRead,
  manifest: unknown,
  trust: TrustFile | undefined,
): CheckLine {
  const region = at(manifest, 'region');
  const keys = (trust?.logs ?? [])
    .filter((log) => log.region === region)
    .flatMap(({ vkey }) => parseVkey(vkey) ?? []);
  if (keys.length === 0) {
    const detail = `the trust file holds no key of the log of \`${String(region)}\``;
    return { check: CHECKPOINT, result: 'unknown', detail };
  }
  const opened = openByAny(files.get('checkpoint.txt')?.toString('utf8') ?? '', keys);
  if (!opened) return fail(CHECKPOINT, 'no trusted key has signed checkpoint.txt');
  const root = Buffer.from(opened.root).toString('base64');
  const told = ['origin', 'size', 'root'].map((name) => at(manifest, 'checkpoint', name));
  return [opened.origin, opened.size, root].every((value, index) => value === told[index])
    ? pass(CHECKPOINT, `${opened.size} events of ${opened.origin} were in the log`)
    : fail(CHECKPOINT, 'checkpoint.txt is not the checkpoint that manifest.json speaks of');
}

function sampleLine(manifest: unknown, cases: readonly string[]): CheckLine {
  const sample = at(manifest, 'sample');
  if (sample === null) return pass(SAMPLE, 'none was drawn: the export is of every case');
  const root = String(at(manifest, 'checkpoint', 'root'));
  const seed = seedOf(root, String(at(sample, 'nonce')));
  const wanted = drawn(cases, seed, Number(at(sample, 'size')));
  const told = at(sample, 'cases');
  const isDrawn = Array.isArray(told) && told.join('\n') === wanted.join('\n');
  return isDrawn && at(sample, 'seed') === seed
    ? pass(SAMPLE, `${wanted.length} of ${cases.length} cases, as the seed ${seed} draws them`)
    : fail(SAMPLE, 'the sample is not the one that its seed draws from the population');
}

function packsLine({ packs }: ExportRead, manifest: unknown, cases: readonly string[]): CheckLine {
  const drawnCases = at(manifest, 'sample', 'cases');
  const wanted = Array.isArray(drawnCases) ? drawnCases.map(String) : cases;
  const missing = wanted.find((id) => packs.get(`packs/${id}.pdf`) !== id);
  if (missing !== undefined) return fail(PACKS, `there is no pack of case \`${missing}\``);
  return packs.size === wanted.length
    ? pass(PACKS, `there is a pack of each of ${wanted.length} cases`)
    : fail(PACKS, `${packs.size} packs are there, and ${wanted.length} cases were asked for`);
}

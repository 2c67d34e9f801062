import { readCsvHeader } from '../csv-header.ts';
import { ManifestError } from '../manifest.errors.ts';
import type { ManifestProblem } from '../manifest.errors.ts';
import { wholeProblem } from '../source-limits.ts';
import type { SourceFile, SourceReading } from './draft.types.ts';
import { looksLikeBom, readMlBom } from './ml-bom.ts';
import { looksLikeMlModel, readMlModelDraft } from './mlmodel-draft.ts';
import { looksLikeModelCard, readModelCard } from './model-card.ts';
import { parquetFooterLength, readParquetColumns } from './parquet-columns.ts';
import { oneLine } from './plain.ts';
import { Reading } from './reading.ts';

/** Largest text that is read whole; a bill of materials with every library of an image may have a few megabytes. */
export const MOST_SOURCE_BYTES = 8 * 1024 * 1024;

/** Words that the draft may use, from the vocabulary. */
export interface KnownWords {
  readonly useCases: readonly string[];
}

/**
 * Reads one file of the ML team, whichever of the known kinds it is: its content tells, not its name.
 *
 * @throws {ManifestError} it is of none of them, or of one and broken
 */
export function readSourceFile(file: SourceFile, words: KnownWords): SourceReading {
  const name = nameOf(file.name);
  if (parquetFooterLength(file.bytes) !== null) return readParquet(file, name);
  const text = textOf(file, name);
  if (looksLikeModelCard(text)) return readModelCard(text, name);
  if (/^\s*\{/u.test(text)) return readJson(text, name, words);
  if (looksLikeMlModel(text)) return readMlModelDraft(text, name);
  if (/\.(?:csv|tsv)$/iu.test(name)) return readCsv(file, text, name);
  throw new ManifestError([unknownKind(text, name)], name);
}

/** The last part of a path, on one line. */
export function nameOf(path: string): string {
  return oneLine(path.split(/[\\/]/u).at(-1) ?? '')?.slice(0, 100) ?? 'file';
}

function textOf({ bytes }: SourceFile, name: string): string {
  const table = /\.(?:csv|tsv)$/iu.test(name);
  if (bytes.byteLength > MOST_SOURCE_BYTES && !table)
    throw new ManifestError([tooLarge(bytes.byteLength)], name);
  try {
    // A table may be cut in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true })
      .decode(bytes, { stream: table })
      .replace(/^\uFEFF/u, '');
  } catch {
    throw new ManifestError([unknownKind('\0', name)], name);
  }
}

function tooLarge(size: number): ManifestProblem {
  return wholeProblem(
    `it has ${size} bytes, at most ${MOST_SOURCE_BYTES} are read`,
    'pass what describes the model, not the model itself',
  );
}

const KINDS =
  'pass an MLflow MLmodel, a model card (README.md with front matter), a CycloneDX ML-BOM in JSON, a CSV or a Parquet file';

function unknownKind(text: string, name: string): ManifestProblem {
  if (text.includes('\0')) return wholeProblem('it is none of the files that are read', KINDS);
  if (/^\s*<\?xml|cyclonedx/iu.test(text.slice(0, 1_000)))
    return wholeProblem('bills of materials are read in JSON alone', 'export it as CycloneDX JSON');
  if (/\.md$/iu.test(name))
    return wholeProblem(
      'the card has no front matter',
      'its metadata stand between two lines `---` at the very start',
    );
  return wholeProblem('it is none of the files that are read', KINDS);
}

function readJson(text: string, name: string, words: KnownWords): SourceReading {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new ManifestError([wholeProblem('this is not JSON', KINDS)], name);
  }
  if (looksLikeBom(document)) return readMlBom(document, name, words.useCases);
  throw new ManifestError([wholeProblem('this JSON is no CycloneDX document', KINDS)], name);
}

function readCsv(file: SourceFile, text: string, name: string): SourceReading {
  if (text.includes('\0')) throw new ManifestError([unknownKind(text, name)], name);
  const columns = readCsvHeader(text);
  if (columns.length === 0)
    throw new ManifestError(
      [wholeProblem('it has no header', 'its first line has to name the columns')],
      name,
    );
  const reading = new Reading(name, 'csv');
  reading.takes(columns);
  reading.item('data.datasets', { name, digest: digestOf(file) }, '');
  return reading.done();
}

function readParquet(file: SourceFile, name: string): SourceReading {
  const { columns, rows } = readParquetColumns(file.bytes, name);
  const reading = new Reading(name, 'parquet');
  reading.takes(columns);
  reading.item('data.datasets', { name, digest: digestOf(file), rows }, '');
  return reading.done();
}

function digestOf({ sha256 }: SourceFile): string | null {
  return sha256 === null ? null : `sha256:${sha256}`;
}

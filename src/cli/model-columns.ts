import { readFile } from 'node:fs/promises';
import { readCsvHeader } from '../intake/csv-header.ts';
import { readParquetColumns } from '../intake/draft/parquet-columns.ts';
import type { ModelColumn } from '../intake/intake.types.ts';
import { readMlModel } from '../intake/mlmodel.ts';
import { UsageError } from './cli.errors.ts';
import { openSourceFile } from './source-files.ts';

/** Files whose columns the declared features are held against. */
export interface ColumnFiles {
  readonly mlmodel?: string;
  readonly csv?: string;
  readonly parquet?: string;
}

/**
 * The columns of the model's own signature and of the tables it is trained on.
 *
 * @throws {UsageError} a file cannot be read
 * @throws {ManifestError} a file is not what its option says
 */
export async function columnsOf({ mlmodel, csv, parquet }: ColumnFiles): Promise<ModelColumn[]> {
  return [
    ...(mlmodel === undefined ? [] : readMlModel(await readText(mlmodel), mlmodel).columns),
    ...(csv === undefined ? [] : await csvColumns(csv)),
    ...(parquet === undefined ? [] : await parquetColumns(parquet)),
  ];
}

/** Of a table of any size only the beginning is read. */
async function csvColumns(path: string): Promise<readonly ModelColumn[]> {
  const { bytes } = await openSourceFile(path, { hash: false });
  return readCsvHeader(Buffer.from(bytes).toString('utf8'));
}

async function parquetColumns(path: string): Promise<readonly ModelColumn[]> {
  const { bytes } = await openSourceFile(path, { hash: false });
  return readParquetColumns(bytes, path).columns;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`cannot read \`${path}\``, 'name a file that exists');
  }
}

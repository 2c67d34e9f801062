import type { SchemaElement } from 'hyparquet';
import { parquetMetadata } from 'hyparquet';
import type { ModelColumn } from '../intake.types.ts';
import { ManifestError } from '../manifest.errors.ts';
import { wholeProblem } from '../source-limits.ts';

/** Largest footer that is read: 1,000 columns in 25 row groups. One made to hurt takes 200 times its size in memory. */
export const MOST_FOOTER = 4 * 1024 * 1024;
/** Bytes that end a Parquet file: the footer's length, and its mark. */
export const FOOTER_END = 8;
const MARK = 0x31524150;
/** Levels of structs, lists and maps inside one another. */
const DEEPEST = 64;

export interface ParquetTable {
  readonly columns: readonly ModelColumn[];
  /** Null when the file does not say. */
  readonly rows: number | null;
}

/** The length of the footer with its end, as the last bytes state it; null when they end no Parquet file. */
export function parquetFooterLength(end: Uint8Array): number | null {
  if (end.byteLength < FOOTER_END) return null;
  const view = new DataView(end.buffer, end.byteOffset + end.byteLength - FOOTER_END, FOOTER_END);
  return view.getUint32(4, true) === MARK ? view.getUint32(0, true) + FOOTER_END : null;
}

/**
 * The columns of a Parquet file, from its footer alone: no row is looked at.
 *
 * A column inside a struct is named with its way (`address.zip`); a list or a map is one column.
 *
 * @param bytes the file, or at least its footer
 * @throws {ManifestError} the footer is missing, too large, or not what the format says
 */
export function readParquetColumns(bytes: Uint8Array, name: string): ParquetTable {
  const length = parquetFooterLength(bytes);
  if (length === null) throw refused('it does not end as a Parquet file does', name);
  if (length > MOST_FOOTER)
    throw refused(`its footer has ${length} bytes, at most ${MOST_FOOTER} are read`, name);
  if (length > bytes.byteLength) throw refused('it is cut off', name);
  try {
    const metadata = parquetMetadata(bytes.subarray(bytes.byteLength - length), {
      geoparquet: false,
    });
    const columns = new SchemaWalk(metadata.schema).columns();
    const rows = Number(metadata.num_rows);
    return { columns, rows: Number.isSafeInteger(rows) && rows >= 0 ? rows : null };
  } catch {
    // Whatever the reader trips over (a bad offset, a wrong type, a schema that never ends): the footer is broken.
    throw refused('its footer cannot be read', name);
  }
}

function refused(message: string, name: string): ManifestError {
  return new ManifestError([wholeProblem(message, 'pass the file as it was written')], name);
}

/** Walks the schema, which lists each element before its children; in one pass and to a limited depth. */
class SchemaWalk {
  private next = 0;
  private readonly found: ModelColumn[] = [];
  private readonly schema: readonly SchemaElement[];

  constructor(schema: readonly SchemaElement[]) {
    this.schema = schema;
  }

  columns(): readonly ModelColumn[] {
    const root = this.take();
    for (let left = root.num_children ?? 0; left > 0; left -= 1) this.element('', 0);
    return this.found;
  }

  /** @param path names above with a dot behind them; null inside a column that was named already */
  private element(path: string | null, depth: number): void {
    if (depth > DEEPEST) throw new RangeError('too deep');
    const element = this.take();
    const children = element.num_children ?? 0;
    const whole = children === 0 || isCollection(element);
    const name = `${path ?? ''}${element.name}`;
    if (path !== null && whole) this.found.push({ name, type: typeOf(element) });
    const inner = path === null || whole ? null : `${name}.`;
    for (let left = children; left > 0; left -= 1) this.element(inner, depth + 1);
  }

  private take(): SchemaElement {
    const element = this.schema[this.next];
    if (element === undefined) throw new RangeError('the schema ends before its elements');
    this.next += 1;
    return element;
  }
}

function isCollection({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): boolean {
  const kind = logical?.type ?? converted ?? '';
  return ['LIST', 'MAP', 'MAP_KEY_VALUE'].includes(kind);
}

function typeOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): string {
  return (logical?.type ?? converted ?? type ?? 'group').toLowerCase();
}

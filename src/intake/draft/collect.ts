import type { Catalog } from '../../policy/catalog.types.ts';
import { hintFor, normaliseColumn } from '../column-hints.ts';
import { ManifestError } from '../manifest.errors.ts';
import { wholeProblem } from '../source-limits.ts';
import type { DraftFact, DraftItem, SourceReading } from './draft.types.ts';
import { oneLine } from './plain.ts';

/** A column in a draft: in the list of features, or beside it. */
export interface DraftFeature {
  readonly name: string;
  readonly source: string;
  /** What the name suggests; null when it says nothing. */
  readonly hint: { readonly category: string; readonly pattern: string } | null;
}

/** What all files together state. */
export interface Collected {
  readonly facts: readonly DraftFact[];
  readonly items: readonly DraftItem[];
  readonly features: readonly DraftFeature[];
  /** Columns of a table that the model's own signature does not have. */
  readonly beside: readonly DraftFeature[];
  readonly remarks: readonly string[];
}

/** A wide table has some hundreds of columns; more than this is none that a person declares. */
const MOST_COLUMNS = 5_000;
/** Entries of `tools` and of `data.datasets`; a bill of materials may name every library of an image. */
const MOST_ITEMS = 50;

/**
 * Brings together what files state. The file named first is believed; where a later one differs, a remark says so.
 *
 * @throws {ManifestError} more columns than anybody can declare
 */
export function collect(catalog: Catalog, readings: readonly SourceReading[]): Collected {
  const remarks = readings.flatMap(({ name, remarks: said }) =>
    said.map((remark) => `${name}: ${remark}`),
  );
  const facts = factsOf(catalog, readings, remarks);
  const items = itemsOf(catalog, readings, remarks);
  const { features, beside } = featuresOf(catalog, readings, remarks);
  return { facts, items, features, beside, remarks };
}

function factsOf(
  { vocabulary }: Catalog,
  readings: readonly SourceReading[],
  remarks: string[],
): DraftFact[] {
  const facts = new Map<string, DraftFact>();
  for (const fact of readings.flatMap((reading) => reading.facts)) {
    if (!vocabulary.facts.has(fact.path)) continue;
    const first = facts.get(fact.path);
    if (first === undefined) facts.set(fact.path, { ...fact, proposal: false });
    else if (JSON.stringify(first.value) !== JSON.stringify(fact.value))
      remarks.push(
        `${fact.source} says of ${fact.path} \`${shown(fact)}\`, ${first.source} \`${shown(first)}\`: the latter is taken`,
      );
  }
  return [...facts.values()];
}

function shown({ value }: Pick<DraftFact, 'value'>): string {
  return (oneLine(String(value)) ?? '').slice(0, 60);
}

function itemsOf(
  { vocabulary }: Catalog,
  readings: readonly SourceReading[],
  remarks: string[],
): DraftItem[] {
  const items = new Map<string, DraftItem>();
  for (const item of readings.flatMap((reading) => reading.items)) {
    const known = Object.entries(item.fields).filter(([name]) =>
      vocabulary.facts.has(`${item.list}[].${name}`),
    );
    const key = `${item.list} ${String(item.fields['name']).toLowerCase()}`;
    const first = items.get(key);
    items.set(
      key,
      first === undefined
        ? { ...item, fields: Object.fromEntries(known) }
        : { ...first, fields: { ...Object.fromEntries(known), ...first.fields } },
    );
  }
  return (['tools', 'data.datasets'] as const).flatMap((list) => {
    const own = [...items.values()].filter((item) => item.list === list);
    if (own.length > MOST_ITEMS)
      remarks.push(`${own.length} entries for ${list}, the first ${MOST_ITEMS} are drafted`);
    return own.slice(0, MOST_ITEMS);
  });
}

function featuresOf(
  catalog: Catalog,
  readings: readonly SourceReading[],
  remarks: string[],
): Pick<Collected, 'features' | 'beside'> {
  const signed = readings.some(({ kind, columns }) => kind === 'mlmodel' && columns.length > 0);
  const seen = new Map<string, string>();
  const features: DraftFeature[] = [];
  const beside: DraftFeature[] = [];
  for (const { kind, name: file, columns } of readings) {
    if (columns.length > MOST_COLUMNS) tooManyColumns(columns.length, file);
    const list = signed && kind !== 'mlmodel' ? beside : features;
    for (const column of columns) {
      const feature = featureOf(column, file, catalog);
      if (feature === null || isTwice(feature, seen, file, remarks)) continue;
      list.push(feature);
    }
  }
  if (features.length + beside.length > MOST_COLUMNS)
    tooManyColumns(features.length + beside.length);
  return { features, beside };
}

function tooManyColumns(count: number, file?: string): never {
  const message = `there are ${count} columns, at most ${MOST_COLUMNS} are drafted`;
  const hint = 'pass the table that the model is really trained on';
  throw new ManifestError([wholeProblem(message, hint)], file);
}

function featureOf(
  { name: stated, type }: { readonly name: string; readonly type: string | null },
  file: string,
  { reference }: Catalog,
): DraftFeature | null {
  const name = oneLine(stated)?.slice(0, 200).trim();
  if (name === undefined || name === '') return null;
  const source = type === null ? file : `${file}: ${oneLine(type)?.slice(0, 40) ?? ''}`;
  return { name, source, hint: hintFor(name, reference) };
}

/** One column may stand in several files, and `ZIPCode` in one is `zip_code` in another. */
function isTwice(
  { name }: DraftFeature,
  seen: Map<string, string>,
  file: string,
  remarks: string[],
): boolean {
  const words = normaliseColumn(name);
  const key = words === '' ? name : words;
  const first = seen.get(key);
  if (first === undefined) seen.set(key, file);
  if (first === file) remarks.push(`${file}: the column \`${name}\` is there twice`);
  return first !== undefined;
}

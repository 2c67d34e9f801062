/** The form of a YAML file, checked value by value so that every mistake is told with its place. */
import { nearest } from '../common/near.ts';
import { isRecord } from './cel/refs.ts';
import type { Path, YamlSource } from './yaml-source.ts';

export type Shape =
  | { readonly is: 'text' | 'int' | 'number' | 'bool' | 'date' | 'duration' | 'any' }
  | { readonly is: 'word'; readonly of: readonly string[]; readonly name: string }
  | { readonly is: 'match'; readonly pattern: RegExp; readonly name: string }
  | { readonly is: 'list'; readonly item: Shape }
  | { readonly is: 'several'; readonly item: Shape }
  | { readonly is: 'orNull'; readonly value: Shape }
  | { readonly is: 'map'; readonly value: Shape }
  | {
      readonly is: 'object';
      readonly fields: Readonly<Record<string, Field>>;
      readonly loose?: boolean;
    };

interface Field {
  readonly shape: Shape;
  readonly required: boolean;
}

export const TEXT: Shape = { is: 'text' };
export const INT: Shape = { is: 'int' };
export const NUMBER: Shape = { is: 'number' };
export const BOOL: Shape = { is: 'bool' };
export const DATE: Shape = { is: 'date' };
export const DURATION: Shape = { is: 'duration' };
export const ANY: Shape = { is: 'any' };

export function word(name: string, of: readonly string[]): Shape {
  return { is: 'word', of, name };
}
export function match(name: string, pattern: RegExp): Shape {
  return { is: 'match', pattern, name };
}
export function list(item: Shape): Shape {
  return { is: 'list', item };
}
/** One of it, or a list. */
export function several(item: Shape): Shape {
  return { is: 'several', item };
}
/** A value, or `null` for one that was left out on purpose. */
export function orNull(value: Shape): Shape {
  return { is: 'orNull', value };
}
export function map(value: Shape): Shape {
  return { is: 'map', value };
}
/** An object with these fields; a name that ends in `?` may be left out. */
export function object(fields: Readonly<Record<string, Shape>>, loose = false): Shape {
  const entries = Object.entries(fields).map(([name, shape]) => {
    const optional = name.endsWith('?');
    return [optional ? name.slice(0, -1) : name, { shape, required: !optional }] as const;
  });
  return { is: 'object', fields: Object.fromEntries(entries), loose };
}

/** Reports every place where a value has not the shape; true when there is none. */
export function fits(source: YamlSource, value: unknown, shape: Shape, path: Path = []): boolean {
  if (shape.is === 'list') return fitsList(source, value, shape.item, path);
  if (shape.is === 'map') return fitsMap(source, value, shape.value, path);
  if (shape.is === 'object') return fitsObject(source, value, shape, path);
  if (shape.is === 'several')
    return fits(source, value, Array.isArray(value) ? list(shape.item) : shape.item, path);
  if (shape.is === 'orNull') return value === null || fits(source, value, shape.value, path);
  return fitsSimple(source, value, shape, path);
}

type SimpleShape = Exclude<Shape, { is: 'list' | 'map' | 'object' | 'several' | 'orNull' }>;

const SIMPLE: Readonly<
  Record<string, { readonly say: string; readonly test: (value: unknown) => boolean }>
> = {
  text: { say: 'text', test: (value) => typeof value === 'string' && value !== '' },
  int: { say: 'a whole number', test: (value) => Number.isSafeInteger(value) },
  number: { say: 'a number', test: (value) => typeof value === 'number' && Number.isFinite(value) },
  bool: { say: 'true or false', test: (value) => typeof value === 'boolean' },
  date: { say: 'a date such as 2026-11-23', test: isDate },
  duration: { say: 'a duration such as P1Y or P10D', test: isDuration },
  any: { say: 'anything', test: () => true },
};

function fitsSimple(source: YamlSource, value: unknown, shape: SimpleShape, path: Path): boolean {
  if (shape.is === 'word') return fitsWord(source, value, shape, path);
  if (shape.is === 'match') {
    if (typeof value === 'string' && shape.pattern.test(value)) return true;
    source.report(path, `\`${show(value)}\` is no ${shape.name}`);
    return false;
  }
  const simple = SIMPLE[shape.is];
  if (simple?.test(value)) return true;
  source.report(
    path,
    `\`${path.join('.')}\` is to be ${simple?.say ?? shape.is}, not \`${show(value)}\``,
  );
  return false;
}

function fitsWord(
  source: YamlSource,
  value: unknown,
  shape: Extract<Shape, { is: 'word' }>,
  path: Path,
): boolean {
  if (typeof value === 'string' && shape.of.includes(value)) return true;
  source.report(path, `unknown ${shape.name} \`${show(value)}\``, suggest(show(value), shape.of));
  return false;
}

function fitsList(source: YamlSource, value: unknown, item: Shape, path: Path): boolean {
  if (!Array.isArray(value)) {
    source.report(path, `\`${path.join('.')}\` is to be a list, not \`${show(value)}\``);
    return false;
  }
  return value.map((entry, index) => fits(source, entry, item, [...path, index])).every(Boolean);
}

function fitsMap(source: YamlSource, value: unknown, inner: Shape, path: Path): boolean {
  if (!isRecord(value)) {
    source.report(path, `\`${path.join('.')}\` is to be a map, not \`${show(value)}\``);
    return false;
  }
  return Object.entries(value)
    .map(([key, entry]) => fits(source, entry, inner, [...path, key]))
    .every(Boolean);
}

function fitsObject(
  source: YamlSource,
  value: unknown,
  shape: Extract<Shape, { is: 'object' }>,
  path: Path,
): boolean {
  if (!isRecord(value)) {
    const what = path.length === 0 ? 'the file' : `\`${path.join('.')}\``;
    source.report(path, `${what} is to be a map of names and values, not \`${show(value)}\``);
    return false;
  }
  const known = Object.keys(shape.fields);
  const strange = shape.loose ? [] : Object.keys(value).filter((key) => !known.includes(key));
  for (const key of strange) {
    source.reportKey([...path, key], `unknown key \`${key}\``, suggest(key, known));
  }
  const missing = known.filter((key) => shape.fields[key]?.required && value[key] === undefined);
  for (const key of missing) source.report(path, `\`${[...path, key].join('.')}\` is missing`);
  const inner = Object.entries(shape.fields)
    .filter(([key]) => value[key] !== undefined)
    .map(([key, field]) => fits(source, value[key], field.shape, [...path, key]));
  return strange.length === 0 && missing.length === 0 && inner.every(Boolean);
}

/** The near word, or the words there are. */
export function suggest(wanted: string, known: readonly string[]): string {
  const near = nearest(wanted, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return known.length > 12 ? `${known.length} are known` : `known: ${known.join(', ')}`;
}

/** True for a day that exists, as `2026-11-23`. */
export function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function isDuration(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/.test(value)
  );
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

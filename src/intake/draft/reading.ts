import type { ModelColumn } from '../intake.types.ts';
import type { DraftFact, DraftItem, DraftValue, SourceKind, SourceReading } from './draft.types.ts';

/** Gathers what one file states, each fact with the place in the file. */
export class Reading {
  private readonly facts: Omit<DraftFact, 'proposal'>[] = [];
  private readonly items: DraftItem[] = [];
  private readonly remarks: string[] = [];
  private columns: readonly ModelColumn[] = [];
  readonly name: string;
  private readonly kind: SourceKind;

  constructor(name: string, kind: SourceKind) {
    this.name = name;
    this.kind = kind;
  }

  /** A value of null states nothing. */
  fact(path: string, value: DraftValue | null, place: string): void {
    if (value !== null && value !== '') this.facts.push({ path, value, source: this.at(place) });
  }

  /** Fields of null are left out; an entry without a name is none. */
  item(
    list: DraftItem['list'],
    fields: Readonly<Record<string, string | number | null>>,
    place: string,
  ): void {
    const stated = Object.entries(fields).filter(
      (field): field is [string, string | number] => field[1] !== null,
    );
    if (fields['name'] === null || fields['name'] === undefined) return;
    this.items.push({ list, fields: Object.fromEntries(stated), source: this.at(place) });
  }

  remark(text: string): void {
    this.remarks.push(text);
  }

  takes(columns: readonly ModelColumn[]): void {
    this.columns = columns;
  }

  done(): SourceReading {
    const { kind, name, facts, items, columns, remarks } = this;
    return { kind, name, facts, items, columns, remarks };
  }

  private at(place: string): string {
    return place === '' ? this.name : `${this.name}: ${place}`;
  }
}

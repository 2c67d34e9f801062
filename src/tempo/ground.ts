import type { SubmittedPayload } from '../journal/journal.types.ts';
import { canonicalJson, sha256Hex } from '../common/canonical-json.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { assess } from '../policy/evaluate.ts';
import { calendarOf } from './calendar/load-calendars.ts';
import { type Calendar, WorkingTime } from './calendar/working-time.ts';
import type { TempoGround } from './case-tempo.ts';

/** Changes when the projection works something out differently: it is made again then. */
const SHAPE_VERSION = 1;
/** What the tempo of one region rests on besides the journal. */
export class RegionGround {
  readonly time: WorkingTime;
  /** Hash of all of it: when it differs from what a projection was made with, that is made again. */
  readonly basis: string;
  readonly #outsideRoles: ReadonlySet<string>;

  constructor(
    private readonly catalog: Catalog,
    region: string,
    calendars: ReadonlyMap<string, Calendar>,
  ) {
    this.time = new WorkingTime(calendarOf(calendars, region));
    const roles = [...catalog.reference.roles.values()];
    this.#outsideRoles = new Set(roles.filter(({ external }) => external).map(({ id }) => id));
    this.basis = sha256Hex(
      canonicalJson({
        shape: SHAPE_VERSION,
        calendar: this.time.calendar,
        readiness: catalog.packs.get('readiness')?.sha256 ?? null,
        outside: [...this.#outsideRoles].toSorted(),
      }),
    );
  }

  /** Of a case that was submitted with these facts. */
  of(
    facts: Readonly<Record<string, unknown>>,
    { asOf }: Pick<SubmittedPayload, 'asOf'>,
  ): TempoGround {
    const model = record(facts['model']);
    return {
      model: text(model['name']) ?? '',
      useCase: text(model['use_case']),
      algorithm: text(model['algorithm']),
      warnings: this.#warnings(facts, asOf),
      time: this.time,
      outsideRoles: this.#outsideRoles,
    };
  }

  #warnings(facts: Readonly<Record<string, unknown>>, asOf: string): string[] {
    if (!this.catalog.packs.has('readiness')) return [];
    const held = { documents: [], approvals: [] };
    const { findings } = assess(this.catalog, { facts, held, asOf, regions: ['readiness'] });
    return findings.filter(({ finding }) => finding === 'warning').map(({ rule }) => rule);
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

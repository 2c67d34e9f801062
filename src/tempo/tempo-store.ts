import type pg from 'pg';
import { inTransaction } from '../common/in-transaction.ts';
import type { CaseStatus } from '../../workflows/step-result.ts';
import type { CaseData, TurnData, VisitData } from './measure/case-data.ts';
import type { TempoCell } from './projection.ts';
import type { WaitsOn } from './tempo.types.ts';

const CASES = `
select case_id, request_id, model, use_case, algorithm, team, status, ${ms('started_at')}, ${ms('permit_at')},
       ${ms('deployed_at')}, ${ms('ended_at')}, lead_ms::float8, lead_working_ms::float8, rework, warnings, rules,
       waived, blocked_by
  from tempo_case where version > $1 order by case_id`;

const TURNS = `
select t.case_id, t.stage, t.kind, t.role, t.waits_on, t.factor, ${ms('began_at')}, ${ms('t.ended_at')},
       ${ms('due_at')}, t.round, t.touched_working_ms::float8, t.ended_by, t.person, t.ms::float8,
       t.working_ms::float8, t.rules, t.documents
  from tempo_turn t join tempo_case c using (case_id) where c.version > $1 order by t.case_id, t.n`;

const VISITS = `
select v.case_id, v.stage, v.visit, ${ms('began_at')}, ${ms('v.ended_at')}, v.ms::float8, v.working_ms::float8
  from tempo_visit v join tempo_case c using (case_id) where c.version > $1 order by v.case_id, v.n`;

function ms(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::float8 as ${column.replace(/^.*\./u, '')}`;
}

interface CaseColumns {
  readonly case_id: string;
  readonly request_id: string;
  readonly model: string;
  readonly use_case: string | null;
  readonly algorithm: string | null;
  readonly team: string;
  readonly status: CaseStatus;
  readonly started_at: number;
  readonly permit_at: number | null;
  readonly deployed_at: number | null;
  readonly ended_at: number | null;
  readonly lead_ms: number | null;
  readonly lead_working_ms: number | null;
  readonly rework: number;
  readonly warnings: readonly string[];
  readonly rules: readonly string[];
  readonly waived: readonly string[];
  readonly blocked_by: readonly string[];
}

interface TurnColumns {
  readonly case_id: string;
  readonly stage: string;
  readonly kind: string;
  readonly role: string;
  readonly waits_on: WaitsOn;
  readonly factor: string;
  readonly began_at: number;
  readonly ended_at: number | null;
  readonly due_at: number;
  readonly round: number;
  readonly touched_working_ms: number | null;
  readonly ended_by: string | null;
  readonly person: string | null;
  readonly ms: number | null;
  readonly working_ms: number | null;
  readonly rules: readonly string[];
  readonly documents: TurnData['documents'];
}

interface VisitColumns {
  readonly case_id: string;
  readonly stage: string;
  readonly visit: number;
  readonly began_at: number;
  readonly ended_at: number | null;
  readonly ms: number | null;
  readonly working_ms: number | null;
}

interface Mark {
  readonly generation: string;
  readonly version: string;
}

/**
 * The tempo of one cell in memory, so that a question costs no more of the database than asking whether anything is
 * new. Only what changed since is read again; a projection that was made anew is read as a whole.
 */
export class TempoStore {
  readonly #cases = new Map<string, CaseData>();
  readonly #words = new Map<string, string>();
  #mark: Mark = { generation: '', version: '0' };
  #reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly cell: TempoCell) {}

  /** Every case of the cell, as of now. */
  async cases(): Promise<readonly CaseData[]> {
    // One after the other: two readers that find the same news would read it twice.
    const reading = this.#reading.then(async () => this.#refresh());
    this.#reading = reading.catch(() => undefined);
    await reading;
    return [...this.#cases.values()];
  }

  async #refresh(): Promise<void> {
    const { pool } = this.cell;
    const { rows } = await pool.query<Mark>('select generation, version from tempo_place');
    const [now] = rows;
    if (!now || (now.generation === this.#mark.generation && now.version === this.#mark.version))
      return;
    await inTransaction(this.cell, async (client) => this.#read(client));
  }

  async #read(client: pg.ClientBase): Promise<void> {
    await client.query('set transaction isolation level repeatable read, read only');
    const { rows } = await client.query<Mark>('select generation, version from tempo_place');
    const [mark = this.#mark] = rows;
    const anew = mark.generation !== this.#mark.generation;
    const since = anew ? '0' : this.#mark.version;
    const cases = await client.query<CaseColumns>(CASES, [since]);
    const turns = await client.query<TurnColumns>(TURNS, [since]);
    const visits = await client.query<VisitColumns>(VISITS, [since]);
    if (anew) this.#cases.clear();
    const turnsOf = grouped(turns.rows, (row) => this.#turn(row));
    const visitsOf = grouped(visits.rows, (row) => this.#visit(row));
    for (const row of cases.rows) {
      const parts = {
        turns: turnsOf.get(row.case_id) ?? [],
        visits: visitsOf.get(row.case_id) ?? [],
      };
      this.#cases.set(row.case_id, { ...this.#case(row), ...parts });
    }
    this.#mark = mark;
  }

  /** One copy of each word, however often it comes out of the database. */
  #word<T extends string | null>(text: T): T {
    if (text === null) return text;
    const known = this.#words.get(text);
    if (known !== undefined) return known as T;
    this.#words.set(text, text);
    return text;
  }

  #list(words: readonly string[]): readonly string[] {
    return words.length === 0 ? NONE : words.map((word) => this.#word(word));
  }

  #case(row: CaseColumns): Omit<CaseData, 'turns' | 'visits'> {
    return {
      caseId: row.case_id,
      region: this.cell.region,
      request: row.request_id,
      model: this.#word(row.model),
      useCase: this.#word(row.use_case),
      algorithm: this.#word(row.algorithm),
      team: this.#word(row.team),
      status: this.#word(row.status),
      startedAt: row.started_at,
      permitAt: row.permit_at,
      deployedAt: row.deployed_at,
      endedAt: row.ended_at,
      leadMs: row.lead_ms,
      leadWorkingMs: row.lead_working_ms,
      rework: row.rework,
      warnings: this.#list(row.warnings),
      rules: this.#list(row.rules),
      waived: this.#list(row.waived),
      blockedBy: this.#list(row.blocked_by),
    };
  }

  #turn(row: TurnColumns): TurnData {
    return {
      stage: this.#word(row.stage),
      kind: this.#word(row.kind),
      role: this.#word(row.role),
      waitsOn: this.#word(row.waits_on),
      factor: this.#word(row.factor),
      from: row.began_at,
      until: row.ended_at,
      due: row.due_at,
      round: row.round,
      touchedWorkingMs: row.touched_working_ms,
      endedBy: this.#word(row.ended_by),
      person: this.#word(row.person),
      ms: row.ms,
      workingMs: row.working_ms,
      rules: this.#list(row.rules),
      documents: row.documents,
    };
  }

  #visit(row: VisitColumns): VisitData {
    return {
      stage: this.#word(row.stage),
      visit: row.visit,
      from: row.began_at,
      until: row.ended_at,
      ms: row.ms,
      workingMs: row.working_ms,
    };
  }
}

const NONE: readonly string[] = [];

function grouped<R extends { readonly case_id: string }, T>(
  rows: readonly R[],
  make: (row: R) => T,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.case_id);
    if (group) group.push(make(row));
    else groups.set(row.case_id, [make(row)]);
  }
  return groups;
}

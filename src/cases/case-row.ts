import type pg from 'pg';
import type { CaseContext } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import type { CaseStatus, StoredSnapshot } from '../../workflows/step-result.ts';
import type { Pause } from '../operations/pause.types.ts';
import type { Outcome, PackPin } from '../policy/policy.types.ts';

/** A case as its row says it, with what its request says of the model; stays inside `src/cases`. */
export interface CaseRow {
  readonly id: string;
  readonly requestId: string;
  readonly region: string;
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly artifactSha256: string | null;
  };
  readonly machineId: string;
  readonly machineVersion: number;
  readonly snapshot: StoredSnapshot;
  readonly context: CaseContext;
  readonly status: CaseStatus;
  readonly stages: readonly string[];
  readonly outcome: Outcome;
  readonly packs: readonly PackPin[];
  /** ISO date. */
  readonly asOf: string;
  readonly seq: number;
  /** Hex. */
  readonly tail: string;
  /** What an operator has stopped: the case, or a stage it is in. */
  readonly paused: Pause | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

interface Columns {
  readonly id: string;
  readonly request_id: string;
  readonly region: string;
  readonly model_name: string;
  readonly model_version: string;
  readonly artifact_sha256: string | null;
  readonly machine_id: string;
  readonly machine_version: number;
  readonly snapshot: StoredSnapshot;
  readonly status: CaseStatus;
  readonly stages: readonly string[];
  readonly outcome: Outcome;
  readonly packs: readonly PackPin[];
  readonly as_of: string;
  readonly seq: number;
  readonly tail: string;
  readonly paused: Pause | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

// Read with the row, so that it costs no round trip of its own; the table is empty on most days.
const PAUSED = `(select json_build_object('scope', p.scope, 'target', p.target, 'reason', p.reason, 'by', p.paused_by,
                                       'at', to_char(p.paused_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          from pause p
         where (p.scope = 'case' and p.target = c.id) or (p.scope = 'stage' and p.target = any (c.stages))
         order by p.scope limit 1)`;

// Without the assessment: it is large, and a step does not need it.
const SELECT = `
select c.id, c.request_id, c.region, r.model_name, r.model_version, r.artifact_sha256, c.machine_id,
       c.machine_version, c.snapshot, c.status, c.stages, c.outcome, c.packs,
       to_char(c.as_of, 'YYYY-MM-DD') as as_of, c.seq, encode(c.tail_hash, 'hex') as tail, c.created_at, c.updated_at,
       ${PAUSED} as paused
  from regulated_case c join request r on r.id = c.request_id
 where c.id = $1`;

const READ = { name: 'case-read', text: SELECT };
const LOCK = { name: 'case-lock', text: `${SELECT} for update of c` };

/** Reads one case; null when there is none. */
export async function readCaseRow(
  db: pg.ClientBase | pg.Pool,
  caseId: string,
): Promise<CaseRow | null> {
  const { rows } = await db.query<Columns>({ ...READ, values: [caseId] });
  return rows[0] ? parse(rows[0]) : null;
}

/** Reads one case and keeps others from changing it until the transaction ends; null when there is none. */
export async function lockCaseRow(client: pg.ClientBase, caseId: string): Promise<CaseRow | null> {
  const { rows } = await client.query<Columns>({ ...LOCK, values: [caseId] });
  return rows[0] ? parse(rows[0]) : null;
}

function parse(row: Columns): CaseRow {
  return {
    id: row.id,
    requestId: row.request_id,
    region: row.region,
    model: {
      name: row.model_name,
      version: row.model_version,
      artifactSha256: row.artifact_sha256,
    },
    machineId: row.machine_id,
    machineVersion: row.machine_version,
    snapshot: row.snapshot,
    context: row.snapshot['context'] as CaseContext,
    status: row.status,
    stages: row.stages,
    outcome: row.outcome,
    packs: row.packs,
    asOf: row.as_of,
    seq: row.seq,
    tail: row.tail,
    paused: row.paused,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

import type pg from 'pg';
import type { CaseStatus } from '../../workflows/step-result.ts';
import { envelopeOf, isSignedBy } from '../permits/envelope.ts';
import { journaledKeys } from '../permits/journaled-keys.ts';
import { statementOf } from '../permits/permit.ts';
import type { Envelope } from '../permits/permit.types.ts';
import type { Assessment } from '../policy/policy.types.ts';
import type { Candidate } from './gate.ts';

interface PermitColumns {
  readonly id: string;
  readonly case_id: string;
  readonly envelope: Envelope;
  readonly revoked_at: Date | null;
  readonly status: CaseStatus;
}

/** Permits of a cell that speak of an artifact, newest first, at most 20. */
export async function readCandidates(
  { region, db }: { readonly region: string; readonly db: pg.Pool | pg.ClientBase },
  artifact: string,
): Promise<Candidate[]> {
  const { rows } = await db.query<PermitColumns>({
    name: 'gate-permits',
    text: `select p.id, p.case_id, p.envelope, p.revoked_at, c.status
             from permit p join regulated_case c on c.id = p.case_id
            where p.artifact_sha256 = $1 order by p.issued_at desc, p.id limit 20`,
    values: [artifact],
  });
  if (rows.length === 0) return [];
  const pems = [...(await journaledKeys(db, region)).values()];
  return rows.map((row) => ({
    id: row.id,
    case: row.case_id,
    statement: statementOf(row.envelope),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    status: row.status,
    isSigned: pems.some((pem) => isSignedBy(envelopeOf(row.envelope), pem)),
  }));
}

/** Where the newest case of an artifact stands, and what still stands in its way. */
export interface Standing {
  readonly case: string;
  readonly status: string;
  readonly stages: readonly string[];
  readonly missing: readonly {
    readonly rule: string;
    readonly finding: string;
    readonly remedy: string;
  }[];
}

const IN_THE_WAY: readonly string[] = ['blocked', 'unknown', 'open'];
const MOST_MISSING = 20;

/** Null when nobody ever asked for a permit for this artifact here. */
export async function readStanding(pool: pg.Pool, artifact: string): Promise<Standing | null> {
  const { rows } = await pool.query<{
    id: string;
    status: string;
    stages: readonly string[];
    assessment: Assessment | null;
  }>(
    `select c.id, c.status, c.stages, c.assessment
       from request r join regulated_case c on c.request_id = r.id
      where r.artifact_sha256 = $1 order by c.created_at desc, c.id limit 1`,
    [artifact],
  );
  const [row] = rows;
  if (!row) return null;
  const findings = row.assessment?.findings ?? [];
  return {
    case: row.id,
    status: row.status,
    stages: row.stages,
    missing: findings
      .filter(({ finding }) => IN_THE_WAY.includes(finding))
      .slice(0, MOST_MISSING)
      .map(({ rule, finding, remedy }) => ({ rule, finding, remedy })),
  };
}

import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { envelopeOf, isSignedBy, payloadOf, recordOf } from '../permits/envelope.ts';
import { journaledKeys } from '../permits/journaled-keys.ts';
import type { Envelope } from '../permits/permit.types.ts';

export const BREAK_GLASS_TYPE = 'application/vnd.carnet.break-glass+json';

/** What somebody let run without a permit. */
export interface BreakGlassView {
  readonly id: string;
  readonly region: string;
  /** SHA-256, hex. */
  readonly artifact: string;
  readonly cloudRegion: string;
  readonly case: string | null;
  readonly person: string;
  readonly reason: string;
  readonly givenAt: Instant;
  readonly expiresAt: Instant;
  /** What the review came to; null while it is open. */
  readonly review: { readonly outcome: string; readonly by: string | null } | null;
}

interface Columns {
  readonly id: string;
  readonly artifact_sha256: string;
  readonly cloud_region: string;
  readonly case_id: string | null;
  readonly person_id: string;
  readonly reason: string;
  readonly given_at: Date;
  readonly expires_at: Date;
  readonly closed_how: string | null;
  readonly closed_by: string | null;
}

/** An opening that holds: by which the gate lets an artifact run. */
export interface Opening {
  readonly id: string;
  readonly caseId: string | null;
  readonly expiresAt: Instant;
}

interface Where {
  readonly region: string;
  readonly db: pg.Pool | pg.ClientBase;
}

/** The opening that lets an artifact run there now; null when there is none that a key of the region has signed. */
export async function readOpening(
  { region, db }: Where,
  asked: { readonly artifact: string; readonly cloudRegion: string | null; readonly at: Instant },
): Promise<Opening | null> {
  const { artifact, cloudRegion, at } = asked;
  if (cloudRegion === null) return null;
  const { rows } = await db.query<{ id: string; case_id: string | null; envelope: Envelope }>(
    `select id, case_id, envelope from break_glass
      where artifact_sha256 = $1 and cloud_region = $2 and expires_at > $3
      order by expires_at desc, id limit 20`,
    [artifact, cloudRegion, at],
  );
  if (rows.length === 0) return null;
  const pems = [...(await journaledKeys(db, region)).values()];
  for (const { id, case_id: caseId, envelope } of rows) {
    const wanted = { breakGlass: id, region, artifact, cloudRegion };
    const expiresAt = endOf(signedBy(envelope, pems), wanted, at);
    if (expiresAt !== null) return { id, caseId, expiresAt };
  }
  return null;
}

/** Until when what was signed holds; null where it is about something else, or not now. */
function endOf(
  said: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, string>>,
  at: Instant,
): Instant | null {
  const { givenAt, expiresAt } = said;
  if (typeof givenAt !== 'string' || typeof expiresAt !== 'string') return null;
  const isSame = Object.entries(wanted).every(([name, value]) => said[name] === value);
  return isSame && givenAt <= at && at < expiresAt ? expiresAt : null;
}

/** What an envelope says once one of the keys has signed it; nothing otherwise. */
function signedBy(envelope: unknown, pems: readonly string[]): Record<string, unknown> {
  const checked = envelopeOf(envelope);
  if (!pems.some((pem) => isSignedBy(checked, pem))) return {};
  return recordOf(payloadOf(checked, BREAK_GLASS_TYPE));
}

/** Everything that was opened in a cell, newest first, at most 500. */
export async function listOpenings(cell: {
  readonly region: string;
  readonly pool: pg.Pool;
}): Promise<BreakGlassView[]> {
  const { rows } = await cell.pool.query<Columns>(
    `select b.*, t.closed_how, t.closed_by from break_glass b
       left join region_task t on t.kind = 'break_glass' and t.about = b.id
      order by b.given_at desc, b.id limit 500`,
  );
  return rows.map((row) => ({
    id: row.id,
    region: cell.region,
    artifact: row.artifact_sha256,
    cloudRegion: row.cloud_region,
    case: row.case_id,
    person: row.person_id,
    reason: row.reason,
    givenAt: row.given_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    review: row.closed_how === null ? null : { outcome: row.closed_how, by: row.closed_by },
  }));
}

import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { appendAside } from '../cases/append-aside.ts';
import { lockCaseRow } from '../cases/case-row.ts';
import { newId } from '../common/ids.ts';
import { appendEvent } from '../journal/journal.ts';
import { signPayload } from '../permits/envelope.ts';
import { journalKey } from '../permits/journaled-keys.ts';
import type { SigningKey } from '../permits/permit.types.ts';
import { openRegionTask } from '../region-tasks/region-task-rows.ts';
import { BREAK_GLASS_TYPE, type BreakGlassView } from './break-glass-rows.ts';

/** Somebody who lets something run without a permit, in an open transaction of the cell. */
export interface BreakGlassDeed {
  readonly client: pg.ClientBase;
  readonly key: SigningKey;
  readonly by: string;
  readonly at: Instant;
}

/** What is to run, where, why and for how long. */
export interface WantedOpening {
  /** SHA-256, hex. */
  readonly artifact: string;
  readonly cloudRegion: string;
  readonly reason: string;
  readonly hours: number;
}

const HOUR_MS = 3_600_000;

/**
 * Lets an artifact run in one place for a while although no permit covers it: signed, journaled with the newest case of
 * the artifact or with the region, announced, and to be reviewed by somebody else.
 */
export async function breakGlass(
  { client, key, by, at }: BreakGlassDeed,
  { artifact, cloudRegion, reason, hours }: WantedOpening,
): Promise<BreakGlassView> {
  const { region } = key;
  const id = newId('glass');
  const expiresAt = new Date(Date.parse(at) + hours * HOUR_MS).toISOString();
  const caseId = await newestCase(client, artifact);
  const row = caseId === null ? null : await lockCaseRow(client, caseId);
  const said = {
    breakGlass: id,
    region,
    artifact,
    cloudRegion,
    reason,
    person: by,
    givenAt: at,
    expiresAt,
  };
  await journalKey(client, key, at);
  const envelope = await signPayload(BREAK_GLASS_TYPE, said, key);
  const payload = { breakGlass: id, artifact, cloudRegion, reason, expiresAt };
  const entry = { type: 'BREAK_GLASS_USED', payload } as const;
  const { subject, seq } = row
    ? await appendAside(client, row, { actor: by, at, entry })
    : await appendEvent(client, { subject: region, actor: by, at, entry });
  await client.query(
    `insert into break_glass (id, artifact_sha256, cloud_region, case_id, person_id, reason, given_at, expires_at,
                              envelope, subject, seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      artifact,
      cloudRegion,
      caseId,
      by,
      reason,
      at,
      expiresAt,
      JSON.stringify(envelope),
      subject,
      seq,
    ],
  );
  await openRegionTask(client, {
    kind: 'break_glass',
    about: id,
    caseId,
    title: `Review what ${by} let run without a permit in ${cloudRegion}: ${reason}`,
    role: 'compliance_officer',
    barred: [by],
    subject,
    seq,
    at,
    due: 'P3D',
  });
  const view = { id, region, artifact, cloudRegion, case: caseId, person: by, reason };
  return { ...view, givenAt: at, expiresAt, review: null };
}

async function newestCase(client: pg.ClientBase, artifact: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select c.id from request r join regulated_case c on c.request_id = r.id
      where r.artifact_sha256 = $1 order by c.created_at desc, c.id limit 1`,
    [artifact],
  );
  return rows[0]?.id ?? null;
}

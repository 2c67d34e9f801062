import type pg from 'pg';

import type { Instant } from '../../workflows/words.ts';
import { newId } from '../common/ids.ts';
import type { StoredBytes } from './evidence-store.ts';

/** One document or file of a case, as others see it. */
export interface EvidenceRecord {
  readonly id: string;
  readonly caseId: string;
  /** Document id of `policies/reference/documents.yaml`. */
  readonly document: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
  /** The evidence that took its place. */
  readonly supersededBy: string | null;
}

export interface NewEvidence {
  readonly caseId: string;
  readonly document: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly uploadedBy: string;
  readonly at: Instant;
}

/**
 * Files stored bytes under their case; they take the place of earlier ones for the same document, which stay readable.
 *
 * Runs in the transaction that stored them, so that file, row and journal event stand or fall together.
 * Who changes the case in the same transaction locks it before this: the new row already holds on to the case, and
 * two uploads that both did so first would wait for each other.
 */
export async function fileEvidence(
  client: pg.ClientBase,
  added: NewEvidence,
  stored: StoredBytes,
): Promise<EvidenceRecord> {
  const id = newId('ev');
  await client.query(
    `insert into evidence (id, case_id, document, file_name, media_type, size_bytes, sha256, uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      added.caseId,
      added.document,
      added.fileName,
      added.mediaType,
      stored.sizeBytes,
      stored.sha256,
      added.uploadedBy,
      added.at,
    ],
  );
  await client.query(
    `update evidence set superseded_by = $3
      where case_id = $1 and document = $2 and id <> $3 and superseded_by is null`,
    [added.caseId, added.document, id],
  );
  return {
    id,
    caseId: added.caseId,
    document: added.document,
    fileName: added.fileName,
    mediaType: added.mediaType,
    sizeBytes: stored.sizeBytes,
    sha256: stored.sha256,
    uploadedBy: added.uploadedBy,
    uploadedAt: added.at,
    supersededBy: null,
  };
}

/** All evidence of a case, oldest first, superseded ones included. */
export async function evidenceOf(
  client: pg.ClientBase | pg.Pool,
  caseId: string,
): Promise<EvidenceRecord[]> {
  const { rows } = await client.query<{
    id: string;
    document: string;
    file_name: string;
    media_type: string;
    size_bytes: string;
    sha256: string;
    uploaded_by: string;
    uploaded_at: Date;
    superseded_by: string | null;
  }>('select * from evidence where case_id = $1 order by uploaded_at, id', [caseId]);
  return rows.map((row) => ({
    id: row.id,
    caseId,
    document: row.document,
    fileName: row.file_name,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at.toISOString(),
    supersededBy: row.superseded_by,
  }));
}

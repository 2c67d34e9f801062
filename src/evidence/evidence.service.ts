import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { CaseTransaction } from '../cases/case-transaction.ts';
import { EventRefusedError } from '../cases/cases.errors.ts';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { CATALOG, CONFIG } from '../common/injection.ts';
import { nearest } from '../common/near.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import type { Written } from '../http/answer.ts';
import { withContent } from '../http/idempotency-key.ts';
import { findReplay, lockIdempotencyKey, rememberResponse } from '../http/idempotency.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { ValidationFailedError } from '../http/validation.ts';
import { authorize, rolesIn } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { UploadQuery } from './evidence.dto.ts';
import { assertFilledIn } from './check-document.ts';
import { EvidenceNotFoundError, EvidenceTooLargeError } from './evidence.errors.ts';
import { evidenceOf, fileEvidence } from './evidence-rows.ts';
import type { EvidenceRecord } from './evidence-rows.ts';
import { readBytes, storeBytes } from './evidence-store.ts';
import { HeadOf } from './read-head.ts';
import { safeFileName, safeMediaType } from './file-name.ts';

/** What comes over the line: the request's own stream and what its head says. */
export interface Upload {
  readonly query: UploadQuery;
  readonly body: IncomingMessage;
}

interface Call {
  readonly caller: Principal;
  readonly idempotency: IdempotentCall;
}

/** Takes evidence in as it arrives and gives it out the same way: never whole in memory, never half on disk. */
@Injectable()
export class EvidenceService {
  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(CONFIG) private readonly config: CarnetConfig,
  ) {}

  /**
   * Streams a file into its case. File, row and journal event commit together; when the stream breaks off, is
   * empty or too long, or the case does not take it, nothing of it is left.
   *
   * @throws {EvidenceTooLargeError} {EvidenceEmptyError} {EvidenceInterruptedError} {EvidenceStalledError}
   * @throws {ValidationFailedError} no document has this id
   * @throws {DocumentIncompleteError} it was made from an outline and is not filled in
   * @throws {EventRefusedError} the case takes no evidence where it stands
   */
  async upload(caseId: string, upload: Upload, call: Call): Promise<Written<EvidenceRecord>> {
    const engine = this.engines.ofCase(caseId);
    authorize(call.caller, engine.region, 'upload');
    this.refuseUnknownDocument(upload.query.document);
    const limit = this.config.evidenceLimitBytes;
    const declared = Number(upload.body.headers['content-length'] ?? 0);
    if (declared > limit) throw new EvidenceTooLargeError(limit);
    await refuseBeforeReading(engine, caseId);
    return engine.transact((tx) => this.store(tx, { caseId, upload, call, engine, limit }));
  }

  /** All evidence of a case, oldest first. @throws {CaseNotFoundError} */
  async list(caseId: string, caller: Principal): Promise<EvidenceRecord[]> {
    const engine = this.engines.ofCase(caseId);
    authorize(caller, engine.region, 'read');
    await engine.view(caseId);
    return evidenceOf(engine.parts.pool, caseId);
  }

  /** One file and its bytes, chunk by chunk. @throws {EvidenceNotFoundError} */
  async open(
    caseId: string,
    evidenceId: string,
    caller: Principal,
  ): Promise<{ readonly record: EvidenceRecord; readonly bytes: Readable }> {
    const records = await this.list(caseId, caller);
    const record = records.find(({ id }) => id === evidenceId);
    if (!record) throw new EvidenceNotFoundError(evidenceId);
    const { pool } = this.engines.ofCase(caseId).parts;
    return { record, bytes: Readable.from(readBytes(pool, record.sha256), { objectMode: false }) };
  }

  private async store(
    tx: CaseTransaction,
    it: { caseId: string; upload: Upload; call: Call; engine: CaseEngine; limit: number },
  ): Promise<Written<EvidenceRecord>> {
    const { caseId, upload, engine } = it;
    const { caller, idempotency } = it.call;
    const now = engine.parts.now();
    await lockIdempotencyKey(tx.client, idempotency);
    // Without `destroyOnReturn` the socket would be gone before the answer that says why.
    const source = upload.body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    const head = new HeadOf();
    const stored = await storeBytes(tx.client, head.passing(source), {
      bytes: it.limit,
      idleMs: this.config.evidenceIdleMs,
    });
    const call = withContent(idempotency, stored.sha256);
    const replay = await findReplay(tx.client, call);
    if (replay) {
      // The same bytes lie there already, or belong to evidence that does: nothing to undo but a draft's rename.
      return { view: replay.response as EvidenceRecord, replayed: true };
    }
    assertFilledIn(upload.query.document, head.text());
    await tx.lock(caseId);
    const record = await fileEvidence(
      tx.client,
      {
        caseId,
        document: upload.query.document,
        fileName: safeFileName(upload.query.file_name),
        mediaType: safeMediaType(upload.body.headers['content-type']),
        uploadedBy: caller.personId,
        at: now,
      },
      stored,
    );
    const { document, sha256, id: evidence } = record;
    await tx.handle(
      caseId,
      { type: 'EVIDENCE_ADDED', document: { document, sha256, evidence } },
      { actor: { personId: caller.personId, roles: rolesIn(caller, engine.region) } },
    );
    await rememberResponse(tx.client, call, { status: 201, response: record }, now);
    return { view: record, replayed: false };
  }

  private refuseUnknownDocument(document: string): void {
    const { documents } = this.catalog.reference;
    if (documents.has(document)) return;
    const near = nearest(document, documents.keys());
    const hint = near === undefined ? '' : `: did you mean \`${near}\``;
    const message = `\`${document}\` is no document that Carnet knows${hint}`;
    throw new ValidationFailedError([{ path: 'document', message }]);
  }
}

/** Nobody sends 25 MB to learn that they are not wanted; the transaction asks again. */
async function refuseBeforeReading(engine: CaseEngine, caseId: string): Promise<void> {
  const { possible, stages, status } = await engine.view(caseId);
  if (!possible.includes('EVIDENCE_ADDED')) {
    throw new EventRefusedError('EVIDENCE_ADDED', stages, possible, status);
  }
}

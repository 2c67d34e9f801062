import type pg from 'pg';
import {
  findReplay,
  type IdempotentCall,
  lockIdempotencyKey,
  rememberResponse,
} from '../http/idempotency.ts';
import type { CaseView } from './case.views.ts';
import type { CaseEngine } from './engine.ts';
import { type NewRequest, openCase } from './open-case.ts';

/** A submitted request: its id and one case per region. */
export interface OpenedRequest {
  readonly requestId: string;
  readonly cases: readonly CaseView[];
}

interface Opening {
  readonly engine: CaseEngine;
  readonly client: pg.PoolClient;
}

/**
 * Submits a request to its regions: one transaction per cell, all made ready before the first commits.
 *
 * Cells share no commit. Should one fail after another committed, the same call with its idempotency key opens what
 * is missing, under the same request id, and repeats nothing: each cell keeps its own answer.
 *
 * @throws {IdempotencyKeyReusedError} the key came before with another request
 */
export async function openRequest(
  engines: readonly CaseEngine[],
  request: NewRequest,
  idempotency?: IdempotentCall,
): Promise<OpenedRequest> {
  const openings: Opening[] = [];
  let broken: Error | undefined;
  try {
    // Always in the same order, so that two requests never wait for each other's connections and locks.
    const inOrder = engines.toSorted((one, other) => (one.region < other.region ? -1 : 1));
    for (const engine of inOrder) openings.push(await begun(engine));
    const kept = await allOf(openings.map(async (opening) => answerKept(opening, idempotency)));
    const requestId = kept.find((answer) => answer !== null)?.requestId ?? request.id;
    const cases = await allOf(
      openings.map(
        async (opening, index) =>
          kept[index]?.case ?? open(opening, { ...request, id: requestId }, idempotency),
      ),
    );
    for (const { client } of openings) await client.query('commit');
    for (const { engine } of openings) engine.kick();
    return { requestId, cases };
  } catch (error) {
    const undone = await Promise.allSettled(openings.map(({ client }) => client.query('rollback')));
    broken = undone.some(({ status }) => status === 'rejected') ? (error as Error) : undefined;
    throw error;
  } finally {
    for (const { client } of openings) client.release(broken);
  }
}

/**
 * As `Promise.all`, but waits for every one before it throws: a cell that is still at work must not find its
 * transaction rolled back under it, and go on outside of one.
 */
async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function begun(engine: CaseEngine): Promise<Opening> {
  const client = await engine.parts.pool.connect();
  await client.query('begin');
  return { engine, client };
}

interface KeptAnswer {
  readonly requestId: string;
  readonly case: CaseView;
}

async function answerKept(
  { client }: Opening,
  idempotency: IdempotentCall | undefined,
): Promise<KeptAnswer | null> {
  if (!idempotency) return null;
  await lockIdempotencyKey(client, idempotency);
  const replay = await findReplay(client, idempotency);
  return replay ? (replay.response as KeptAnswer) : null;
}

async function open(
  { engine, client }: Opening,
  request: NewRequest,
  idempotency: IdempotentCall | undefined,
): Promise<CaseView> {
  const view = await openCase(client, engine.parts, request);
  if (idempotency) {
    const response: KeptAnswer = { requestId: request.id, case: view };
    await rememberResponse(client, idempotency, { status: 201, response }, request.submittedAt);
  }
  return view;
}

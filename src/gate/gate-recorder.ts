import type pg from 'pg';
import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { appendEvent } from '../journal/journal.ts';

/** One answer of the gate, as it is counted and, where it was no, journaled. */
export interface Answered {
  readonly at: Instant;
  readonly by: string;
  readonly artifact: string;
  readonly cloudRegion: string | null;
  readonly answer: 'allow' | 'deny';
  /** Which let it pass; null of denials. */
  readonly permit: string | null;
  readonly breakGlass: string | null;
  /** Codes. */
  readonly reasons: readonly string[];
}

/** Most denials in one event of the journal. */
const MOST = 500;

/**
 * Keeps what the gate answered in one cell: a tally of every call, and an event for each batch of denials. Whoever asks
 * does not wait for it; what could not be written is tried again with the next batch.
 */
export class GateRecorder {
  #waiting: Answered[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly cell: { readonly region: string; readonly pool: pg.Pool },
    private readonly onFailure: (error: unknown) => void,
  ) {}

  note(answered: Answered): void {
    this.#waiting.push(answered);
  }

  /** Writes down what waits; resolves when it is written, or known not to be. */
  async flush(): Promise<void> {
    this.#writing = this.#writing.then(async () => this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST);
      try {
        // oxlint-disable-next-line no-await-in-loop -- batch after batch
        await inTransaction(this.cell, async (client) =>
          writeBatch(client, this.cell.region, batch),
        );
      } catch (error) {
        this.#waiting.unshift(...batch);
        this.onFailure(error);
        return;
      }
    }
  }
}

async function writeBatch(
  client: pg.ClientBase,
  region: string,
  batch: readonly Answered[],
): Promise<void> {
  await client.query(
    `insert into gate_tally (day, artifact_sha256, answer, cloud_region, permit, break_glass, calls, first_at, last_at)
     select (n.at at time zone 'utc')::date, n.artifact, n.answer, coalesce(n."cloudRegion", ''), coalesce(n.permit, ''),
            coalesce(n."breakGlass", ''),             count(*), min(n.at), max(n.at)
       from json_to_recordset($1::json)
              as n (at timestamptz, artifact text, answer text, "cloudRegion" text, permit text, "breakGlass" text)
      group by 1, 2, 3, 4, 5, 6 order by 2, 1, 3, 4, 5, 6
     on conflict (artifact_sha256, day, answer, cloud_region, permit, break_glass) do update
        set calls = gate_tally.calls + excluded.calls,
            first_at = least(gate_tally.first_at, excluded.first_at),
            last_at = greatest(gate_tally.last_at, excluded.last_at)`,
    [JSON.stringify(batch)],
  );
  const denials = batch
    .filter(({ answer }) => answer === 'deny')
    .map(({ at, by, artifact, cloudRegion, reasons }) => ({
      at,
      by,
      artifact,
      cloudRegion,
      reasons,
    }));
  const last = denials.at(-1);
  if (!last) return;
  const entry = { type: 'GATE_DENIED', payload: { denials } } as const;
  await appendEvent(client, { subject: region, actor: ENGINE_ACTOR, at: last.at, entry });
}

import { Inject, Injectable } from '@nestjs/common';
import { Engines } from '../cases/engines.ts';
import { newId } from '../common/ids.ts';
import { CONFIG, WEBHOOK_KEYS } from '../common/injection.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import type { Written } from '../http/answer.ts';
import { authorize, regionsWhere } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { appendEvent, readEvents } from '../journal/journal.ts';
import type { CellEntry } from '../journal/journal.types.ts';
import type { OpenCell } from '../operations/jobs.ts';
import { operated } from '../operations/operated.ts';
import type { OperatorCall } from '../operations/operations.service.ts';
import { queueWebhook } from './outbox.ts';
import { webhookUrl } from './webhook-address.ts';
import { newSecret, seal } from './webhook-secret.ts';
import { WebhookNotFoundError } from './webhooks.errors.ts';

/** How long deliveries are signed with the old secret too. */
const OVERLAP = `interval '24 hours'`;

export interface WebhookView {
  readonly region: string;
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly created_by: string;
  readonly created_at: Date;
  readonly failing_since: Date | null;
  readonly disabled_at: Date | null;
  readonly disabled_why: string | null;
}

interface WithSecret {
  readonly region: string;
  readonly id: string;
  readonly secret: string | null;
}

type Deed = Extract<CellEntry, { type: `WEBHOOK_${string}` }>['type'];

/** Administers the endpoints that are told of events by webhooks; everything done is journaled. */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(CONFIG) private readonly config: CarnetConfig,
    @Inject(WEBHOOK_KEYS) private readonly keys: ReadonlyMap<string, Buffer>,
  ) {}

  async list(caller: Principal): Promise<readonly WebhookView[]> {
    const mine = regionsWhere(caller, 'operate');
    const found = await Promise.all(
      this.engines
        .all()
        .filter(({ region }) => mine.includes(region))
        .map(async ({ region, parts }) => {
          const { rows } = await parts.pool.query<Omit<WebhookView, 'region'>>(
            `select id, url, types, created_by, created_at, failing_since, disabled_at, disabled_why
               from webhook_endpoint order by created_at, id`,
          );
          return rows.map((row) => ({ region, ...row }));
        }),
    );
    return found.flat();
  }

  /** @throws {WebhookUrlError} and what `OperationsService.jobs` throws */
  async add(
    wanted: { readonly url: string; readonly types: readonly string[] },
    call: OperatorCall,
  ): Promise<Written<WithSecret>> {
    const { href } = webhookUrl(wanted.url, this.config.webhookPrivate === true);
    const id = newId('whk');
    const secret = newSecret();
    const written = await this.#deed('WEBHOOK_ADDED', id, call, async ({ client, region }) => {
      await client.query(
        `insert into webhook_endpoint (id, url, types, secret, created_by, created_at)
         values ($1, $2, $3, $4, $5, now())`,
        [id, href, wanted.types, seal(this.#key(region), id, secret), call.caller.personId],
      );
    });
    return withSecret(written, secret);
  }

  /** Gives an endpoint a new secret; the old one signs too for a day. @throws {WebhookNotFoundError} */
  async rotate(id: string, call: OperatorCall): Promise<Written<WithSecret>> {
    const secret = newSecret();
    const written = await this.#deed('WEBHOOK_SECRET_ROTATED', id, call, async (open) =>
      this.#update(open, id, {
        set: `old_secret = secret, old_secret_until = now() + ${OVERLAP}, secret = $2`,
        value: seal(this.#key(open.region), id, secret),
      }),
    );
    return withSecret(written, secret);
  }

  /** @throws {WebhookNotFoundError} */
  async enable(id: string, call: OperatorCall): Promise<Written<WithSecret>> {
    return this.#deed('WEBHOOK_ENABLED', id, call, async (open) =>
      this.#update(open, id, {
        set: 'disabled_at = null, disabled_why = null, failing_since = null',
      }),
    );
  }

  /** @throws {WebhookNotFoundError} */
  async remove(id: string, call: OperatorCall): Promise<Written<WithSecret>> {
    return this.#deed('WEBHOOK_REMOVED', id, call, async ({ client, region }) => {
      const { rowCount } = await client.query('delete from webhook_endpoint where id = $1', [id]);
      if (rowCount !== 1) throw new WebhookNotFoundError(id, region);
      await client.query(`delete from job where kind = 'webhook' and payload ->> 'endpoint' = $1`, [
        id,
      ]);
    });
  }

  /** Sends the events of a case again, under the ids they had. @throws {WebhookNotFoundError} {CaseNotFoundError} */
  async replay(
    id: string,
    what: { readonly caseId: string; readonly fromSeq: number },
    call: OperatorCall,
  ): Promise<Written<WithSecret>> {
    return this.#deed('WEBHOOK_REPLAYED', id, call, async (open) => {
      const { client, region } = open;
      await this.#update(open, id, { set: 'types = types' });
      const again = newId('rep');
      const now = new Date(0).toISOString();
      const events = await readEvents(client, what.caseId, { after: what.fromSeq - 1 });
      for (const { subject, seq, at, type, payload } of events) {
        const { stage, role } = payload;
        const event = { subject, seq, at, type, stage: wordOr(stage), role: wordOr(role) };
        // oxlint-disable-next-line no-await-in-loop -- on one connection, in order
        await queueWebhook(client, { region, endpoint: id, event, now, again });
      }
    });
  }

  async #update(
    { client, region }: OpenCell,
    id: string,
    change: { readonly set: string; readonly value?: Buffer },
  ): Promise<void> {
    const values = change.value === undefined ? [id] : [id, change.value];
    const { rowCount } = await client.query(
      `update webhook_endpoint set ${change.set} where id = $1`,
      values,
    );
    if (rowCount !== 1) throw new WebhookNotFoundError(id, region);
  }

  async #deed(
    type: Deed,
    id: string,
    { caller, idempotency, region, reason }: OperatorCall,
    work: (open: OpenCell) => Promise<void>,
  ): Promise<Written<WithSecret>> {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    authorize(caller, region, 'operate');
    const at = engine.parts.now();
    const cell = { region, pool: engine.parts.pool };
    return operated(cell, { idempotency, at }, async (open) => {
      await work(open);
      const entry = { type, payload: { endpoint: id, reason: reason.trim() } };
      await appendEvent(open.client, { subject: region, actor: caller.personId, at, entry });
      // Kept for a call that comes again, and so without the secret.
      return { region, id, secret: null };
    });
  }

  #key(region: string): Buffer {
    const key = this.keys.get(region);
    if (!key) throw new RegionNotServedError(region, this.engines.regions);
    return key;
  }
}

function withSecret({ view, replayed }: Written<WithSecret>, secret: string): Written<WithSecret> {
  return { view: replayed ? view : { ...view, secret }, replayed };
}

function wordOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

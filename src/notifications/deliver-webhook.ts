import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type pg from 'pg';
import { GiveUpError, type OutsideHandler } from '../jobs/job.types.ts';
import { publicLookup, webhookUrl } from './webhook-address.ts';
import { signatures, unseal } from './webhook-secret.ts';

const TIMEOUT_MS = 10_000;
/** An endpoint that has answered nothing well for so long is left alone until somebody enables it again. */
const PATIENCE = `interval '5 days'`;

export interface WebhookSender {
  readonly region: string;
  readonly pool: pg.Pool;
  readonly key: Buffer;
  readonly allowPrivate: boolean;
}

interface Endpoint {
  readonly url: string;
  readonly secret: Buffer;
  readonly old_secret: Buffer | null;
  readonly disabled_at: Date | null;
}

interface Message {
  readonly endpoint: string;
  /** `webhook-id`: the same for one event, however often it is sent. */
  readonly id: string;
  readonly body: string;
}

/** Sends one event to one endpoint, signed; at least once, under an id by which a receiver knows it again. */
export function webhookJob(sender: WebhookSender): OutsideHandler {
  return async ({ payload }) => {
    const message = payload as unknown as Message;
    const endpoint = await endpointOf(sender.pool, message.endpoint);
    if (!endpoint) return;
    if (endpoint.disabled_at) throw new GiveUpError('the endpoint is disabled');
    const status = await send(sender, endpoint, message).catch(async (error: unknown) => {
      await note(sender.pool, message.endpoint, false);
      throw error;
    });
    const isTaken = status >= 200 && status < 300;
    await note(sender.pool, message.endpoint, isTaken);
    if (status === 410) {
      await disable(sender.pool, message.endpoint, 'it answered 410 Gone');
      throw new GiveUpError('the endpoint answered 410 Gone and was disabled');
    }
    if (!isTaken) throw new Error(`the endpoint answered ${String(status)}`);
  };
}

async function endpointOf(pool: pg.Pool, id: string): Promise<Endpoint | undefined> {
  const { rows } = await pool.query<Endpoint>(
    `select url, secret, case when old_secret_until > now() then old_secret end as old_secret, disabled_at
       from webhook_endpoint where id = $1`,
    [id],
  );
  return rows[0];
}

async function send(
  { key, allowPrivate }: WebhookSender,
  endpoint: Endpoint,
  { endpoint: id, id: messageId, body }: Message,
): Promise<number> {
  const url = webhookUrl(endpoint.url, allowPrivate);
  const timestamp = Math.floor(Date.now() / 1000);
  const sealed = [endpoint.secret, ...(endpoint.old_secret ? [endpoint.old_secret] : [])];
  const secrets = sealed.map((one) => unseal(key, id, one));
  const options = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Carnet',
      'webhook-id': messageId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatures(secrets, { id: messageId, timestamp, body }),
    },
    // The whole exchange, slow answers included.
    signal: AbortSignal.timeout(TIMEOUT_MS),
    agent: false as const,
    ...(allowPrivate ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = request(url, options, (response) => {
      // What it says is of no interest, and redirects are not followed: they could lead anywhere.
      response
        .on('error', reject)
        .on('end', () => resolve(response.statusCode ?? 0))
        .resume();
    });
    sent.on('error', reject).end(body);
  });
}

/** Keeps count of how long an endpoint has been failing; disables it when that is days. */
async function note(pool: pg.Pool, id: string, isTaken: boolean): Promise<void> {
  if (isTaken) {
    await pool.query(
      'update webhook_endpoint set failing_since = null where id = $1 and failing_since is not null',
      [id],
    );
    return;
  }
  await pool.query(
    `update webhook_endpoint
        set failing_since = coalesce(failing_since, now()),
            disabled_at = case when failing_since < now() - ${PATIENCE} then now() end,
            disabled_why = case when failing_since < now() - ${PATIENCE} then 'it failed for five days' end
      where id = $1 and disabled_at is null`,
    [id],
  );
}

async function disable(pool: pg.Pool, id: string, why: string): Promise<void> {
  await pool.query(
    'update webhook_endpoint set disabled_at = now(), disabled_why = $2 where id = $1 and disabled_at is null',
    [id, why],
  );
}

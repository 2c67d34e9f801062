import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { envelopeOf, isSignedBy, payloadOf, recordOf, signPayload } from './envelope.ts';
import type { Envelope, SigningKey } from './permit.types.ts';
import { PermitInvalidError } from './permits.errors.ts';

const LIST_TYPE = 'https://carnet.dev/revocations/v1';
export const REVOCATIONS_PAYLOAD_TYPE = 'application/vnd.carnet.revocations+json';

/** How long whoever holds a list may go on without a newer one. */
const GOOD_FOR_MS = 24 * 3_600_000;

/** A permit that does not hold although its time has not run out. */
interface Revocation {
  readonly permit: string;
  /** SHA-256 of the artifact, hex. */
  readonly artifact: string;
  /** `suspended` may hold again; `revoked` never does. */
  readonly state: 'revoked' | 'suspended';
  readonly since: Instant;
}

/** Everything of a region that was taken back, as verifiers without a connection hold it. */
export interface RevocationList {
  readonly _type: typeof LIST_TYPE;
  readonly region: string;
  readonly issuedAt: Instant;
  /** From then on the list is too old to rely on. */
  readonly nextUpdate: Instant;
  readonly permits: readonly Revocation[];
}

interface Columns {
  readonly id: string;
  readonly artifact_sha256: string;
  readonly state: Revocation['state'];
  readonly since: Date;
}

/** What does not hold in a cell at this instant, although its time has not run out; by id. */
async function readRevocations(db: pg.Pool, now: Instant): Promise<Revocation[]> {
  const { rows } = await db.query<Columns>(
    `select p.id, p.artifact_sha256, coalesce(p.revoked_at, c.updated_at) as since,
            case when p.revoked_at is null and c.status = 'suspended' then 'suspended' else 'revoked' end as state
       from permit p join regulated_case c on c.id = p.case_id
      where p.expires_at > $1 and (p.revoked_at is not null or c.status not in ('permitted', 'deployed'))
      order by p.id`,
    [now],
  );
  return rows.map(({ id, artifact_sha256: artifact, state, since }) => ({
    permit: id,
    artifact,
    state,
    since: since.toISOString(),
  }));
}

/** The list of a region as it stands now, signed with the key of its permits (DSSE). */
export async function signedRevocations(
  { region, pool }: { readonly region: string; readonly pool: pg.Pool },
  key: SigningKey,
  now: Instant,
): Promise<Envelope> {
  const list: RevocationList = {
    _type: LIST_TYPE,
    region,
    issuedAt: now,
    nextUpdate: new Date(Date.parse(now) + GOOD_FOR_MS).toISOString(),
    permits: await readRevocations(pool, now),
  };
  return signPayload(REVOCATIONS_PAYLOAD_TYPE, list, key);
}

/**
 * The list in an envelope, once one of these keys has signed it.
 *
 * @throws {PermitInvalidError} it is no revocation list, or none of the keys has signed it
 */
export function verifyRevocations(
  envelope: unknown,
  publicKeyPems: readonly string[],
): RevocationList {
  const checked = envelopeOf(envelope);
  const list = payloadOf(checked, REVOCATIONS_PAYLOAD_TYPE);
  if (!isList(list)) throw new PermitInvalidError('its payload is no revocation list');
  if (!publicKeyPems.some((pem) => isSignedBy(checked, pem))) {
    throw new PermitInvalidError(
      `no trusted key of \`${list.region}\` has signed the revocation list`,
    );
  }
  return list;
}

function isList(value: unknown): value is RevocationList {
  const { _type, region, issuedAt, nextUpdate, permits } = recordOf(value);
  return (
    _type === LIST_TYPE &&
    [region, issuedAt, nextUpdate].every((one) => typeof one === 'string') &&
    Array.isArray(permits) &&
    permits.every((one) => {
      const { permit, state } = recordOf(one);
      return typeof permit === 'string' && (state === 'revoked' || state === 'suspended');
    })
  );
}

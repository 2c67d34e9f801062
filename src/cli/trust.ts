import type { TrustFile } from '../permits/permit.types.ts';
import type { RegionView } from './client.types.ts';

/** The trust file over regions as a server lists them. Whoever fetched the list decides whether to believe it. */
export function trustOf(regions: readonly RegionView[]): TrustFile {
  return {
    keys: regions.map(({ region, key }) => ({
      region,
      keyId: key.key_id,
      publicKeyPem: key.public_key_pem,
    })),
    logs: regions.flatMap(({ region, log }) =>
      [log.vkey, ...log.older].map((vkey) => ({ region, vkey })),
    ),
    certificates: regions.map(({ region, seal }) => ({ region, pem: seal.certificate })),
  };
}

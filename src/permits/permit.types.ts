/** The words of permits; pure data, shared by signing, issuing, packs and whoever checks a permit. */

import type { Instant } from '../../workflows/words.ts';
import type { PackPin } from '../policy/policy.types.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PERMIT_PREDICATE_TYPE = 'https://carnet.dev/permit/v1';
export const PERMIT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** Where the artifact may run: a provider's code as in `policies/reference/cloud-regions.yaml`. */
export interface AllowedCloudRegion {
  readonly provider: string;
  readonly region: string;
}

export interface PermitPredicate {
  readonly permit: string;
  readonly case: string;
  readonly region: string;
  /** The request's jurisdictions that this region governs. */
  readonly jurisdictions: readonly string[];
  readonly cloudRegions: readonly AllowedCloudRegion[];
  readonly useCase: string;
  readonly purpose: string;
  /** One sentence each; the permit holds only while all of them do. */
  readonly conditions: readonly string[];
  /** SHA-256 of the manifest's facts, hex. */
  readonly manifest: string;
  readonly packs: readonly PackPin[];
  /** The case's journal when the permit was written: last sequence number and hash (hex) it builds on. */
  readonly journal: { readonly seq: number; readonly tail: string };
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** in-toto Statement v1 about one artifact. */
export interface PermitStatement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly {
    readonly name: string;
    readonly digest: { readonly sha256: string };
  }[];
  readonly predicateType: typeof PERMIT_PREDICATE_TYPE;
  readonly predicate: PermitPredicate;
}

/** DSSE envelope; `payload` and `sig` are base64. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** What a permit is signed with; a key in a KMS or HSM fits the same shape. */
export interface SigningKey {
  readonly region: string;
  /** SHA-256 over the public key's SPKI DER, hex. */
  readonly keyId: string;
  /** SPKI, PEM. */
  readonly publicKeyPem: string;
  /** ECDSA P-256 over SHA-256 of `bytes`, DER. */
  sign(bytes: Uint8Array): Promise<Buffer>;
}

/** By region: the public half of the key its permits are signed with. */
export type PublicKeys = ReadonlyMap<string, Pick<SigningKey, 'keyId' | 'publicKeyPem'>>;

/** Keys a verifier trusts; it reaches them by another way than the pack. */
export interface TrustFile {
  readonly keys: readonly {
    readonly region: string;
    readonly keyId: string;
    readonly publicKeyPem: string;
  }[];
  /** What packs of a region are sealed with: the sealing certificate itself, or an authority above it; PEM. */
  readonly certificates?: readonly { readonly region: string; readonly pem: string }[];
  /** What checkpoints of a region's journal are signed with: verifier keys as C2SP writes them. */
  readonly logs?: readonly { readonly region: string; readonly vkey: string }[];
}

/** Where an issued permit is kept and read from: the columns that others need. */
export interface PermitView {
  readonly id: string;
  readonly caseId: string;
  readonly artifactSha256: string;
  readonly envelope: Envelope;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

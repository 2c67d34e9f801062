/** How a seal's key signs; both over SHA-256. */
export type SealAlgorithm = 'ecdsa-p256' | 'rsa';

/** What a region seals its evidence packs with. A key in a file, a KMS or an HSM fits the same shape. */
export interface Seal {
  readonly region: string;
  /** DER; the signer's own first, then those that vouch for it. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  readonly algorithm: SealAlgorithm;
  /** The signature over SHA-256 of `bytes`: ECDSA as DER, RSA as PKCS #1 v1.5. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** By region. */
export type Seals = ReadonlyMap<string, Seal>;

/** A time-stamp authority (RFC 3161). */
export interface Timestamper {
  /** The time-stamp token (DER of its ContentInfo) over a SHA-256 digest. */
  timestamp(digest: Buffer): Promise<Buffer>;
}

/** A proof that a leaf is in a log, with its checkpoint, in the text form of C2SP `tlog-proof`. Pure. */

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

export interface TlogProof {
  readonly index: number;
  /** Base64, nearest to the leaf first. */
  readonly hashes: readonly string[];
  /** The signed checkpoint. */
  readonly checkpoint: string;
}

export function formatTlogProof({ index, hashes, checkpoint }: TlogProof): string {
  return `${[FIRST_LINE, `index ${index}`, ...hashes].join('\n')}\n\n${checkpoint}`;
}

/** Null where the text is no such proof. */
export function parseTlogProof(text: string): TlogProof | null {
  const split = text.indexOf('\n\n');
  if (split < 0) return null;
  const [first, place = '', ...hashes] = text.slice(0, split).split('\n');
  const [, index] = /^index (0|[1-9]\d{0,15})$/u.exec(place) ?? [];
  const areHashes = hashes.every((one) => /^[A-Za-z0-9+/]{43}=$/u.test(one));
  if (first !== FIRST_LINE || index === undefined || !areHashes) return null;
  return { index: Number(index), hashes, checkpoint: text.slice(split + 2) };
}

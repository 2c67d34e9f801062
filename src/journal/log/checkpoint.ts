/**
 * Signed tree heads in the text forms of C2SP: `tlog-checkpoint` in a `signed-note`, signed with Ed25519. Pure.
 */
import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { TreeHead } from './merkle.ts';

const ED25519 = 0x01;
/** SPKI of an Ed25519 key is this and the 32 bytes of the key. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export interface Checkpoint extends TreeHead {
  /** Which log: `carnet/eu/…`. */
  readonly origin: string;
}

/** Whose signature on a note: `<name>+<key hash, hex>+<base64 of the key>`, the `vkey` of signed-note. */
export interface NoteKey {
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

/** The body of a checkpoint: origin, size, root; each on a line. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** A note with one signature line. */
export function signedNote(text: string, name: string, key: KeyObject): string {
  const signature = sign(null, Buffer.from(text, 'utf8'), key);
  return noteOf(text, [signatureLine({ name, publicKey: rawPublicKey(key) }, signature)]);
}

/** Text and the lines that sign it, as one note. */
export function noteOf(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`;
}

/** What a key adds to the end of a note. */
export function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `— ${key.name} ${Buffer.concat([keyHash(key), signature]).toString('base64')}\n`;
}

/** The checkpoint as `openCheckpoint` opens it, by whichever of these keys does; null where none does. */
export function openByAny(note: string, keys: readonly NoteKey[]): Checkpoint | null {
  for (const key of keys) {
    const checkpoint = openCheckpoint(note, key);
    if (checkpoint) return checkpoint;
  }
  return null;
}

/** The log that a checkpoint says it is of, before anybody knows whether to believe it. */
export function originIn(note: string): string {
  return note.slice(0, Math.max(0, note.indexOf('\n')));
}

/** `carnet/eu/1a2b3c4d+…+AY…` */
export function formatVkey(key: NoteKey): string {
  const encoded = Buffer.concat([Buffer.of(ED25519), key.publicKey]).toString('base64');
  return `${key.name}+${keyHash(key).toString('hex')}+${encoded}`;
}

/** The key that a text names; null when it names none, or its hash is another's. */
export function parseVkey(text: string): NoteKey | null {
  const [, name, hash, encoded] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u.exec(text) ?? [];
  const bytes = bytesOf(encoded ?? '', 33);
  if (name === undefined || bytes?.[0] !== ED25519) return null;
  const key = { name, publicKey: bytes.subarray(1) };
  return keyHash(key).toString('hex') === hash ? key : null;
}

/**
 * The checkpoint of a note that this key has signed; null where it has not, or the text is no checkpoint of the log
 * that the key is of.
 *
 * Signatures of others, and lines after the root, are passed over as the standard asks.
 */
export function openCheckpoint(note: string, key: NoteKey): Checkpoint | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return null;
  const [text, signatures] = [note.slice(0, split + 1), note.slice(split + 2)];
  const isSigned = signatures.split('\n').some((line) => isSignature(line, text, key));
  const checkpoint = isSigned ? parseText(text) : null;
  return checkpoint?.origin === key.name ? checkpoint : null;
}

function isSignature(line: string, text: string, key: NoteKey): boolean {
  const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/]+=*)$/u.exec(line) ?? [];
  const bytes = bytesOf(encoded ?? '', 68);
  if (name !== key.name || !bytes) return false;
  if (!bytes.subarray(0, 4).equals(keyHash(key))) return false;
  const der = Buffer.concat([SPKI_PREFIX, key.publicKey]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), publicKey, bytes.subarray(4));
}

function parseText(text: string): Checkpoint | null {
  const [origin = '', count = '', encoded = '', ...more] = text.split('\n');
  const root = bytesOf(encoded, 32);
  const size = Number(count);
  if (origin === '' || !/^(?:0|[1-9]\d*)$/u.test(count) || !Number.isSafeInteger(size)) return null;
  // What follows the last newline is no line; of others after the root none is empty.
  return root && more.indexOf('') === more.length - 1 ? { origin, size, root } : null;
}

/** So many bytes in base64, written in the one way there is; else null. */
function bytesOf(encoded: string, length: number): Buffer | null {
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length === length && bytes.toString('base64') === encoded ? bytes : null;
}

/** Four bytes that tell keys of one name apart. */
function keyHash({ name, publicKey }: NoteKey): Buffer {
  const hash = createHash('sha256').update(`${name}\n`, 'utf8');
  return hash.update(Buffer.of(ED25519)).update(publicKey).digest().subarray(0, 4);
}

/** The 32 bytes of an Ed25519 key's public half. */
export function rawPublicKey(key: KeyObject): Buffer {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  const der = open.export({ type: 'spki', format: 'der' });
  return Buffer.from(der.subarray(SPKI_PREFIX.length));
}

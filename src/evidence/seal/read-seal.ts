import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import { X509Certificate, createPublicKey, verify } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { OID, bufferOf, derSet, sha256 } from './cms.ts';

/** A seal whose signature holds over every byte of its file. Whose it is, nobody has said yet. */
export interface ReadSeal {
  readonly signer: X509Certificate;
  /** The others in the message; they vouch for nothing by being there. */
  readonly others: readonly X509Certificate[];
  /** What was signed by the key: what a time-stamp is over. */
  readonly signature: Buffer;
  /** DER of the time-stamp token, where there is one. */
  readonly timestamp?: Buffer;
  /** The time that the PDF states, which is the signer's word alone. */
  readonly statedAt?: Date;
}

/**
 * The seal of a PDF, checked as far as the file goes: it covers every byte but its own, the message is CAdES with the
 * signer's certificate named in what was signed, and the signature holds.
 *
 * @returns null where the file has no signature field at all
 * @throws {Error} there is a signature, and it proves nothing: what is wrong with it
 */
export async function readSeal(pdf: Uint8Array): Promise<ReadSeal | null> {
  const document = await PDFDocument.load(pdf, {
    updateMetadata: false,
    throwOnInvalidObject: true,
  });
  const signature = signatureOf(document);
  if (!signature) return null;
  if (signature.lookup(PDFName.of('SubFilter')) !== PDFName.of('ETSI.CAdES.detached'))
    throw new Error('it is no PAdES signature');
  const { covered, message } = coveredBy(signature, Buffer.from(pdf));
  const stated = signature.lookup(PDFName.of('M'));
  const statedAt = stated && 'decodeDate' in stated ? (stated as DateText).decodeDate() : undefined;
  return { ...readMessage(message, covered), ...(statedAt ? { statedAt } : {}) };
}

interface DateText {
  decodeDate(): Date;
}

function signatureOf({ catalog }: PDFDocument): PDFDict | null {
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray);
  if (!fields || fields.size() === 0) return null;
  if (fields.size() > 1) throw new Error('the file has more fields than that of one seal');
  const field = fields.lookup(0, PDFDict);
  if (field.lookup(PDFName.of('FT')) !== PDFName.of('Sig'))
    throw new Error('the field is none of a signature');
  return field.lookup(PDFName.of('V'), PDFDict);
}

/** A seal that leaves anything out would say nothing about what stands there. */
function coveredBy(signature: PDFDict, pdf: Buffer): { covered: Buffer; message: Buffer } {
  const range = signature.lookup(PDFName.of('ByteRange'), PDFArray);
  const [start, length, resume, rest] = range
    .asArray()
    .map((number) => (number instanceof PDFNumber ? number.asNumber() : Number.NaN));
  if (range.size() !== 4 || start !== 0 || length === undefined || resume === undefined)
    throw new Error('it does not cover the file from its start');
  if (rest === undefined || resume + rest !== pdf.length)
    throw new Error('it does not cover the file to its end: bytes were appended or cut off');
  const gap = pdf.subarray(length, resume).toString('latin1');
  const contents = signature.lookup(PDFName.of('Contents'), PDFHexString);
  if (!/^<[0-9a-f]*>$/u.test(gap) || gap !== contents.toString())
    throw new Error('it leaves out more of the file than its own place');
  return {
    covered: Buffer.concat([pdf.subarray(0, length), pdf.subarray(resume)]),
    message: Buffer.from(gap.slice(1, -1), 'hex'),
  };
}

function readMessage(message: Buffer, covered: Buffer): Omit<ReadSeal, 'statedAt'> {
  const signed = signedDataOf(message);
  const [info, ...more] = signed.signerInfos;
  if (!info?.signedAttrs || more.length > 0) throw new Error('it is not signed by exactly one');
  const { attributes } = info.signedAttrs;
  const digest = octets(only(attributes, OID.messageDigest));
  if (!digest.equals(sha256(covered))) throw new Error('the file was changed after it was sealed');
  const certificates = certificatesOf(signed);
  const named = certificateHash(only(attributes, OID.signingCertificateV2));
  const signer = certificates.find(({ raw }) => sha256(raw).equals(named));
  if (!signer) throw new Error("the signer's certificate is not in it");
  const signature = Buffer.from(info.signature.valueBlock.valueHexView);
  if (!holds(attributes, signature, signer)) throw new Error('the signature does not hold');
  const timestamp = timestampOf(info);
  return {
    signer,
    others: certificates.filter((one) => one !== signer),
    signature,
    ...(timestamp ? { timestamp } : {}),
  };
}

function certificatesOf({ certificates }: pkijs.SignedData): X509Certificate[] {
  return (certificates ?? []).map(
    (one) => new X509Certificate(Buffer.from((one as pkijs.Certificate).toSchema().toBER())),
  );
}

function timestampOf({ unsignedAttrs }: pkijs.SignerInfo): Buffer | undefined {
  const timestamp = unsignedAttrs?.attributes.find(({ type }) => type === OID.timeStampToken);
  const token: unknown = timestamp?.values[0];
  return token instanceof asn1js.BaseBlock ? Buffer.from(token.toBER()) : undefined;
}

/** The room for the message is filled up with zeros, and they alone may follow it. */
function signedDataOf(message: Buffer): pkijs.SignedData {
  const { offset, result } = asn1js.fromBER(bufferOf(message));
  if (offset < 0 || message.subarray(offset).some((byte) => byte !== 0))
    throw new Error('its message cannot be read');
  const info = new pkijs.ContentInfo({ schema: result });
  if (info.contentType !== OID.signedData) throw new Error('its message is no signature');
  const signed = new pkijs.SignedData({ schema: info.content });
  if (signed.encapContentInfo.eContent) throw new Error('its message brings a content of its own');
  return signed;
}

function holds(
  attributes: readonly pkijs.Attribute[],
  signature: Buffer,
  { publicKey }: X509Certificate,
): boolean {
  const { asymmetricKeyType: type } = publicKey;
  if (type !== 'ec' && type !== 'rsa') return false;
  const key = createPublicKey({
    key: publicKey.export({ type: 'spki', format: 'der' }),
    type: 'spki',
    format: 'der',
  });
  return verify('sha256', derSet(attributes), key, signature);
}

function only(attributes: readonly pkijs.Attribute[], type: string): unknown {
  const found = attributes.filter((one) => one.type === type);
  const [attribute] = found;
  if (found.length !== 1 || attribute?.values.length !== 1)
    throw new Error(`its message has no single attribute ${type}`);
  return attribute.values[0];
}

/** The hash in the first ESSCertIDv2; another algorithm than SHA-256 would stand before it. */
function certificateHash(value: unknown): Buffer {
  const certificates = sequence(sequence(value)[0]);
  return octets(sequence(certificates[0])[0]);
}

function sequence(value: unknown): readonly unknown[] {
  if (value instanceof asn1js.Sequence) return value.valueBlock.value;
  throw new Error('its message names no certificate');
}

function octets(value: unknown): Buffer {
  if (value instanceof asn1js.OctetString) return Buffer.from(value.valueBlock.valueHexView);
  throw new Error('its message lacks a hash');
}

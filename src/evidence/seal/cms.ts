import { X509Certificate, createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Seal, SealAlgorithm, Timestamper } from './seal.types.ts';

/** Object identifiers of RFC 5652, RFC 5035, RFC 5754 and RFC 3161, the only ones a seal is made of. */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

const SIGNATURE_OID: Readonly<Record<SealAlgorithm, string>> = {
  'ecdsa-p256': '1.2.840.10045.4.3.2',
  rsa: '1.2.840.113549.1.1.1',
};

/**
 * A detached CMS signature over `content` as CAdES-BES asks for it (ETSI EN 319 122-1): the signed attributes name the
 * signer's certificate by its hash, so that no other certificate can be slipped under. PAdES forbids the signing time
 * among them; it stands in the PDF.
 *
 * @returns DER; with `timestamper`, the token over the signature is among its unsigned attributes (B-T)
 */
export async function signDetached(
  content: Uint8Array,
  seal: Seal,
  timestamper?: Timestamper,
): Promise<Buffer> {
  const attributes = signedAttributes(content, seal.certificates[0]);
  const signature = await seal.sign(derSet(attributes));
  const token = await timestamper?.timestamp(sha256(signature));
  const certificates = seal.certificates.map(certificateOf);
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: issuerAndSerialOf(certificates),
    digestAlgorithm: algorithm(OID.sha256),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: algorithm(SIGNATURE_OID[seal.algorithm], seal.algorithm === 'rsa'),
    signature: new asn1js.OctetString({ valueHex: bufferOf(signature) }),
    ...(token ? { unsignedAttrs: timestampAttribute(token) } : {}),
  });
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [algorithm(OID.sha256)],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates,
    signerInfos: [signer],
  });
  const info = new pkijs.ContentInfo({
    contentType: OID.signedData,
    content: signed.toSchema(true),
  });
  return Buffer.from(info.toSchema().toBER());
}

/** The bytes that are signed: the attributes as a SET in DER, whatever they are tagged as inside the message. */
export function derSet(attributes: readonly pkijs.Attribute[]): Buffer {
  const value = attributes.map((attribute) => attribute.toSchema());
  return Buffer.from(new asn1js.Set({ value }).toBER());
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** A copy, because asn1js keeps hold of what it is given. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

function signedAttributes(content: Uint8Array, certificate: Uint8Array): pkijs.Attribute[] {
  const attributes = [
    attributeOf(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.data })),
    attributeOf(OID.messageDigest, new asn1js.OctetString({ valueHex: bufferOf(sha256(content)) })),
    attributeOf(OID.signingCertificateV2, essCertificate(certificate)),
  ];
  // DER puts the members of a SET OF into the order of their bytes.
  return attributes.toSorted((one, other) => Buffer.compare(derOf(one), derOf(other)));
}

/** ESSCertIDv2 (RFC 5035); its hash algorithm is left out where it is SHA-256, the default. */
function essCertificate(certificate: Uint8Array): asn1js.Sequence {
  const hash = new asn1js.OctetString({ valueHex: bufferOf(sha256(certificate)) });
  const id = new asn1js.Sequence({ value: [hash] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
}

function timestampAttribute(token: Buffer): pkijs.SignedAndUnsignedAttributes {
  const { result } = asn1js.fromBER(bufferOf(token));
  const attributes = [new pkijs.Attribute({ type: OID.timeStampToken, values: [result] })];
  return new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes });
}

function attributeOf(type: string, value: asn1js.AsnType): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

function algorithm(algorithmId: string, withNull = false): pkijs.AlgorithmIdentifier {
  return new pkijs.AlgorithmIdentifier({
    algorithmId,
    ...(withNull ? { algorithmParams: new asn1js.Null() } : {}),
  });
}

function derOf(one: pkijs.Attribute): Buffer {
  return Buffer.from(one.toSchema().toBER());
}

function certificateOf(der: Uint8Array): pkijs.Certificate {
  // Node reads the DER first: pkijs' own complaint about a broken one says nothing.
  const { raw } = new X509Certificate(der);
  return pkijs.Certificate.fromBER(bufferOf(raw));
}

function issuerAndSerialOf([signer]: readonly pkijs.Certificate[]): pkijs.IssuerAndSerialNumber {
  if (!signer) throw new Error('a seal has a certificate');
  return new pkijs.IssuerAndSerialNumber({
    issuer: signer.issuer,
    serialNumber: signer.serialNumber,
  });
}

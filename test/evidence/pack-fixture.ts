import { generateKeyPairSync, sign } from 'node:crypto';

import { canonicalJson, sha256Hex, sha256Of } from '../../src/common/canonical-json.ts';
import type { PackModel, PersonRef, TimelineLine } from '../../src/evidence/pack-model.ts';
import { EVIDENCE_SCHEMA } from '../../src/evidence/pack-model.ts';
import { keyIdOf } from '../../src/permits/keys.ts';
import { buildStatement, signStatement } from '../../src/permits/permit.ts';
import type { SigningKey } from '../../src/permits/permit.types.ts';
import { DECISIONS, DIAGRAM, DOCUMENTS, SPANS } from './fixture-acts.ts';
import { JOURNAL, PEOPLE } from './fixture-journal.ts';
import { FEATURES, FINDINGS, FLOWS } from './fixture-law.ts';
import { proofOf } from '../../src/evidence/machine-proof.ts';
import { findMachine } from '../../workflows/registry.ts';

export const CASE_ID = 'eu-k3v9x2m7q4tz6b8nwc5d';
const ARTIFACT = sha256Hex('the weights of loan-default 3.2.0');
const FACTS = {
  model: { name: 'loan-default', version: '3.2.0', use_case: 'credit_scoring' },
  deployment: { jurisdictions: ['EU-DE', 'EU-FR'] },
  data: { locations: [{ id: 'eu-store', provider: 'aws', region: 'eu-central-1' }] },
};

/** A key made for one test run. */
export function testKey(region = 'eu'): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    region,
    publicKeyPem,
    keyId: keyIdOf(publicKeyPem),
    async sign(bytes) {
      return sign('sha256', bytes, privateKey);
    },
  };
}

function personOf(id: string): PersonRef {
  return { id, name: PEOPLE[id] ?? id };
}

/** The journal names the manifest where it was submitted and where it was amended. */
function withManifest(type: string, payload: object): object {
  if (type === 'SUBMITTED')
    return { ...payload, input: { manifest: sha256Hex('the first manifest') } };
  return type === 'AMENDED' ? { ...payload, manifest: sha256Of(FACTS) } : payload;
}

interface Chained {
  readonly lines: readonly string[];
  readonly hashes: readonly string[];
}

/** The fixture's journal as hashed lines; the permit is the business of its second last event. */
function chain(subject: string): Chained {
  let prev = '0'.repeat(64);
  const lines: string[] = [];
  const hashes: string[] = [];
  for (const [index, [at, actor, type, told]] of JOURNAL.entries()) {
    const payload = withManifest(type, told);
    const line = canonicalJson({
      subject,
      seq: index + 1,
      at,
      actor,
      type,
      schemaVersion: 1,
      payload,
      prev,
    });
    prev = sha256Hex(line);
    lines.push(line);
    hashes.push(prev);
  }
  return { lines, hashes };
}

function timelineOf({ hashes }: Chained): TimelineLine[] {
  return JOURNAL.map(([at, actor, type, , detail, stages], index) => ({
    seq: index + 1,
    at,
    actor: personOf(actor),
    type,
    detail,
    stages,
    hash: hashes[index] ?? '',
  }));
}

function timeOf(seq: number): string {
  return JOURNAL[seq - 1]?.[0] ?? '';
}

function hashOf({ hashes }: Chained, seq: number): string {
  return hashes[seq - 1] ?? '';
}

/** A finished EU case with something of everything a pack can show. */
export async function packFixture(key: SigningKey): Promise<PackModel> {
  const chained = chain(CASE_ID);
  const permitSeq = JOURNAL.findIndex(([, , type]) => type === 'PERMIT_ISSUED') + 1;
  const issuedAt = timeOf(permitSeq);
  const packs = [{ pack: 'eu', version: '2026.11.1', sha256: sha256Hex('pack eu') }];
  const conditions = [
    'the artifact, the facts of the manifest and the documents stay as approved',
    'the case is reviewed every P1Y',
    'the waiver of EU-DORA-28-30 by iris ends on 2027-02-28',
    'from 2027-12-02 on, EU-AIA-11-TECHDOC (AI Act Art. 11 and Annex IV) is met',
  ];
  const statement = buildStatement(
    { name: 'loan-default@3.2.0', sha256: ARTIFACT },
    {
      permit: 'permit-m2x7q4tz6b8nwc5dk3v9',
      case: CASE_ID,
      region: 'eu',
      jurisdictions: ['EU-DE', 'EU-FR'],
      cloudRegions: [{ provider: 'aws', region: 'eu-central-1' }],
      useCase: 'credit_scoring',
      purpose: 'Decide small consumer loans in minutes with fewer wrongly refused applicants.',
      conditions,
      manifest: sha256Of(FACTS),
      packs,
      journal: { seq: permitSeq - 1, tail: hashOf(chained, permitSeq - 1) },
      issuedAt,
      expiresAt: '2027-11-27T09:14:02.120Z',
    },
  );
  const envelope = await signStatement(statement, key);
  const last = timeOf(JOURNAL.length);
  return {
    schema: EVIDENCE_SCHEMA,
    case: {
      id: CASE_ID,
      region: 'eu',
      status: 'deployed',
      outcome: 'allowed',
      stages: ['deployment'],
      asOf: '2026-11-23',
      openedAt: timeOf(1),
      updatedAt: last,
      machine: { id: 'gdpr', version: 1 },
    },
    request: {
      id: 'req-b8nwc5dk3v9x2m7q4tz6',
      regions: ['eu', 'north-america'],
      submittedBy: personOf('mira'),
      submittedAt: timeOf(1),
    },
    subject: {
      name: 'loan-default',
      version: '3.2.0',
      artifactSha256: ARTIFACT,
      useCase: 'credit_scoring',
      algorithm: 'gradient_boosted_trees',
      automation: 'human_in_the_loop',
      effect: 'legal_or_significant',
      purpose: [
        {
          question: 'why',
          answer: 'Decide small consumer loans in minutes with fewer wrongly refused applicants.',
        },
        {
          question: 'replaces',
          answer: 'A scorecard of 2014 and a queue of manual checks that takes three days.',
        },
        {
          question: 'risks',
          answer:
            'Applicants with thin files may be refused more often; R&D watches the refusal rate by age band <monthly>.',
        },
      ],
      jurisdictions: ['EU-DE', 'EU-FR'],
    },
    manifest: { sha256: sha256Of(FACTS), receivedAt: timeOf(1) },
    journal: {
      events: chained.lines.length,
      tail: { seq: chained.lines.length, hash: hashOf(chained, chained.hashes.length) },
      log: null,
    },
    law: {
      vocabulary: { version: '2026.11.1', sha256: sha256Hex('vocabulary') },
      packs,
      notices: [
        'The rules of this pack are a reading of the law for engineers and compliance staff. No lawyer has reviewed them, they are no legal advice, and each finding says how far its wording was checked.',
      ],
    },
    outcomes: { EU: 'allowed' },
    conditions,
    findings: FINDINGS,
    flows: FLOWS,
    features: FEATURES,
    documents: DOCUMENTS,
    decisions: DECISIONS,
    independence: [
      { check: 'requester', holds: true, detail: 'Mira Lang (mira) against 5 deciders' },
      { check: 'team', holds: true, detail: 'mira, tom, ines against 5 deciders' },
      { check: 'quorum', holds: true, detail: '2 of 2 compliance officers, all different people' },
    ],
    diagram: DIAGRAM,
    proof: proofOf(findMachine('gdpr', 1)),
    timeline: timelineOf(chained),
    permit: {
      id: statement.predicate.permit,
      statement,
      keyId: key.keyId,
      publicKeyPem: key.publicKeyPem,
      envelopeSha256: sha256Of(envelope),
      issuedAt,
      expiresAt: statement.predicate.expiresAt,
      revokedAt: null,
    },
    deployment: { cloudRegion: 'aws eu-central-1', at: last, by: personOf('mira') },
    tempo: {
      leadMs: 341_042_120,
      spans: SPANS,
      waiting: [
        { on: 'team', role: 'requester', ms: 93_600_000 },
        { on: 'officer', role: 'compliance_officer', ms: 152_000_000 },
        { on: 'officer', role: 'dpo', ms: 64_800_000 },
        { on: 'auditor', role: 'independent_auditor', ms: 18_000_000 },
        { on: 'machine', role: 'carnet', ms: 2120 },
      ],
      amendments: 1,
      voidedDecisions: 1,
    },
    environment: { carnet: '0.1.0' },
    sources: { manifest: FACTS, events: chained.lines, permit: envelope, logProof: null },
  };
}

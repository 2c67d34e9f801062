import type pg from 'pg';
import type { AnyStateNode } from 'xstate';

import type { StageMeta } from '../../workflows/contract.ts';
import type { Factor } from '../../workflows/words.ts';
import type { MachineDefinition } from '../../workflows/registry.ts';
import { findMachine } from '../../workflows/registry.ts';
import { canonicalJson, sha256Of } from '../common/canonical-json.ts';
import { proofOf } from './machine-proof.ts';
import { packageVersion } from '../common/package-version.ts';
import { readEvents } from '../journal/journal.ts';
import type { JournalEvent } from '../journal/journal.types.ts';
import { journaledKeys } from '../permits/journaled-keys.ts';
import { findPermit } from '../permits/issue-permit.ts';
import { statementOf } from '../permits/permit.ts';
import type { PermitView } from '../permits/permit.types.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { CaseRecord } from './case-record.ts';
import { readCaseRecord, readDecisions, readNames } from './case-record.ts';
import { stepsOf } from '../cases/case-steps.ts';
import { evidenceOf } from './evidence-rows.ts';
import { documentsOf, findingsOf, independenceOf } from './finding-parts.ts';
import { featuresOf, flowsOf, jurisdictionsIn, subjectOf } from './manifest-parts.ts';
import { readJournalLog } from './journal-log.ts';
import type { PackModel, PackPermit, PersonRef } from './pack-model.ts';
import { EVIDENCE_SCHEMA } from './pack-model.ts';
import { tempoOf } from './tempo-of.ts';
import { timelineOf } from './timeline-of.ts';
import { wayTaken } from './way-taken.ts';

/**
 * Everything the evidence pack of one case shows, as of the case's last journal event.
 *
 * Read in one snapshot of the database, so that no event slips in half way.
 *
 * @throws {EvidenceNotFoundError} there is no such case in this cell
 */
export async function loadPackModel(
  cell: { readonly pool: pg.Pool },
  caseId: string,
  catalog: Catalog,
): Promise<PackModel> {
  const client = await cell.pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const rows = await readRows(client, caseId);
    await client.query('commit');
    return modelOf(caseId, rows, catalog);
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

type Rows = Awaited<ReturnType<typeof readRows>>;

async function readRows(client: pg.ClientBase, caseId: string) {
  const record = await readCaseRecord(client, caseId);
  const names = await readNames(client);
  const nameOf = (id: string) => names.get(id) ?? id;
  return {
    record,
    nameOf,
    decisions: await readDecisions(client, caseId, nameOf),
    evidence: await evidenceOf(client, caseId),
    events: await readEvents(client, caseId),
    permit: await findPermit(client, caseId),
    log: await readJournalLog(client, caseId),
    keys: await journaledKeys(client, record.region),
  };
}

function modelOf(caseId: string, rows: Rows, catalog: Catalog): PackModel {
  const { record, nameOf, decisions, events, evidence } = rows;
  const person = (id: string): PersonRef => ({ id, name: nameOf(id) });
  const machine = findMachine(record.machine_id, record.machine_version);
  const steps = stepsOf(machine, events);
  const permit = rows.permit ? packPermit(rows.permit, rows.keys) : null;
  const findings = findingsOf(record, catalog, { decisions, person });
  return {
    schema: EVIDENCE_SCHEMA,
    case: caseOf(caseId, record, events),
    request: {
      id: record.request_id,
      regions: record.regions,
      submittedBy: person(record.submitted_by),
      submittedAt: record.submitted_at.toISOString(),
    },
    subject: subjectOf(
      record.facts,
      modelNameOf(record),
      jurisdictionsIn(record.facts, topsOf(record, catalog)),
    ),
    manifest: { sha256: record.manifest_sha256, receivedAt: record.received_at.toISOString() },
    journal: journalOf(rows),
    law: lawOf(record, catalog),
    outcomes: record.assessment?.outcomes ?? {},
    conditions: permit?.statement.predicate.conditions ?? [],
    findings,
    flows: flowsOf(record.facts, record.assessment?.transfers ?? [], catalog),
    features: featuresOf(record.facts, findings),
    documents: documentsOf(findings, evidence, catalog, person),
    decisions,
    independence: independenceOf(record.context, decisions, person),
    diagram: wayTaken(machine, steps),
    proof: proofOf(machine),
    timeline: timelineOf(steps, person),
    permit,
    deployment: deploymentOf(events, person),
    tempo: tempoOf(steps, factorsOf(machine)),
    environment: { carnet: packageVersion() },
    sources: sourcesOf(rows),
  };
}

function journalOf({ events, record, log }: Rows): PackModel['journal'] {
  const { proof: _inAFileOfItsOwn, ...place } = log ?? { proof: null };
  return {
    events: events.length,
    tail: { seq: record.seq, hash: record.tail },
    log: 'index' in place ? place : null,
  };
}

function sourcesOf({ record, events, permit, log }: Rows): PackModel['sources'] {
  return {
    manifest: record.facts,
    events: events.map(({ hash: _recomputedByTheReader, ...event }) => canonicalJson(event)),
    permit: permit?.envelope ?? null,
    logProof: log?.proof ?? null,
  };
}

function caseOf(
  id: string,
  record: CaseRecord,
  events: readonly JournalEvent[],
): PackModel['case'] {
  return {
    id,
    region: record.region,
    status: record.status,
    outcome: record.outcome,
    stages: record.stages,
    asOf: record.as_of,
    openedAt: events[0]?.at ?? record.submitted_at.toISOString(),
    updatedAt: events.at(-1)?.at ?? record.submitted_at.toISOString(),
    machine: { id: record.machine_id, version: record.machine_version },
  };
}

/** Top jurisdictions that the case's law speaks of: `US`, `CA`. */
function topsOf({ packs }: CaseRecord, catalog: Catalog): string[] {
  return packs.flatMap(({ pack }) => catalog.packs.get(pack)?.jurisdictions ?? []);
}

function modelNameOf(record: CaseRecord) {
  return {
    name: record.model_name,
    version: record.model_version,
    artifactSha256: record.artifact_sha256,
  };
}

function lawOf({ assessment, packs }: CaseRecord, catalog: Catalog): PackModel['law'] {
  const { version, sha256 } = catalog.vocabulary;
  const notices = packs.flatMap(({ pack }) => catalog.packs.get(pack)?.notLegalAdvice ?? []);
  return {
    vocabulary: assessment?.vocabulary ?? { version, sha256 },
    packs: packs.filter(({ pack }) => pack !== 'vocabulary'),
    notices: [...new Set(notices)],
  };
}

function packPermit(permit: PermitView, keys: ReadonlyMap<string, string>): PackPermit {
  const keyId = permit.envelope.signatures[0]?.keyid ?? '';
  return {
    id: permit.id,
    statement: statementOf(permit.envelope),
    keyId,
    publicKeyPem: keys.get(keyId) ?? '',
    envelopeSha256: sha256Of(permit.envelope),
    issuedAt: permit.issuedAt,
    expiresAt: permit.expiresAt,
    revokedAt: permit.revokedAt,
  };
}

function deploymentOf(
  events: readonly JournalEvent[],
  person: (id: string) => PersonRef,
): PackModel['deployment'] {
  const event = events.findLast(({ type }) => type === 'DEPLOYED');
  if (!event) return null;
  return {
    cloudRegion: String(event.payload['cloudRegion']),
    at: event.at,
    by: person(event.actor),
  };
}

/** Which of the six factors a stage's time counts for, as its states say. */
function factorsOf({ machine }: MachineDefinition): (stage: string) => Factor {
  const factors = new Map<string, Factor>();
  const visit = ({ meta, states }: AnyStateNode): void => {
    const words = meta as StageMeta | undefined;
    if (words) factors.set(words.stage, words.factor);
    for (const child of Object.values(states)) visit(child);
  };
  visit(machine.root);
  return (stage) => factors.get(stage) ?? 'regulation';
}

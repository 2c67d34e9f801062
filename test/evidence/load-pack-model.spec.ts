import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { CaseEngine } from '../../src/cases/engine.ts';
import { openRequest } from '../../src/cases/open-request.ts';
import { packageRoot } from '../../src/common/package-root.ts';
import { exitCodeOf } from '../../src/evidence/check-line.ts';
import { fileEvidence } from '../../src/evidence/evidence-rows.ts';
import { storeBytes } from '../../src/evidence/evidence-store.ts';
import { loadPackModel } from '../../src/evidence/load-pack-model.ts';
import type { PackModel } from '../../src/evidence/pack-model.ts';
import { renderPack } from '../../src/evidence/render-pack.ts';
import { certificatePem, loadSeal } from '../../src/evidence/seal/load-seal.ts';
import { sealPdf } from '../../src/evidence/seal/seal-pdf.ts';
import { verifyPack } from '../../src/evidence/verify-pack.ts';
import { loadWording } from '../../src/evidence/wording.ts';
import { issuePermitJob } from '../../src/jobs/issue-permit-job.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { NORTH_AMERICA } from '../../src/regions/north-america.module.ts';
import type { RegionDefinition } from '../../src/regions/region.ts';
import { jurisdictionsOf, lawOf } from '../../src/regions/region.ts';
import { readSubmission } from '../../src/requests/read-submission.ts';
import { readInbox } from '../../src/tasks/task-queries.ts';
import { findMachine } from '../../workflows/registry.ts';
import { act, actor, addPeople, approve, Clock, PEOPLE, requestOf } from '../cases/case-fixture.ts';
import { freshCells } from '../support/database.ts';
import { testKey } from './pack-fixture.ts';

const EXAMPLE = join(packageRoot(), 'examples', 'loan-default');
const HOUR = 3_600_000;
const catalog = loadCatalog();
let opened: Awaited<ReturnType<typeof freshCells>>;

beforeAll(async () => {
  opened = await freshCells();
  for (const cell of opened.cells.all()) await addPeople(cell);
});
afterAll(async () => opened.close());

interface Walked {
  readonly engine: CaseEngine;
  readonly clock: Clock;
  readonly caseId: string;
  readonly key: ReturnType<typeof testKey>;
}

/** The bank's example by the law of one region: refused, corrected, papers handed in, everybody decided. */
async function walk(definition: RegionDefinition): Promise<Walked> {
  const { region, machine } = definition;
  const clock = new Clock();
  const { pool } = opened.cells.get(region);
  const engine = new CaseEngine({
    region,
    pool,
    machine: findMachine(machine.id, machine.version),
    law: lawOf(catalog, definition),
    now: clock.now,
  });
  const opening = { ...requestOf({}, clock), manifest: submission('manifest.yaml', clock) };
  const { cases } = await openRequest([engine], opening);
  const caseId = cases[0]?.id ?? '';
  clock.forward(20 * HOUR);
  const manifest = submission('manifest.corrected.yaml', clock);
  await act(engine, caseId, 'rita', { type: 'AMENDED', manifest, team: ['dev'] });
  for (const file of readdirSync(join(EXAMPLE, 'documents')))
    await handIn(engine, caseId, file, clock);
  await workInboxes(engine, caseId, clock);
  const key = testKey(region);
  const job = issuePermitJob(key, jurisdictionsOf(catalog, definition), clock.now);
  clock.forward(2000);
  await new JobRunner(engine, { handlers: { 'issue-permit': job } }).drain();
  return { engine, clock, caseId, key };
}

function submission(file: string, clock: Clock) {
  const text = readFileSync(join(EXAMPLE, file), 'utf8');
  return readSubmission(catalog, text, clock.now().slice(0, 10)).manifest;
}

async function handIn(
  engine: CaseEngine,
  caseId: string,
  file: string,
  clock: Clock,
): Promise<void> {
  clock.forward(60_000);
  const bytes = readFileSync(join(EXAMPLE, 'documents', file));
  const document = file.replace(/\.md$/u, '');
  await engine.transact(async (tx) => {
    const stored = await storeBytes(tx.client, Readable.from([bytes]), { bytes: 1_000_000 });
    await tx.lock(caseId);
    const filed = {
      caseId,
      document,
      fileName: file,
      mediaType: 'text/markdown',
      uploadedBy: 'rita',
      at: clock.now(),
    };
    const { id: evidence, sha256 } = await fileEvidence(tx.client, filed, stored);
    const added = { type: 'EVIDENCE_ADDED', document: { document, sha256, evidence } } as const;
    await tx.handle(caseId, added, { actor: actor('rita') });
  });
}

async function workInboxes(engine: CaseEngine, caseId: string, clock: Clock): Promise<void> {
  for (let left = 1, rounds = 0; left > 0 && rounds < 20; rounds += 1) {
    left = 0;
    for (const [personId, roles] of Object.entries(PEOPLE)) {
      const inbox = await readInbox(engine.parts.pool, { personId, roles });
      const task = inbox.find((item) => item.caseId === caseId && item.role !== 'requester');
      if (!task) continue;
      left += 1;
      clock.forward(5 * HOUR);
      await approve(engine, caseId, personId, { stage: task.stage, role: task.role });
    }
  }
}

async function modelOf({ engine, caseId }: Walked): Promise<PackModel> {
  return loadPackModel({ pool: engine.parts.pool }, caseId, catalog);
}

describe.each([
  ['EU', EU],
  ['North America', NORTH_AMERICA],
])('the pack of a case under the law of %s', (_name, definition) => {
  let walked: Walked;
  let model: PackModel;

  beforeAll(async () => {
    walked = await walk(definition);
    model = await modelOf(walked);
  });

  it('verifies from its bytes alone, with the key of its region', async () => {
    const { key, caseId } = walked;
    const { region, keyId, publicKeyPem } = key;
    const seal = await loadSeal(region, {
      dataDir: await mkdtemp(join(tmpdir(), 'carnet-seal-')),
    });
    const words = { name: region, reason: 'a test' };
    const rendered = await renderPack(model, loadWording());
    const pdf = await sealPdf(rendered, seal, { words, at: new Date() });
    const trust = {
      keys: [{ region, keyId, publicKeyPem }],
      certificates: [{ region, pem: certificatePem(seal) }],
    };
    const lines = await verifyPack(pdf, { trust });
    expect(lines.filter(({ result }) => result !== 'pass')).toEqual([]);
    expect(exitCodeOf(lines)).toBe(0);
    expect(model.case.id).toBe(caseId);
  });

  it('has every event, and the end of the journal that the case has', async () => {
    const view = await walked.engine.view(walked.caseId);
    const tail = { seq: view.seq, hash: view.tail };
    // Nobody runs a sequencer here.
    expect(model.journal).toEqual({ events: view.seq, tail, log: null });
    expect(model.timeline.map(({ seq }) => seq)).toEqual(
      model.timeline.map((_line, index) => index + 1),
    );
    expect(model.case.updatedAt).toBe(model.timeline.at(-1)?.at);
  });

  it('names every decision with what was shown, and finds duties kept apart', () => {
    expect(model.decisions.length).toBeGreaterThan(3);
    for (const decision of model.decisions) expect(decision.seen).toMatch(/^[0-9a-f]{64}$/u);
    expect(model.independence.map(({ holds }) => holds)).toEqual([true, true, true]);
  });

  it('holds each document that was handed in, with its hash and who asked for it', () => {
    const held = model.documents.filter(({ status }) => status === 'held');
    const later = model.documents.filter(({ status }) => status === 'upcoming');
    const { asOf } = model.case;
    expect(later.filter(({ askedFrom }) => askedFrom === null || askedFrom <= asOf)).toEqual([]);
    expect(held.some(({ askedFrom }) => askedFrom === null)).toBe(true);
    expect(held).toHaveLength(readdirSync(join(EXAMPLE, 'documents')).length);
    expect(held.some(({ askedBy }) => askedBy.length > 0)).toBe(true);
    expect(held.every(({ title, document }) => title !== document)).toBe(true);
  });

  it('draws the way taken: from scoping to the permit, and now beyond it', () => {
    const { nodes, edges } = model.diagram;
    const states = Object.fromEntries(nodes.map(({ id, state }) => [id, state]));
    expect(states['scoping']).toBe('visited');
    expect(states['permit']).toBe('visited');
    expect(states['live.permitted']).toBe('now');
    expect(states['live.deployed']).toBe('untouched');
    expect(states['rejected']).toBeUndefined();
    const taken = edges.filter((edge) => edge.taken).map(({ from, to }) => `${from} ${to}`);
    expect(taken).toContain('permit live.permitted');
    expect(taken).toContain('scoping assessment.features');
  });

  it('does not draw a stage as gone through that nobody was asked in', () => {
    const { nodes, edges } = model.diagram;
    const decided = new Set(model.decisions.map(({ stage }) => stage));
    for (const stage of ['residency', 'features', 'documentation', 'validation']) {
      const box = `assessment.${stage}`;
      expect([box, nodes.find(({ id }) => id === box)?.state]).toEqual([
        box,
        decided.has(stage) ? 'visited' : 'untouched',
      ]);
      const ways = edges.filter(({ from, to, taken }) => taken && (from === box || to === box));
      expect([box, ways.length > 0]).toEqual([box, decided.has(stage)]);
    }
  });

  it('counts the time of the case from its journal', () => {
    const { tempo } = model;
    expect(tempo.leadMs).toBe(
      Date.parse(model.permit?.issuedAt ?? '') - Date.parse(model.case.openedAt),
    );
    expect(tempo.amendments).toBe(1);
    expect(tempo.waiting.some(({ on }) => on === 'team')).toBe(true);
    expect(tempo.waiting.some(({ on }) => on === 'officer')).toBe(true);
    const open = tempo.spans.filter(({ leftAt }) => leftAt === null).map(({ stage }) => stage);
    expect(open).toEqual(model.case.stages);
  });

  it('is the same however often it is read, and another one after the next event', async () => {
    expect(await modelOf(walked)).toEqual(model);
    walked.clock.forward(HOUR);
    const place = model.permit?.statement.predicate.cloudRegions[0];
    await act(walked.engine, walked.caseId, 'rita', {
      type: 'DEPLOYED',
      cloudRegion: place?.region ?? '',
    });
    const later = await modelOf(walked);
    expect(later.deployment?.by.id).toBe('rita');
    expect(later.journal.tail.hash).not.toBe(model.journal.tail.hash);
  });
});

it('says that a case nobody opened has no pack', async () => {
  const { pool } = opened.cells.get('eu');
  await expect(loadPackModel({ pool }, 'eu-nobody', catalog)).rejects.toMatchObject({
    code: 'ERR_EVIDENCE_NOT_FOUND',
    status: 404,
  });
});

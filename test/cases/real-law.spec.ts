import { readdirSync, readFileSync } from 'node:fs';
import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { readAssessment } from '../../src/cases/case-queries.ts';
import type { CaseView } from '../../src/cases/case.views.ts';
import { CaseEngine } from '../../src/cases/engine.ts';
import { openRequest } from '../../src/cases/open-request.ts';
import { packageRoot } from '../../src/common/package-root.ts';
import { sha256Hex } from '../../src/common/canonical-json.ts';
import { issuePermitJob } from '../../src/jobs/issue-permit-job.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { findPermit } from '../../src/permits/issue-permit.ts';
import type { SigningKey } from '../../src/permits/permit.types.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { NORTH_AMERICA } from '../../src/regions/north-america.module.ts';
import { UK } from '../../src/regions/uk.module.ts';
import { jurisdictionsOf, lawOf, type RegionDefinition } from '../../src/regions/region.ts';
import { readSubmission } from '../../src/requests/read-submission.ts';
import { readInbox } from '../../src/tasks/task-queries.ts';
import { findMachine } from '../../workflows/registry.ts';
import { freshCells } from '../support/database.ts';
import { act, addPeople, approve, evidence, PEOPLE, requestOf } from './case-fixture.ts';

const EXAMPLE = join(packageRoot(), 'examples', 'loan-default');
const TODAY = '2026-11-23';
const catalog = loadCatalog();
let opened: Awaited<ReturnType<typeof freshCells>>;

beforeAll(async () => {
  opened = await freshCells(['eu', 'north-america', 'uk']);
  for (const cell of opened.cells.all()) await addPeople(cell);
});
afterAll(async () => opened.close());

function engineFor(definition: RegionDefinition): CaseEngine {
  const { region, machine } = definition;
  return new CaseEngine({
    region,
    pool: opened.cells.get(region).pool,
    machine: findMachine(machine.id, machine.version),
    law: lawOf(catalog, definition),
  });
}

function throwawayKey(region: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    region,
    keyId: sha256Hex(publicKeyPem),
    publicKeyPem,
    sign: async (bytes) => sign('sha256', bytes, privateKey),
  };
}

type Change = (manifest: string) => string;

function submission(file: string, change: Change = unchanged): ReturnType<typeof readSubmission> {
  return readSubmission(catalog, change(readFileSync(join(EXAMPLE, file), 'utf8')), TODAY);
}

const unchanged: Change = (manifest) => manifest;

/** The same model for people of the United Kingdom, with their data in London. */
const inLondon: Change = (manifest) =>
  manifest
    .replace(/jurisdictions: \[.*\]/u, 'jurisdictions: [UK]')
    .replace(/regulated: \[.*\]/u, 'regulated: [uk_bank]')
    .replaceAll(/subject_regions: \[.*\]/gu, 'subject_regions: [UK]')
    .replaceAll(/region: (eu-central-1|us-east-1|ca-central-1)/gu, 'region: eu-west-2');

/** Everybody works off their own inbox until nobody has anything to decide. */
async function workInboxes(engine: CaseEngine, caseId: string): Promise<CaseView> {
  for (let left = 1, rounds = 0; left > 0 && rounds < 20; rounds += 1) {
    left = 0;
    for (const [personId, roles] of Object.entries(PEOPLE)) {
      const inbox = await readInbox(engine.parts.pool, { personId, roles });
      const task = inbox.find((item) => item.caseId === caseId && item.role !== 'requester');
      if (!task) continue;
      left += 1;
      await approve(engine, caseId, personId, { stage: task.stage, role: task.role });
    }
  }
  return engine.view(caseId);
}

it.each([
  ['EU', EU, unchanged],
  ['North America', NORTH_AMERICA, unchanged],
  ['the United Kingdom', UK, inLondon],
])(
  "takes a bank's loan-default model to its permit by the law of %s",
  async (_name, definition, change) => {
    const engine = engineFor(definition);
    const first = submission('manifest.yaml', change);
    const { cases } = await openRequest([engine], {
      ...requestOf({}),
      submittedAt: new Date().toISOString(),
      manifest: first.manifest,
    });
    const id = cases[0]?.id ?? '';
    const corrected = submission('manifest.corrected.yaml', change);
    await act(engine, id, 'rita', { type: 'AMENDED', manifest: corrected.manifest, team: ['dev'] });
    for (const file of readdirSync(join(EXAMPLE, 'documents'))) {
      await act(engine, id, 'rita', evidence(file.replace(/\.md$/u, '')));
    }
    const decided = await workInboxes(engine, id);
    const assessment = await readAssessment(engine.parts.pool, id);
    expect(assessment.findings.filter(({ finding }) => finding === 'open')).toEqual([]);
    expect(decided.outcome).toBe('allowed');
    expect(decided.stages).toEqual(['permit']);

    const { region } = definition;
    const job = issuePermitJob(
      throwawayKey(region),
      jurisdictionsOf(catalog, definition),
      engine.parts.now,
    );
    await new JobRunner(engine, { handlers: { 'issue-permit': job } }).drain();
    const permitted = await engine.view(id);
    expect(permitted.status).toBe('permitted');
    const permit = await findPermit(engine.parts.pool, id);
    expect(permit?.id).toBe(permitted.permit?.id);
  },
);

it('judges each region by its own law: the same facts blocked in one, not in the other', async () => {
  const engines = [engineFor(EU), engineFor(NORTH_AMERICA)];
  const { manifest } = submission('manifest.yaml');
  const { cases } = await openRequest(engines, {
    ...requestOf({}),
    submittedAt: new Date().toISOString(),
    manifest,
  });
  const outcomes = Object.fromEntries(cases.map(({ region, outcome }) => [region, outcome]));
  expect(outcomes).toEqual({ eu: 'blocked', 'north-america': 'conditional' });
});

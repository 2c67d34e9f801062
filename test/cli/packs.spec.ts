/** `carnet packs`: what stands, what differs, what a draft would do, and publishing it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseEngine } from '../../src/cases/engine.ts';
import { openArchive } from '../../src/policy/life/archive.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { withOlderLaw } from '../../src/regions/older-law.ts';
import { lawOf } from '../../src/regions/region.ts';
import { findMachine } from '../../workflows/registry.ts';
import { addPeople, openAt } from '../cases/case-fixture.ts';
import { DPIA, PoliciesFixture } from '../policy/life/policies-fixture.ts';
import { freshCells } from '../support/database.ts';
import { carnet, type CliRun } from '../support/run-cli.ts';

let policies: PoliciesFixture;
let home: string;

beforeEach(() => {
  policies = new PoliciesFixture();
  home = mkdtempSync(join(tmpdir(), 'carnet-packs-'));
});
afterEach(() => {
  policies.remove();
  rmSync(home, { recursive: true });
});

async function packs(argv: readonly string[], env: Record<string, string> = {}): Promise<CliRun> {
  const options = ['--policies', policies.dir];
  return carnet(['packs', ...argv, ...options], {
    env: { CARNET_DATA_DIR: join(home, 'none'), CARNET_REGIONS: 'eu', ...env },
  });
}

function json(run: CliRun): Record<string, unknown> {
  return JSON.parse(run.out) as Record<string, unknown>;
}

function draftWithChanges(): void {
  const draft = policies.draft('2026.12.1', 'eu-next');
  policies.rule({ ...DPIA, requires: '{ documents: [dpia, lia] }' }, draft);
  policies.rule({ id: 'EU-T-NEW', inFlight: 'new_requests_only' }, draft);
  policies.change(`${draft}/pack.yaml`, 'approvalQuorum: 2', 'approvalQuorum: 3');
}

it('lists a pack that was withdrawn, with what the archive keeps of it', async () => {
  await packs(['publish', '--all', '--by', 'ona']);
  policies.write('uk/pack.yaml', policies.read('eu/pack.yaml').replace('region: eu', 'region: uk'));
  policies.change('uk/pack.yaml', 'status: published', 'status: withdrawn');
  policies.change('eu/pack.yaml', 'status: published', 'status: withdrawn');
  expect(json(await packs(['list', '--json']))).toEqual({
    items: [],
    drafts: [],
    withdrawn: [
      { pack: 'eu', older: ['2026.11.1'] },
      { pack: 'uk', older: [] },
    ],
  });
  const { out } = await packs(['list']);
  expect(out).toContain('withdrawn: eu; in the archive: 2026.11.1');
});

it('freezes what stands, and lists it with its drafts', async () => {
  const before = await packs(['list']);
  expect(before.out).toContain('published, not frozen');
  const { code, out } = await packs(['publish', '--all', '--by', 'ona']);
  expect({ code, lines: out.split('\n').map((line) => line.slice(0, 24)) }).toMatchObject({
    code: 0,
  });
  expect(out).toMatch(/^published {2}eu 2026\.11\.1 /mu);
  draftWithChanges();
  const listed = json(await packs(['list', '--json']));
  expect(listed).toMatchObject({
    items: [{ pack: 'eu', version: '2026.11.1', frozen: true, rules: 3, older: [] }],
    drafts: ['eu-next'],
    withdrawn: [],
  });
});

it('shows a pack, and an older version of it from the archive', async () => {
  await packs(['publish', '--all', '--by', 'ona']);
  expect((await packs(['show', 'eu'])).out).toContain('published 2026-11-23 by ona');
  draftWithChanges();
  await packs(['publish', 'eu-next', '--by', 'otto']);
  expect(json(await packs(['show', 'eu', '--json']))).toMatchObject({ version: '2026.12.1' });
  const older = json(await packs(['show', 'eu@2026.11.1', '--json']));
  expect(older).toMatchObject({ version: '2026.11.1', published: { by: 'ona' } });
  expect(older['rules']).toHaveLength(3);
  const missing = await packs(['show', 'eu@2025.1.1']);
  expect([missing.code, missing.err]).toEqual([
    1,
    expect.stringContaining('there is no pack `eu@2025.1.1`'),
  ]);
});

it('tells what a draft changes, field by field', async () => {
  draftWithChanges();
  const { code, out } = await packs(['diff', 'eu', 'eu-next']);
  expect(code).toBe(1);
  expect(out).toContain('1 rule added, 0 rules removed, 1 rule changed');
  expect(out).toContain('+ EU-T-NEW');
  expect(out).toContain('cases under way: as before\n');
  expect(out).toContain('    requires.documents\n      - ["dpia"]\n      + ["dpia","lia"]');
  expect(out).toContain('    route.approvalQuorum\n      - 2\n      + 3');
  expect((await packs(['diff', 'eu', 'eu'])).code).toBe(0);
  const diff = json(await packs(['diff', 'eu-next', 'eu', '--json']));
  expect(diff['removed']).toEqual([
    { id: 'EU-T-NEW', title: 'EU-T-NEW', inFlight: 'new_requests_only' },
  ]);
});

it('tells mistakes of a draft with file and line, and publishes nothing', async () => {
  const draft = policies.draft('2026.12.1', 'eu-next');
  policies.rule({ ...DPIA, when: 'data.personel' }, draft);
  const run = await packs(['publish', 'eu-next', '--by', 'ona']);
  expect(run.code).toBe(2);
  expect(run.err).toContain('drafts/eu-next/rules/eu-t-dpia.yaml:9:7');
  const told = json(await packs(['simulate', 'eu-next', '--json']));
  expect(told).toMatchObject({ code: 'ERR_POLICY_INVALID', problems: [{ line: 9, column: 7 }] });
  expect(existsSync(policies.path('packs.lock.json'))).toBe(false);
});

it('wants to know who publishes, and what', async () => {
  draftWithChanges();
  expect(await packs(['publish', 'eu-next'])).toMatchObject({ code: 2 });
  expect(await packs(['publish', '--by', 'ona'])).toMatchObject({ code: 2 });
  expect(await packs(['publish', 'eu-next', '--all', '--by', 'ona'])).toMatchObject({ code: 2 });
  expect(await packs(['publish', 'nothing', '--by', 'ona'])).toMatchObject({ code: 1 });
});

it('writes a pack as an OSCAL catalog', async () => {
  const file = join(home, 'eu.json');
  expect(await packs(['export', 'eu', '--out', file])).toMatchObject({ code: 0, out: '' });
  const text = readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toHaveProperty('catalog.metadata.version', '2026.11.1');
  expect(`${JSON.stringify(json(await packs(['export', 'eu'])), null, 2)}\n`).toBe(text);
});

it('makes no database to simulate over', async () => {
  draftWithChanges();
  const { code, err } = await packs(['simulate', 'eu-next']);
  expect([code, err]).toEqual([2, expect.stringContaining('there is no database yet')]);
  expect(existsSync(join(home, 'none'))).toBe(false);
});

it('simulates over a cell, changes nothing, then publishes and brings its cases up', async () => {
  await packs(['publish', '--all', '--by', 'ona']);
  const { cells, urls, close } = await freshCells(['eu']);
  try {
    const cell = cells.get('eu');
    await addPeople(cell);
    const law = withOlderLaw(lawOf(loadCatalog(policies.dir), EU), EU, openArchive(policies.dir));
    const engine = new CaseEngine({
      region: 'eu',
      pool: cell.pool,
      machine: findMachine('gdpr', 2),
      law,
    });
    const facts = {
      deployment: { jurisdictions: ['EU'] },
      data: { personal: true, art9_condition: 'none' },
    };
    const { id } = await openAt(engine, facts);
    draftWithChanges();
    const env = { CARNET_DATABASE_EU: urls['eu'] ?? '' };
    const simulated = await packs(['simulate', 'eu-next'], env);
    expect(simulated.out).toContain('If eu 2026.12.1 were published (nothing was changed)');
    expect(simulated.out).toContain('judged by it at once   1 open case');
    expect((await engine.view(id)).packs[0]?.version).toBe('2026.11.1');
    const { out } = await packs(['publish', 'eu-next', '--by', 'otto'], env);
    expect(out).toContain(
      'eu: 1 open case moved, 0 permits called in for review, 0 cases stay as they were',
    );
    expect((await engine.view(id)).packs[0]).toMatchObject({
      version: '2026.12.1',
      keeps: [{ version: '2026.11.1', rules: ['EU-T-NEW'] }],
    });
  } finally {
    await close();
  }
});

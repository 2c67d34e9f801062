/** An organisation's own overlays stand in a folder of its own, and are law for its cases all the same. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../../src/common/canonical-json.ts';
import { openArchive } from '../../../src/policy/life/archive.ts';
import { publishAll, publishOverlays } from '../../../src/policy/life/publish.ts';
import { loadCatalog, shippedPolicies } from '../../../src/policy/load.ts';
import { EU } from '../../../src/regions/eu.module.ts';
import { withOlderLaw } from '../../../src/regions/older-law.ts';
import { lawOf } from '../../../src/regions/region.ts';
import type { Law } from '../../../src/cases/law.ts';
import { startTestServer } from '../../support/server.ts';
import { carnet, type CliRun } from '../../support/run-cli.ts';
import { DPIA, PoliciesFixture, problemsOf } from './policies-fixture.ts';

const BY = { by: 'ona', at: '2026-11-23' };
const SHIPPED_RULE = 'EU-GDPR-35-DPIA';
const MANIFEST = 'examples/loan-default/manifest.yaml';
let policies: PoliciesFixture;
let own: string;

beforeAll(() => {
  policies = new PoliciesFixture();
  publishAll(policies.dir, BY);
});
afterAll(() => policies.remove());

beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'carnet-overlays-'));
});
afterEach(() => rmSync(own, { recursive: true }));

function write(tighten: string, version = '2026.11.1', name = 'bank.yaml'): void {
  writeFileSync(join(own, name), `version: ${version}\npack: eu\ntighten:\n  ${tighten}\n`);
}

function publish(): void {
  publishOverlays(policies.dir, own, BY);
}

function problems(): { file: string; line: number; message: string }[] {
  return problemsOf(() => loadCatalog(policies.dir, { ownOverlays: own })).map(
    ({ file, line, message }) => ({ file, line, message }),
  );
}

function lawNow(): Law {
  const catalog = loadCatalog(policies.dir, { ownOverlays: own });
  return withOlderLaw(lawOf(catalog, EU), EU, openArchive(policies.dir, [], own));
}

async function run(...argv: string[]): Promise<CliRun> {
  return carnet(argv, { env: { CARNET_OVERLAYS: own } });
}

const STRICT_SHIPPED = `${SHIPPED_RULE}: { requires: { documents: [lia] } }`;
const STRICT = `${DPIA.id}: { requires: { documents: [lia] } }`;
const file = (): string => join(own, 'bank.yaml');

it('refuses what would loosen the law, with the rule, the file and the line', () => {
  write(`${DPIA.id}: { effect: warn }`);
  expect(problems()).toContainEqual({
    file: file(),
    line: 4,
    message: expect.stringContaining(`loosens \`${DPIA.id}\``) as string,
  });
  expect(() => publish()).toThrow(/loosens/u);
});

it('refuses a folder that is not there, names that cannot be pinned, and what nobody published', () => {
  write(STRICT, '2026.11.1', 'Bank of Ours.yaml');
  expect(problems().map(({ message }) => message)).toEqual([
    expect.stringContaining('was never published'),
    '`Bank of Ours` is no name of an overlay',
  ]);
  const missing = problemsOf(() => loadCatalog(policies.dir, { ownOverlays: join(own, 'none') }));
  expect(missing).toEqual([
    expect.objectContaining({ file: join(own, 'none'), hint: 'CARNET_OVERLAYS names it' }),
  ]);
});

it('never changes under its version once it is published', () => {
  write(STRICT);
  publish();
  expect(lawNow().pins[0]?.overlays).toEqual([
    expect.objectContaining({ name: 'bank', version: '2026.11.1' }),
  ]);
  write(`${DPIA.id}: { requires: { documents: [lia, tia] } }`);
  expect(problems()).toEqual([
    {
      file: file(),
      line: 1,
      message: expect.stringContaining('differs from what was published') as string,
    },
  ]);
  expect(() => publish()).toThrow(/changed after being published/u);
});

it('reads a case at its older overlay with the same bytes', () => {
  write(STRICT);
  publish();
  const then = lawNow();
  const question = {
    facts: { deployment: { jurisdictions: ['EU-DE'] }, data: { personal: true } },
    held: { documents: ['dpia'], approvals: [] },
    asOf: '2026-11-23',
  };
  const before = canonicalJson(then.assess(question));
  write(`${DPIA.id}: { effect: block }`, '2026.12.1');
  publish();
  const now = lawNow();
  expect(now.pins).not.toEqual(then.pins);
  expect(canonicalJson(now.assess(question))).not.toBe(before);
  const older = now.at?.(then.pins);
  expect(older?.pins).toEqual(then.pins);
  expect(older && canonicalJson(older.assess(question))).toBe(before);
});

it('counts for `check`, and is listed and published by `packs`', async () => {
  write(STRICT_SHIPPED);
  const refused = await run('check', MANIFEST, '--json');
  expect([refused.code, refused.out + refused.err]).toEqual([
    expect.any(Number),
    expect.stringContaining('was never published'),
  ]);
  const published = await run('packs', 'publish', '--overlays', '--by', 'ona');
  expect([published.code, published.out]).toEqual([
    0,
    expect.stringContaining('overlay:bank 2026.11.1'),
  ]);
  expect((await run('packs', 'list')).out).toContain('bank 2026.11.1');
  const checked = await run('check', MANIFEST, '--json');
  const report = JSON.parse(checked.out) as {
    findings: { rule: string; missing: string[] }[];
  };
  expect(report.findings.find(({ rule }) => rule === SHIPPED_RULE)?.missing).toContain('lia');
  const none = await carnet(['packs', 'publish', '--overlays', '--by', 'ona']);
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('CARNET_OVERLAYS')]);
});

it('is the law of a server that is told of it', async () => {
  write(STRICT_SHIPPED);
  publishOverlays(shippedPolicies(), own, BY);
  const server = await startTestServer({ regions: ['eu'], config: { overlays: own } });
  try {
    const listed = await server.send('ana', 'GET', '/policies');
    const packs = listed.body['items'] as { pack: string; overlays: unknown[] }[];
    expect(packs.find(({ pack }) => pack === 'eu')?.overlays).toEqual([
      expect.objectContaining({ name: 'bank', version: '2026.11.1' }),
    ]);
    const manifest = readFileSync(MANIFEST, 'utf8');
    const { body } = await server.send('ana', 'POST', '/checks', { body: { manifest } });
    const findings = body['findings'] as { rule: string; missing: string[] }[];
    expect(findings.find(({ rule }) => rule === SHIPPED_RULE)?.missing).toContain('lia');
  } finally {
    await server.close();
  }
});

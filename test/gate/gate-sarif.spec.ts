/** Answers of the gate as SARIF, from a server and from files. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  approveAll,
  caseIn,
  GOOD_MANIFEST,
  handInAll,
  submitted,
} from '../support/loan-default.ts';
import { carnet } from '../support/run-cli.ts';
import { faultsOf, placeOf, type ToldInSarif, toldIn } from '../support/sarif.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'carnet-gate-sarif-'));
const file = (name: string) => join(folder, name);
const NOTHING = `sha256:${'0'.repeat(64)}`;
const [DIGEST = ''] = /sha256:[0-9a-f]{64}/u.exec(GOOD_MANIFEST) ?? [];
const LINES = GOOD_MANIFEST.split('\n');

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer({ regions: ['eu'] });
  ({ eu: id = '' } = (await submitted(server)).cases);
  writeFileSync(file('manifest.yaml'), GOOD_MANIFEST);
}, 60_000);
afterAll(async () => server.close());

const as = () => ['--url', server.url, '--token', server.tokens['ana'] ?? ''];

async function gate(...argv: readonly string[]): Promise<{ code: number; told: ToldInSarif }> {
  const { code, out, err } = await carnet(['gate', '--sarif', ...argv]);
  expect(err).toBe('');
  return { code, told: toldIn(out) };
}

async function idOf(place: string): Promise<string | undefined> {
  const { told } = await gate('--digest', DIGEST, '--cloud-region', place, ...as());
  return told.log.runs[0]?.automationDetails?.id;
}

function shown({ results }: ToldInSarif): string[] {
  return results.map(({ level, ruleId }) => `${level} ${ruleId}`);
}

it('tells why it is no, and what the newest case still lacks', async () => {
  const { code, told } = await gate('--digest', DIGEST, '--region', 'eu', ...as());
  expect(code).toBe(1);
  expect(faultsOf(told)).toEqual([]);
  const [first, ...others] = shown(told);
  expect(first).toBe('error GATE-NO-PERMIT');
  expect(others.length).toBeGreaterThan(3);
  expect(others.every((one) => one.startsWith('warning EU-'))).toBe(true);
  const { results, rules } = told;
  expect(results[1]?.message.text).toContain('to do: ');
  expect(rules[1]?.shortDescription?.text).not.toBe(rules[1]?.id);
});

it('tells a gate that is away, as the denial that it is', async () => {
  const nobody = ['--url', 'http://127.0.0.1:9', '--token', 'x'];
  const { code, told } = await gate('--digest', NOTHING, ...nobody);
  expect(code).toBe(1);
  expect(faultsOf(told)).toEqual([]);
  expect(shown(told)).toEqual(['error GATE-GATE-AWAY']);
  expect(placeOf(told.results[0])).toEqual({ uri: 'manifest.yaml', line: 1 });
});

describe('once there is a permit', () => {
  beforeAll(async () => {
    await handInAll(server, caseIn({ eu: id }, 'eu'));
    await approveAll(server, id, 'eu');
  }, 60_000);

  it('finds nothing in what is allowed, so that older alerts close', async () => {
    const { code, told } = await gate('--digest', DIGEST, ...as());
    expect(code).toBe(0);
    expect(faultsOf(told)).toEqual([]);
    expect(told.results).toEqual([]);
  });

  it('stands at the line of the manifest that a reason speaks of', async () => {
    const manifest = ['--manifest', file('manifest.yaml')];
    const lineOf = async (...more: readonly string[]): Promise<string> => {
      const { told } = await gate(...manifest, ...more, ...as());
      expect(faultsOf(told)).toEqual([]);
      return LINES[placeOf(told.results[0]).line - 1] ?? 'none';
    };
    expect(await lineOf('--digest', NOTHING)).toContain('digest:');
    const asked = ['--digest', DIGEST, '--region', 'eu'];
    expect(await lineOf(...asked, '--cloud-region', 'aws:us-east-1')).toContain('locations:');
    expect(await lineOf(...asked, '--jurisdiction', 'US')).toContain('jurisdictions:');
    expect(await lineOf(...asked, '--use-case', 'hiring')).toContain('use_case:');
  });

  it('is an analysis for each place that is asked about', async () => {
    expect(await idOf('aws:us-east-1')).toBe('carnet/gate/any/aws/us-east-1/manifest.yaml/');
    expect(await idOf('aws:eu-central-1')).toBe('carnet/gate/any/aws/eu-central-1/manifest.yaml/');
  });

  it('tells what files decide, and writes a file besides the words for people', async () => {
    for (const argv of [
      ['permit', 'show', id, '--out', file('permit.json')],
      ['trust', '--out', file('trust.json')],
      ['permit', 'revocations', '--region', 'eu', '--out', file('list.json')],
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one file after the other
      expect(await carnet([...argv, ...as()])).toMatchObject({ code: 0 });
    }
    const permit = ['--permit', file('permit.json'), '--trust', file('trust.json')];
    const list = ['--revocations', file('list.json')];
    const held = await gate('--digest', DIGEST, ...permit, ...list);
    expect(held).toMatchObject({ code: 0, told: { results: [] } });
    const blind = await gate('--digest', NOTHING, ...permit);
    expect(blind.code).toBe(1);
    expect(faultsOf(blind.told)).toEqual([]);
    expect(shown(blind.told)).toEqual(['error GATE-OTHER-ARTIFACT', 'error GATE-REVOCATION']);
    expect(placeOf(blind.told.results[0]).uri).toContain('permit.json');
    const out = file('gate.sarif');
    const both = await carnet(['gate', '--digest', NOTHING, ...permit, '--sarif', out]);
    expect(both).toMatchObject({ code: 1 });
    expect(both.out).toContain('DENY');
    expect(toldIn(readFileSync(out, 'utf8')).results).toHaveLength(2);
  });

  it('prints one document alone, and asks for files that are there', async () => {
    const asked = ['gate', '--digest', DIGEST, ...as()];
    expect(await carnet([...asked, '--sarif', '--json'])).toMatchObject({ code: 2 });
    const missing = await carnet([...asked, '--sarif', '--manifest', file('none.yaml')]);
    expect(missing).toMatchObject({ code: 2 });
    const nowhere = await carnet([...asked, '--sarif', join(folder, 'no', 'such.sarif')]);
    expect(nowhere).toMatchObject({ code: 2 });
  });
});

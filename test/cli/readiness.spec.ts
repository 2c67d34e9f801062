import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { carnet } from '../support/run-cli.ts';

const MANIFEST = join(packageRoot(), 'examples', 'loan-default', 'manifest.corrected.yaml');

interface Report {
  readonly outcomes: object;
  readonly regions: object;
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

async function regionsIn(...wanted: readonly string[]): Promise<Set<unknown>> {
  const { out } = await carnet(['check', MANIFEST, '--json', '--region', ...wanted]);
  return new Set((JSON.parse(out) as Report).findings.map(({ region }) => region));
}

describe('questions of readiness in `carnet check`', () => {
  it('stand in a group of their own, apart from the law', async () => {
    const { out } = await carnet(['check', MANIFEST]);
    const [law = '', readiness = ''] = out.split('READINESS: not law');
    expect(law).not.toContain('READINESS-');
    expect(readiness).toContain('More than one person can deploy it');
    expect(readiness).not.toContain('One holiday stops a deployment');
  });

  it('say what to do and what skipping costs with --all', async () => {
    const { out } = await carnet(['check', MANIFEST, '--all']);
    expect(out).toContain('One holiday stops a deployment');
    expect(out).toContain('team.deployers');
  });

  it('bear the region `readiness` in JSON and decide no outcome', async () => {
    const { out } = await carnet(['check', MANIFEST, '--json']);
    const { outcomes, regions, findings } = JSON.parse(out) as Report;
    expect(Object.keys({ ...outcomes, ...regions })).not.toContain('readiness');
    expect(findings.find(({ rule }) => rule === 'READINESS-TEAM-DEPLOYERS')).toMatchObject({
      finding: 'warning',
      region: 'readiness',
      jurisdiction: 'readiness',
      factor: 'team',
      missing: ['team.deployers'],
      costOfSkipping: expect.stringContaining('One holiday'),
    });
    const law = findings.find(({ region }) => region === 'eu');
    expect(law).not.toHaveProperty('costOfSkipping');
  });

  it('come with a region only where they are named', async () => {
    expect(await regionsIn('eu')).toEqual(new Set(['eu']));
    expect(await regionsIn('eu', 'readiness')).toEqual(new Set(['eu', 'readiness']));
  });
});

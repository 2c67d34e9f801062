import { carnet } from '../support/run-cli.ts';

const COMMANDS = [
  'admission',
  'serve',
  'check',
  'submit',
  'status',
  'decide',
  'report',
  'pack',
  'packs',
  'verify',
  'engagement',
  'documents',
  'jobs',
  'operations',
  'people',
  'tokens',
  'webhooks',
  'config',
];

describe('help', () => {
  it('lists every command and the exit codes', async () => {
    const { code, out } = await carnet(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${command} `, 'mu'));
    expect(out).toContain('Exit codes:');
  });

  it.each(COMMANDS)('of %s shows examples, exit codes and --json', async (command) => {
    const { code, out } = await carnet(['help', command]);
    expect(code).toBe(0);
    expect(out).toContain('Examples:\n  $ ');
    expect(out).toContain('Exit codes:');
    expect(out).toContain('--json');
  });

  it('is shown with exit code 2 to who names no command', async () => {
    const { code, err } = await carnet([]);
    expect(code).toBe(2);
    expect(err).toContain('Usage: carnet');
  });

  it('suggests the near command', async () => {
    const { code, err } = await carnet(['chek', 'x.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean check?');
  });

  it('is not needed for the version', async () => {
    const { code, out } = await carnet(['--version']);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });
});

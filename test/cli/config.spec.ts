import { carnet } from '../support/run-cli.ts';

describe('carnet config', () => {
  it('prints what is in force, secrets masked', async () => {
    const env = {
      CARNET_DATABASE_EU: 'postgresql://app:hunter2@db.example/carnet',
      CARNET_TOKEN: `carnet_abc_${'s'.repeat(43)}`,
    };
    for (const argv of [['config'], ['config', '--json']]) {
      const { code, out } = await carnet(argv, { env });
      expect(code).toBe(0);
      expect(out).toContain('db.example');
      expect(out).not.toContain('hunter2');
      expect(out).not.toContain('s'.repeat(43));
    }
  });

  it('tells all mistakes of the environment at once, with exit code 2', async () => {
    const env = { CARNET_PORT: 'many', CARNET_REGIONZ: 'eu' };
    const { code, out, err } = await carnet(['config'], { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('CARNET_PORT');
    expect(err).toContain('did you mean CARNET_REGIONS');
    const json = await carnet(['config', '--json'], { env });
    expect((JSON.parse(json.out) as { problems: unknown[] }).problems).toHaveLength(2);
  });
});

import { resolve } from 'node:path';
import { ConfigError } from '../../src/config/config.errors.ts';
import { describeConfig, loadConfig } from '../../src/config/config.ts';

const SECRET = 'A'.repeat(43);

function problemsOf(env: Record<string, string>): ConfigError['problems'] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('without any variable', () => {
  it('serves every region from an embedded database on loopback', () => {
    expect(loadConfig({ PATH: '/bin', carnet: 'not ours' })).toEqual({
      dataDir: resolve('.carnet'),
      regions: ['eu', 'north-america', 'uk'],
      host: '127.0.0.1',
      port: 4600,
      databases: {},
      keys: {},
      seals: {},
      evidenceLimitBytes: 26_214_400,
      bodyLimitBytes: 2_097_152,
      logLevel: 'info',
      sweepMinutes: 5,
      webhookPrivate: false,
      client: { url: 'http://127.0.0.1:4600' },
    });
  });
});

describe('with variables', () => {
  it('takes each of them', () => {
    expect(
      loadConfig({
        CARNET_DATA_DIR: '/srv/carnet',
        CARNET_REGIONS: 'north-america, eu',
        CARNET_HOST: '0.0.0.0',
        CARNET_PORT: '0',
        CARNET_DATABASE_EU: 'postgresql://carnet:pw@db.example/eu',
        CARNET_DATABASE_NORTH_AMERICA: 'postgres://db.example:5433/na?sslmode=require',
        CARNET_KEY_EU: '/keys/eu.pem',
        CARNET_KEY_NORTH_AMERICA: 'keys/na.pem',
        CARNET_SEAL_KEY_EU: '/keys/eu.seal.pem',
        CARNET_SEAL_CERTIFICATE_EU: 'keys/eu.crt',
        CARNET_SEAL_CERTIFICATE_NORTH_AMERICA: '/keys/na.crt',
        CARNET_SEAL_COMMAND_NORTH_AMERICA: '["/opt/hsm/sign", "na seal"]',
        CARNET_EVIDENCE_LIMIT: '1.5 GiB',
        CARNET_LOG_LEVEL: 'debug',
        CARNET_SWEEP_MINUTES: '15',
        CARNET_URL: 'https://carnet.example/',
        CARNET_TOKEN: `carnet_ana1_${SECRET}`,
      }),
    ).toEqual({
      dataDir: '/srv/carnet',
      regions: ['north-america', 'eu'],
      host: '0.0.0.0',
      port: 0,
      databases: {
        eu: 'postgresql://carnet:pw@db.example/eu',
        'north-america': 'postgres://db.example:5433/na?sslmode=require',
      },
      keys: { eu: '/keys/eu.pem', 'north-america': resolve('keys/na.pem') },
      seals: {
        eu: { key: '/keys/eu.seal.pem', certificate: resolve('keys/eu.crt') },
        'north-america': { certificate: '/keys/na.crt', command: ['/opt/hsm/sign', 'na seal'] },
      },
      evidenceLimitBytes: 1_610_612_736,
      bodyLimitBytes: 2_097_152,
      logLevel: 'debug',
      sweepMinutes: 15,
      webhookPrivate: false,
      client: { url: 'https://carnet.example', token: `carnet_ana1_${SECRET}` },
    });
  });
});

describe('regions nobody names', () => {
  it('are those with a database of their own, where there is one', () => {
    const { regions } = loadConfig({
      CARNET_DATABASE_NORTH_AMERICA: 'postgresql://db.example/na',
      CARNET_DATABASE_EU: 'postgresql://db.example/eu',
    });
    expect(regions).toEqual(['eu', 'north-america']);
  });

  it('give way to CARNET_REGIONS, and then a region without a database is embedded', () => {
    const { regions, databases } = loadConfig({
      CARNET_REGIONS: 'eu,uk',
      CARNET_DATABASE_EU: 'postgresql://db.example/eu',
    });
    expect(regions).toEqual(['eu', 'uk']);
    expect(Object.keys(databases)).toEqual(['eu']);
  });
});

describe('mistakes', () => {
  it('are told all at once, each with variable, finding and remedy', () => {
    const problems = problemsOf({
      CARNET_PROT: '4600',
      CARNET_PORT: '70000',
      CARNET_REGIONS: 'eu,north_america',
      CARNET_LOG_LEVEL: 'inof',
      CARNET_SWEEP_MINUTES: '0',
    });
    expect(problems).toEqual([
      {
        variable: 'CARNET_PROT',
        found: 'Carnet knows no such variable',
        hint: 'did you mean CARNET_PORT',
      },
      {
        variable: 'CARNET_REGIONS',
        found: 'found `eu,north_america`',
        hint: 'no region is called `north_america`, did you mean `north-america`',
      },
      {
        variable: 'CARNET_PORT',
        found: 'found `70000`',
        hint: 'give a whole number from 0 to 65535',
      },
      { variable: 'CARNET_LOG_LEVEL', found: 'found `inof`', hint: 'did you mean `info`' },
      {
        variable: 'CARNET_SWEEP_MINUTES',
        found: 'found `0`',
        hint: 'give whole minutes from 1 to 1440',
      },
    ]);
    expect(new ConfigError(problems).message).toContain('5 mistakes');
  });

  it('are keys and commands that both want to seal, and a command without its certificate', () => {
    const problems = problemsOf({
      CARNET_SEAL_KEY_EU: '/keys/eu.seal.pem',
      CARNET_SEAL_COMMAND_EU: '["/opt/hsm/sign"]',
    });
    expect(problems.map(({ variable }) => variable)).toEqual([
      'CARNET_SEAL_KEY_EU',
      'CARNET_SEAL_CERTIFICATE_EU',
    ]);
  });

  it.each([
    ['CARNET_DATABASE_EU', ''],
    ['CARNET_DATABASE_EU', ' '],
    ['CARNET_DATABASE_EU', 'mysql://db.example/eu'],
    ['CARNET_DATABASE_EU', 'postgresql://db.example'],
    ['CARNET_DATABASE_EU', 'db.example:5432/eu'],
    ['CARNET_DATABASE_MARS', 'postgresql://db.example/mars'],
    ['carnet_port', '4600'],
    ['CARNET_DATA_DIR', '~/carnet'],
    ['CARNET_REGIONS', ','],
    ['CARNET_REGIONS', 'eu,eu'],
    ['CARNET_HOST', '300.1.1.1'],
    ['CARNET_HOST', 'http://localhost'],
    ['CARNET_PORT', '46e2'],
    ['CARNET_PORT', '-1'],
    ['CARNET_EVIDENCE_LIMIT', '0'],
    ['CARNET_EVIDENCE_LIMIT', '25 parsecs'],
    ['CARNET_EVIDENCE_LIMIT', '11GiB'],
    ['CARNET_URL', 'localhost:4600'],
    ['CARNET_URL', 'http://user:pw@localhost:4600'],
    ['CARNET_TOKEN', 'carnet_ana1_short'],
    ['CARNET_SEAL_COMMAND_EU', 'sign --with hsm'],
    ['CARNET_SEAL_COMMAND_EU', '[]'],
    ['CARNET_SEAL_COMMAND_EU', '[""]'],
    ['CARNET_SEAL_COMMAND_EU', '["sign", 1]'],
  ])('%s=%j is one', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([
      { variable, found: expect.any(String), hint: expect.stringMatching(/.{10}/u) },
    ]);
  });

  it('never repeat a secret', () => {
    const problems = problemsOf({
      CARNET_DATABASE_EU: 'postgresql://carnet:p/hunter2@x@db.example/eu',
      CARNET_DATABASE_NORTH_AMERICA: 'postgres://db.example?password=hunter2',
      CARNET_TOKEN: `carnet_ana1_hunter2`,
    });
    expect(problems).toHaveLength(3);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('what `carnet config` prints', () => {
  it('masks passwords and token secrets and keeps the rest', () => {
    const described = describeConfig(
      loadConfig({
        CARNET_REGIONS: 'eu,north-america',
        CARNET_DATABASE_EU: 'postgresql://carnet:p%40ss:w0rd@db.example/eu?sslmode=require',
        CARNET_TOKEN: `carnet_ana1_${SECRET}`,
      }),
    );
    expect(described).toMatchObject({
      databases: {
        eu: 'postgresql://carnet:***@db.example/eu?sslmode=require',
        'north-america': 'embedded, in the data folder',
      },
      keys: { eu: 'in the data folder' },
      seals: { eu: 'in the data folder' },
      client: { token: 'carnet_ana1_***' },
    });
  });
});

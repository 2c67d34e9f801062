/** The parts for pipelines, run as the pipelines run them, against a server and against files. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  type ModelFolder,
  modelFolder,
  permitted,
  PERMITTED_PLACE,
} from '../support/permitted-model.ts';
import { pathWithCarnet, runProgram } from '../support/run-program.ts';
import { faultsOf, toldIn } from '../support/sarif.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { type Action, readAction, runAction } from './composite-action.ts';

let server: TestServer;
let folder: string;
let good: ModelFolder;
let other: ModelFolder;
let env: Record<string, string>;
/** Permit, trust file and revocation list of the good model. */
const files = { permit: '', trust: '', revocations: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carnet-deploy-'));
  server = await startTestServer({ regions: ['eu'] });
  good = await modelFolder(join(folder, 'good model'), 'good weights');
  other = await modelFolder(join(folder, 'other'), 'other weights');
  const [id, PATH] = await Promise.all([
    permitted(server, good),
    pathWithCarnet('deploy-spec', join(folder, 'bin')),
  ]);
  env = { PATH, CARNET_URL: server.url, CARNET_TOKEN: server.tokens['ana'] ?? '' };
  for (const [name, argv] of [
    ['permit', ['permit', 'show', id]],
    ['trust', ['trust']],
    ['revocations', ['permit', 'revocations', '--region', 'eu']],
  ] as const) {
    files[name] = join(folder, `${name}.json`);
    const asked = [...argv, '--out', files[name]];
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const { code, err } = await runProgram('carnet', asked, { cwd: folder, env });
    if (code !== 0) throw new Error(err);
  }
}, 180_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A token of the right form that nobody holds. */
function wrongToken(): string {
  const mine = server.tokens['ana'] ?? '';
  return mine.slice(0, -4) + mine.slice(-4).split('').toReversed().join('');
}

let runs = 0;
/** An empty working folder. */
async function workspace(): Promise<string> {
  const cwd = join(folder, `run-${String((runs += 1))}`);
  await mkdir(cwd);
  return cwd;
}

async function sarifIn(cwd: string): Promise<string[]> {
  const told = toldIn(await readFile(join(cwd, 'carnet-gate.sarif'), 'utf8'));
  expect(faultsOf(told)).toEqual([]);
  return told.results.map(({ ruleId }) => ruleId ?? '');
}

const read = async (): Promise<Action> => readAction('deploy/github/action.yml');

const runGithub = async (inputs: Record<string, string>, more: Record<string, string> = {}) => {
  const [action, cwd] = await Promise.all([read(), workspace()]);
  const ran = await runAction(action, inputs, { cwd, env: { ...env, ...more } });
  return { ...ran, cwd };
};

describe('the GitHub action', () => {
  it('is a composite action that puts no input into the text of a script', async () => {
    const { inputs, runs: how } = await read();
    expect(how.using).toBe('composite');
    for (const { description } of Object.values(inputs)) expect(description).toMatch(/\.$/u);
    for (const { shell, run: script } of how.steps) {
      expect(shell).toBe('bash');
      expect(script).not.toContain('${{');
    }
  });

  it('lets a permitted model through', async () => {
    const where = { region: 'eu', 'cloud-region': PERMITTED_PLACE, jurisdictions: 'EU-DE EU-FR' };
    const { cwd, ...ran } = await runGithub({ artifact: good.folder, ...where });
    expect(ran).toMatchObject({ code: 0, outputs: { decision: 'allow', digest: good.digest } });
    expect(ran.summary).toContain('ALLOW');
    expect(await sarifIn(cwd)).toEqual([]);
  });

  it('fails the job for a model without a permit, and tells why', async () => {
    const { cwd, ...ran } = await runGithub({ artifact: other.folder, region: 'eu' });
    expect(ran).toMatchObject({ code: 1, outputs: { decision: 'deny', digest: other.digest } });
    expect(ran.out).toContain('::error title=Carnet gate::');
    expect(ran.summary).toContain('no_permit');
    expect(await sarifIn(cwd)).toEqual(['GATE-NO-PERMIT']);
  });

  it('only warns where it is told to, but never when it could not ask', async () => {
    const warned = await runGithub({ artifact: other.folder, mode: 'warn' });
    expect(warned).toMatchObject({ code: 0, outputs: { decision: 'deny' } });
    expect(warned.out).toContain('::warning title=Carnet gate::');
    const stranger = await runGithub({ artifact: good.folder, mode: 'warn', token: wrongToken() });
    expect(stranger).toMatchObject({ code: 3, outputs: { decision: 'deny' } });
    expect(await runGithub({ artifact: good.folder, mode: 'wran' })).toMatchObject({ code: 2 });
    expect(await runGithub({ artifact: join(folder, 'none') })).toMatchObject({ code: 2 });
    const away = await runGithub({ artifact: good.folder, url: 'http://127.0.0.1:9' });
    expect(away).toMatchObject({ code: 1, outputs: { decision: 'deny' } });
  });

  it('runs nothing that an input says', async () => {
    const mark = join(folder, 'mark');
    const hostile = `$(touch ${mark}); touch ${mark} #`;
    for (const name of ['digest', 'region', 'cloud-region', 'jurisdictions', 'use-case']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { code } = await runGithub({ digest: good.digest, [name]: hostile });
      expect(code).not.toBe(0);
    }
    expect(existsSync(mark)).toBe(false);
  });

  it('takes no option from an input that is split into words', async () => {
    const jurisdictions = 'EU-DE --url http://127.0.0.1:9';
    const ran = await runGithub({ digest: good.digest, jurisdictions });
    expect(ran).toMatchObject({ code: 2, outputs: { decision: 'deny' } });
    expect(ran.out).toContain('`--url` is no place');
  });

  it('decides without a server by files', async () => {
    const offline = { url: 'http://127.0.0.1:9', token: '', ...files };
    expect(await runGithub({ artifact: good.folder, ...offline })).toMatchObject({ code: 0 });
    const no = await runGithub({ artifact: other.folder, ...offline });
    expect(no).toMatchObject({ code: 1, outputs: { decision: 'deny' } });
  });
});

describe('the GitLab job', () => {
  interface Job {
    readonly variables: Readonly<Record<string, string>>;
    readonly script: readonly string[];
    readonly artifacts: { readonly when: string; readonly paths: readonly string[] };
  }

  // Images with and without bash: GitLab takes the shell that is there.
  it.each(['bash', 'sh'])(
    'asks in %s',
    async (shell) => {
      const text = await readFile('deploy/gitlab/carnet-gate.gitlab-ci.yml', 'utf8');
      const { '.carnet-gate': job } = parse(text) as { '.carnet-gate': Job };
      expect(job.artifacts).toMatchObject({ when: 'always', paths: ['carnet-gate.sarif'] });
      const run = async (variables: Record<string, string>) => {
        const cwd = await workspace();
        const ran = await runProgram(shell, ['-c', job.script.join('\n')], {
          cwd,
          env: { ...env, ...job.variables, ...variables },
        });
        return { ...ran, cwd };
      };
      const place = { GATE_REGION: 'eu', GATE_CLOUD_REGION: PERMITTED_PLACE };
      const yes = await run({
        GATE_ARTIFACT: good.folder,
        ...place,
        GATE_JURISDICTIONS: 'EU-DE EU-FR',
      });
      expect(yes).toMatchObject({ code: 0 });
      expect(await sarifIn(yes.cwd)).toEqual([]);
      const no = await run({ GATE_ARTIFACT: other.folder, ...place });
      expect(no).toMatchObject({ code: 1 });
      expect(await sarifIn(no.cwd)).toEqual(['GATE-NO-PERMIT']);
      expect(await run({ GATE_ARTIFACT: other.folder, GATE_MODE: 'warn' })).toMatchObject({
        code: 0,
      });
      expect(await run({ GATE_ARTIFACT: other.folder, GATE_MODE: '' })).toMatchObject({ code: 2 });
      expect(await run({})).toMatchObject({ code: 2 });
      const smuggled = { GATE_DIGEST: good.digest, GATE_JURISDICTIONS: 'EU-DE --url http://x' };
      const refused = await run(smuggled);
      expect(refused).toMatchObject({ code: 2 });
      expect(refused.err).toContain('--url is no place\n');
      const offline = await run({
        GATE_ARTIFACT: good.folder,
        GATE_PERMIT: files.permit,
        GATE_TRUST: files.trust,
        GATE_REVOCATIONS: files.revocations,
        CARNET_URL: 'http://127.0.0.1:9',
      });
      expect(offline).toMatchObject({ code: 0 });
    },
    120_000,
  );
});

const main = async (): Promise<string> => readFile('deploy/terraform/main.tf', 'utf8');

const ask = async (query: Record<string, string>, more: Record<string, string> = {}) => {
  const [, named = ''] = /program = (\[.*\])/u.exec(await main()) ?? [];
  const module = resolve('deploy/terraform');
  const program = (JSON.parse(named) as string[]).map((word) =>
    word.replace('${path.module}', module),
  );
  const [command = '', ...argv] = program;
  const stdin = JSON.stringify(query);
  return runProgram(command, argv, { cwd: folder, env: { ...env, ...more }, stdin });
};

describe('the Terraform data source', () => {
  it('answers with an object of texts, whether it is yes or no', async () => {
    const where = { region: 'eu', cloud_region: PERMITTED_PLACE, jurisdictions: 'EU-DE EU-FR' };
    const blank = { digest: '', use_case: '', url: '' };
    const yes = await ask({ artifact: good.folder, ...where, ...blank });
    expect(yes).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(yes.out)).toMatchObject({
      decision: 'allow',
      digest: good.digest,
      reasons: '',
      permit: expect.stringMatching(/^\S+$/u) as string,
      expires_at: expect.stringMatching(/^\d{4}-/u) as string,
    });
    const no = await ask({ artifact: other.folder, ...where });
    expect(no).toMatchObject({ code: 0 });
    const answer = JSON.parse(no.out) as Record<string, unknown>;
    expect(answer).toMatchObject({ decision: 'deny', permit: '' });
    expect(answer['reasons']).toContain('no_permit: ');
    for (const value of Object.values(answer)) expect(typeof value).toBe('string');
    const away = await ask({ digest: good.digest, url: 'http://127.0.0.1:9' });
    expect(JSON.parse(away.out)).toMatchObject({ decision: 'deny' });
    const offline = await ask(
      { digest: other.digest, ...files },
      { CARNET_URL: 'http://0.0.0.0:9' },
    );
    expect(JSON.parse(offline.out)).toMatchObject({ decision: 'deny' });
  });

  it('fails for a question that cannot be asked', async () => {
    for (const query of [
      {},
      { artifact: join(folder, 'none') },
      { digest: 'x' },
      { regoin: 'eu' },
      { digest: good.digest, jurisdictions: 'EU-DE --url http://127.0.0.1:9' },
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { code, out, err } = await ask(query);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('carnet gate: ');
    }
    const refused = await ask({ digest: good.digest }, { CARNET_TOKEN: wrongToken() });
    expect(refused).toMatchObject({ code: 1, out: '' });
  });

  it('asks what the example hands it, and stops a plan on a no', async () => {
    const text = await main();
    const [, query = ''] = /query = \{(.*?)\n {2}\}/su.exec(text) ?? [];
    const names = [...query.matchAll(/^ +(\w+) +=/gmu)].map(([, name]) => name);
    expect(names).toContain('artifact');
    const blank = Object.fromEntries(names.map((name) => [name, '']));
    expect(await ask({ ...blank, digest: good.digest })).toMatchObject({ code: 0 });
    expect(text).toContain('self.result.decision == "allow"');
    expect(text).not.toMatch(/token\s*=/u);
  });
});

const runHook = async (argv: readonly string[]) =>
  runProgram('python3', [resolve('deploy/mlflow/carnet_gate.py'), ...argv], {
    cwd: folder,
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
  });

const script = (model: string) =>
  `from carnet_gate import require_permit\nprint(require_permit(${JSON.stringify(model)})["permit"])\nprint("deployed")`;

const deploy = async (model: string) =>
  runProgram('python3', ['-c', script(model)], {
    cwd: folder,
    env: { ...env, PYTHONPATH: resolve('deploy/mlflow'), PYTHONDONTWRITEBYTECODE: '1' },
  });

describe('the MLflow hook', () => {
  it('asks for the digest of a model folder', async () => {
    const place = ['--region', 'eu', '--cloud-region', PERMITTED_PLACE, '--jurisdiction', 'EU-DE'];
    const yes = await runHook([good.folder, ...place]);
    expect(yes).toMatchObject({ code: 0, err: '' });
    const told = { decision: 'allow', digest: good.digest, run_id: '0a1b2c' };
    expect(JSON.parse(yes.out)).toMatchObject(told);
    const no = await runHook([other.folder, ...place]);
    expect(no).toMatchObject({ code: 1 });
    expect(no.err).toContain('denied: no_permit: ');
    const offline = Object.entries(files).flatMap(([name, file]) => [`--${name}`, file]);
    expect(await runHook([good.folder, ...offline])).toMatchObject({ code: 0 });
    const swapped = await runHook([other.folder, ...offline]);
    expect(swapped).toMatchObject({ code: 1 });
    expect(swapped.err).toContain('other_artifact');
  });

  it('asks nothing for what is no model', async () => {
    const empty = await workspace();
    for (const wrong of [empty, join(folder, 'none'), 'models:/loan-default/7']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { code, err } = await runHook([wrong]);
      expect({ code, said: err.startsWith('carnet gate: ') }).toEqual({ code: 2, said: true });
    }
  });

  it('takes no option from a list of places', async () => {
    const smuggled = `${JSON.stringify(good.folder)}, jurisdictions=["EU-DE", "--url", "http://x"]`;
    const source = `from carnet_gate import require_permit\nrequire_permit(${smuggled})`;
    const { code, err } = await runProgram('python3', ['-c', source], {
      cwd: folder,
      env: { ...env, PYTHONPATH: resolve('deploy/mlflow'), PYTHONDONTWRITEBYTECODE: '1' },
    });
    expect(code).toBe(1);
    expect(err).toContain('GateError: `--url` is no place');
  });

  it('stops a deployment script on a no', async () => {
    expect((await deploy(good.folder)).out).toMatch(/\ndeployed\n$/u);
    const no = await deploy(other.folder);
    expect(no).toMatchObject({ code: 1, out: '' });
    expect(no.err).toContain('PermitDenied');
  });
});

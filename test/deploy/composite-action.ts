import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Ran, runProgram } from '../support/run-program.ts';

interface Step {
  readonly id?: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export interface ActionRun extends Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export async function readAction(path: string): Promise<Action> {
  return parse(await readFile(path, 'utf8')) as Action;
}

/** Runs the steps of a composite action as GitHub's runner does, up to the first that fails. */
export async function runAction(
  action: Action,
  inputs: Readonly<Record<string, string>>,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<ActionRun> {
  const values = new Map<string, string>();
  for (const [name, { default: value }] of Object.entries(action.inputs)) {
    values.set(`inputs.${name}`, inputs[name] ?? value);
  }
  const [output, summary] = [join(cwd, 'github-output'), join(cwd, 'github-summary')];
  await writeFile(summary, '');
  let ran: Ran = { code: 0, out: '', err: '' };
  for (const [n, step] of action.runs.steps.entries()) {
    const script = join(cwd, `step-${String(n)}.sh`);
    // oxlint-disable no-await-in-loop -- one step after the other
    await Promise.all([writeFile(script, step.run), writeFile(output, '')]);
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [
      name,
      filled(value, values),
    ]);
    ran = await runProgram('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd,
      env: {
        ...env,
        ...Object.fromEntries(own),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
      },
    });
    for (const line of (await readFile(output, 'utf8')).split('\n').filter((one) => one !== '')) {
      const [name = '', ...rest] = line.split('=');
      values.set(`steps.${step.id ?? ''}.outputs.${name}`, rest.join('='));
    }
    // oxlint-enable no-await-in-loop
    if (ran.code !== 0) break;
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [
    name,
    filled(value, values),
  ]);
  return {
    ...ran,
    outputs: Object.fromEntries(outputs) as Record<string, string>,
    summary: await readFile(summary, 'utf8'),
  };
}

function filled(value: string, values: ReadonlyMap<string, string>): string {
  return value.replaceAll(
    /\$\{\{\s*([\w.-]+)\s*\}\}/gu,
    (_, name: string) => values.get(name) ?? '',
  );
}

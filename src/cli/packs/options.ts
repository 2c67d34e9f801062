import { resolve } from 'node:path';
import type { Command } from 'commander';
import { PolicyLoadError } from '../../policy/policy.errors.ts';
import { shippedPolicies } from '../../policy/load.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { EXIT_INPUT } from '../io.ts';

/** Options of every command below `carnet packs`. */
export interface PacksOptions extends CommonOptions {
  readonly policies?: string;
}

/** Folder that the command works on. */
export function policiesOf({ policies }: PacksOptions): string {
  return policies === undefined ? shippedPolicies() : resolve(policies);
}

/** Adds what every command below `carnet packs` takes, and its help. */
export function withCommonOptions(command: Command, help: string): Command {
  return command
    .option('--policies <dir>', 'folder of the policies (default: those that ship with Carnet)')
    .option('--json', 'print JSON')
    .option('--no-color', 'print without colours')
    .addHelpText('after', help);
}

/** Runs a command; mistakes in the policies are mistakes of the input here, told all at once. */
export async function onPolicies(
  context: CommandContext,
  options: PacksOptions,
  work: () => Promise<void> | void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof PolicyLoadError)) throw error;
    const { code, message, problems } = error;
    if (options.json === true)
      context.json({ title: 'policy invalid', code, detail: message, problems });
    else context.warn(...`carnet: ${message} (${code})`.split('\n'));
    context.end(EXIT_INPUT);
  }
}

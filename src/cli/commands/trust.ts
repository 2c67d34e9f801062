import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { errorCode } from '../error-code.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import { trustOf } from '../trust.ts';

interface TrustOptions extends ServerOptions {
  readonly out?: string;
  readonly force?: boolean;
}

export function registerTrust(program: Command, context: CommandContext): void {
  const command = program
    .command('trust')
    .summary('fetch what packs and permits are verified with')
    .description(
      'Fetches the public keys and certificates of the regions that the server serves, as the trust file\n' +
        'that `carnet verify --trust` reads. Fetch it once, compare the fingerprints with those that the\n' +
        'server’s people tell you, and keep it: a pack must not bring its own.',
    )
    .option('-o, --out <file>', 'file to write (default: standard output)')
    .option('-f, --force', 'overwrite what is there');
  withServer(command)
    .addHelpText('after', HELP)
    .action((options: TrustOptions) => fetchTrust(options, context));
}

async function fetchTrust(options: TrustOptions, context: CommandContext): Promise<void> {
  const client = await context.client(options);
  const trust = trustOf((await client.regions()).items);
  if (options.out === undefined) {
    context.json(trust);
    return;
  }
  await write(options.out, `${JSON.stringify(trust, null, 2)}\n`, options);
  if (options.json === true) context.json({ file: options.out, ...trust });
  else {
    const regions = trust.keys.map(({ region }) => region).join(', ');
    context.print(`${options.out}: keys and certificates of ${regions}`);
  }
}

async function write(file: string, text: string, { force }: TrustOptions): Promise<void> {
  try {
    await writeFile(file, text, { flag: force === true ? 'w' : 'wx' });
  } catch (error) {
    const exists = errorCode(error) === 'EEXIST';
    throw new UsageError(
      `cannot write \`${file}\`: ${exists ? 'it is there already' : 'the place cannot be written to'}`,
      exists ? 'pass --force to overwrite it' : 'name another with --out',
    );
  }
}

const HELP = `
Examples:
  $ carnet trust
  $ carnet trust --out trust.json
${SERVER_EXIT_CODES}`;

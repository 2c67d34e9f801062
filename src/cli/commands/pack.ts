import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { sha256Hex } from '../../common/canonical-json.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { errorCode } from '../error-code.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';

interface PackOptions extends ServerOptions {
  readonly out?: string;
  readonly permit?: string;
  readonly oscal?: string;
  readonly force?: boolean;
}

export function registerPack(program: Command, context: CommandContext): void {
  const command = program
    .command('pack')
    .summary('fetch the evidence pack of a case')
    .description('Fetches the evidence pack of a case, a PDF, and writes it to a file.')
    .argument('<case>', 'id of the case')
    .option('-o, --out <file>', 'file to write (default: <case>.pdf)')
    .option('--permit <file>', 'write the signed permit, a DSSE envelope, to this file too')
    .option('--oscal <file>', 'write the OSCAL assessment results to this file too')
    .option('-f, --force', 'overwrite what is there');
  withServer(command)
    .addHelpText('after', HELP)
    .action((id: string, options: PackOptions) => fetchPack(id, options, context));
}

interface Written {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

async function fetchPack(id: string, options: PackOptions, context: CommandContext): Promise<void> {
  const client = await context.client(options);
  const written: Written[] = [];
  const { permit, oscal } = options;
  if (permit !== undefined) {
    const envelope = await client.permit(id);
    written.push(
      await write(permit, Buffer.from(`${JSON.stringify(envelope, null, 2)}\n`), options),
    );
  }
  if (oscal !== undefined)
    written.push(await write(oscal, await client.assessmentResults(id), options));
  written.push(await write(options.out ?? `${id}.pdf`, await client.pack(id), options));
  if (options.json === true) context.json({ case: id, files: written });
  else
    context.print(
      ...written.map(({ file, bytes, sha256 }) => `${file}  ${bytes} bytes  sha256:${sha256}`),
    );
}

async function write(file: string, bytes: Buffer, { force }: PackOptions): Promise<Written> {
  try {
    await writeFile(file, bytes, { flag: force === true ? 'w' : 'wx' });
  } catch (error) {
    const exists = errorCode(error) === 'EEXIST';
    const why = exists ? 'it is there already' : 'the place cannot be written to';
    throw new UsageError(
      `cannot write \`${file}\`: ${why}`,
      exists ? 'pass --force to overwrite it' : 'name another with --out',
    );
  }
  return { file, bytes: bytes.length, sha256: sha256Hex(bytes) };
}

const HELP = `
Examples:
  $ carnet pack eu-…
  $ carnet pack eu-… --out out/eu.pdf --permit out/eu.permit.json --force
  $ carnet pack eu-… --oscal out/eu.assessment-results.json
${SERVER_EXIT_CODES}`;

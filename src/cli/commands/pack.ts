import type { Command } from 'commander';
import type { CommandContext, ServerOptions } from '../context.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import { writeNew, type Written } from '../write-new.ts';

interface PackOptions extends ServerOptions {
  readonly out?: string;
  readonly permit?: string;
  readonly oscal?: string;
  readonly force?: boolean;
  readonly language?: string;
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
    .option('--language <language>', 'of its wording: en (default) or de')
    .option('-f, --force', 'overwrite what is there');
  withServer(command)
    .addHelpText('after', HELP)
    .action((id: string, options: PackOptions) => fetchPack(id, options, context));
}

async function fetchPack(id: string, options: PackOptions, context: CommandContext): Promise<void> {
  const client = await context.client(options);
  const written: Written[] = [];
  const { permit, oscal } = options;
  if (permit !== undefined) {
    const envelope = await client.permit(id);
    written.push(
      await writeNew(permit, Buffer.from(`${JSON.stringify(envelope, null, 2)}\n`), options),
    );
  }
  if (oscal !== undefined)
    written.push(await writeNew(oscal, await client.assessmentResults(id), options));
  const pdf = await client.pack(id, options.language);
  written.push(await writeNew(options.out ?? `${id}.pdf`, pdf, options));
  if (options.json === true) context.json({ case: id, files: written });
  else
    context.print(
      ...written.map(({ file, bytes, sha256 }) => `${file}  ${bytes} bytes  sha256:${sha256}`),
    );
}

const HELP = `
Examples:
  $ carnet pack eu-…
  $ carnet pack eu-… --out out/eu.pdf --permit out/eu.permit.json --force
  $ carnet pack eu-… --language de --out nachweis.pdf
  $ carnet pack eu-… --oscal out/eu.assessment-results.json
${SERVER_EXIT_CODES}`;

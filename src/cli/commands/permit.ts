import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exitCodeOf } from '../../evidence/check-line.ts';
import { checkPermit } from '../../permits/check-permit.ts';
import { checkLines } from '../check-lines.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions, ServerOptions } from '../context.ts';
import { type QuestionOptions, questionOf, withQuestion } from '../permit-question.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import { readJson, readTrust } from '../trust-file.ts';

interface VerifyOptions extends CommonOptions, QuestionOptions {
  readonly trust: string;
  readonly revocations?: string;
  readonly region?: string;
  readonly digest?: string;
}

interface FetchOptions extends ServerOptions {
  readonly out?: string;
  readonly region?: string;
}

/** Permits as files: fetched, and verified without a server. */
export function registerPermit(program: Command, context: CommandContext): void {
  const permit = program
    .command('permit')
    .summary('fetch a permit and what was taken back, verify it offline')
    .description('Permits as files: DSSE envelopes around in-toto statements.')
    .addHelpText('after', HELP);
  withServer(permit.command('show').description('Fetches the permit of a case.'))
    .argument('<case>', 'id of the case')
    .option('-o, --out <file>', 'file to write (default: standard output)')
    .option('--json', 'print JSON')
    .action(async (id: string, _: unknown, self: Command) => {
      await fetched(self, `/cases/${encodeURIComponent(id)}/permit`);
    });
  withServer(
    permit.command('revocations').description('Fetches the signed list of what was taken back.'),
  )
    .requiredOption('--region <region>', 'region whose list it is')
    .option('-o, --out <file>', 'file to write (default: standard output)')
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const { region = '' } = self.optsWithGlobals<FetchOptions>();
      await fetched(self, `/regions/${encodeURIComponent(region)}/revocations`);
    });
  withQuestion(
    permit
      .command('verify')
      .description('Verifies a permit offline: no server, no network.')
      .argument('<permit>', 'permit, a DSSE envelope in JSON')
      .requiredOption('--trust <file>', 'public keys you trust (`carnet trust`)')
      .option('--revocations <file>', 'list of what was taken back (`carnet permit revocations`)')
      .option('--region <region>', 'region it has to be of')
      .option('--digest <digest>', 'artifact it has to be for (`carnet digest`)'),
  )
    .option('--json', 'print JSON')
    .action(async (path: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<VerifyOptions>();
      const { region, digest, revocations } = options;
      const lines = checkPermit({
        permit: await readJson(path, 'name a permit, as `carnet permit show` writes it'),
        trust: await readTrust(options.trust),
        revocations:
          revocations === undefined
            ? undefined
            : await readJson(revocations, '`carnet permit revocations` writes one'),
        region,
        question: questionOf(digest, options),
      });
      if (options.json === true) {
        context.json({ permit: path, verified: exitCodeOf(lines) === 0, checks: lines });
      } else context.print(...checkLines(lines, context.style(options)));
      context.end(exitCodeOf(lines));
    });

  async function fetched(self: Command, path: string): Promise<void> {
    const options = self.optsWithGlobals<FetchOptions>();
    const { http } = await context.client(options);
    const envelope = await http.get<object>(path);
    if (options.out === undefined) {
      context.json(envelope);
      return;
    }
    try {
      await writeFile(options.out, `${JSON.stringify(envelope)}\n`);
    } catch {
      throw new UsageError(`cannot write \`${options.out}\``, 'name another file with --out');
    }
    if (options.json === true) context.json({ file: options.out });
    else context.print(options.out);
  }
}

const HELP = `
Examples:
  $ carnet permit show eu-… --out permit.json
  $ carnet permit revocations --region eu --out revocations.json
  $ carnet permit verify permit.json --trust trust.json --revocations revocations.json \\
      --digest sha256:… --cloud-region aws:eu-central-1

Exit codes of \`verify\`: 0 it holds, 1 a check failed, 2 nothing failed and something could not be settled
(without a revocation list nobody can say whether it was taken back).
${SERVER_EXIT_CODES}`;

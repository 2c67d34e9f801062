import { Command, CommanderError } from 'commander';
import { packageVersion } from '../common/package-version.ts';
import { registerAdmission } from './commands/admission.ts';
import { registerAudit } from './commands/audit.ts';
import { registerAway } from './commands/away.ts';
import { registerCheck } from './commands/check.ts';
import { registerComment } from './commands/comment.ts';
import { registerConfig } from './commands/config.ts';
import { registerDecide } from './commands/decide.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDeployments } from './commands/deployments.ts';
import { registerDocuments } from './commands/documents.ts';
import { registerDigest } from './commands/digest.ts';
import { registerEngagement } from './commands/engagement.ts';
import { registerGate } from './commands/gate.ts';
import { registerInbox } from './commands/inbox.ts';
import { registerInit } from './commands/init.ts';
import { registerJobs } from './commands/jobs.ts';
import { registerOperations } from './commands/operations.ts';
import { registerPack } from './commands/pack.ts';
import { registerPacks } from './commands/packs.ts';
import { registerPeople } from './commands/people.ts';
import { registerPermit } from './commands/permit.ts';
import { registerReport } from './commands/report.ts';
import { registerServe } from './commands/serve.ts';
import { registerStatus } from './commands/status.ts';
import { registerSubmit } from './commands/submit.ts';
import { registerTask } from './commands/task.ts';
import { registerTempo } from './commands/tempo.ts';
import { registerTokens } from './commands/tokens.ts';
import { registerTrust } from './commands/trust.ts';
import { registerVerify } from './commands/verify.ts';
import { registerWebhooks } from './commands/webhooks.ts';
import { CommandContext } from './context.ts';
import type { RegisterCommand } from './context.ts';
import { EXIT_INPUT, EXIT_OK } from './io.ts';
import type { CliIo } from './io.ts';
import { reportFailure } from './report-failure.ts';

/** Every command, in the order in which help lists them. A new command is one file and one line here. */
const COMMANDS: readonly RegisterCommand[] = [
  registerServe,
  registerDemo,
  registerInit,
  registerCheck,
  registerSubmit,
  registerStatus,
  registerInbox,
  registerTask,
  registerDecide,
  registerComment,
  registerAway,
  registerReport,
  registerTempo,
  registerGate,
  registerDeployments,
  registerAdmission,
  registerPermit,
  registerDigest,
  registerPack,
  registerPacks,
  registerVerify,
  registerTrust,
  registerAudit,
  registerEngagement,
  registerDocuments,
  registerJobs,
  registerOperations,
  registerPeople,
  registerTokens,
  registerWebhooks,
  registerConfig,
];

/**
 * Runs `carnet` with the words after its name; never throws and never ends the process.
 *
 * @returns the exit code: 0 ok, 1 the answer is no, 2 input or usage unreadable, 3 no server or broken
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const context = new CommandContext(io);
  const program = buildProgram(context);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_INPUT;
    return reportFailure(error, context, argv.includes('--json'));
  }
}

function buildProgram(context: CommandContext): Command {
  const { io } = context;
  const program = new Command('carnet')
    .description(
      'Gives an ML model its papers: decides, proves and times whether it may run in a region.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .addHelpText('after', HELP_AFTER)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help for examples)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const register of COMMANDS) register(program, context);
  for (const command of program.commands) {
    command.option('--json', 'print JSON').option('--no-color', 'print without colours');
  }
  return program;
}

const HELP_AFTER = `
Examples:
  $ carnet check examples/loan-default/manifest.yaml
  $ carnet serve
  $ carnet submit examples/loan-default/manifest.yaml --region eu

Exit codes:
  0  the answer is yes, or the thing was done
  1  the answer is no, or the server refused
  2  the input, or the way the command was called, could not be read
  3  the server does not answer, or something broke`;

import type { Command } from 'commander';
import type { CommandContext, ServerOptions } from '../context.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import type { Style } from '../style.ts';
import { textTable } from '../text-table.ts';

interface PauseLine {
  readonly region: string;
  readonly scope: string;
  readonly target: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

interface StopOptions extends ServerOptions {
  readonly region?: string;
  readonly reason?: string;
}

export function registerOperations(program: Command, context: CommandContext): void {
  const operations = program
    .command('operations')
    .summary('pause and resume a case, a stage or a kind of jobs')
    .description('Lets an administrator stop work and let it go on; everything is journaled.')
    .addHelpText('after', HELP);
  withServer(operations.command('list').description('Lists what is paused, by whom and why.'))
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<ServerOptions>();
      const { http } = await context.client(options);
      const { items } = await http.get<{ items: PauseLine[] }>('/operations/pauses');
      if (options.json === true) context.json({ items });
      else context.print(...pauseLines(items, context.style(options)));
    });
  stopper('pause', 'Stops a case, a stage or a kind of jobs.');
  stopper('resume', 'Lets go on what was paused.');

  function stopper(name: 'pause' | 'resume', description: string): void {
    withServer(operations.command(name).description(description))
      .argument('<scope>', '`case`, `stage` or `queue`')
      .argument('<target>', 'id of the case, name of the stage, or kind of jobs')
      .requiredOption('--region <region>', 'region in which it stands')
      .requiredOption('--reason <why>', 'goes into the journal, and to who meets the pause')
      .option('--json', 'print JSON')
      .action(async (scope: string, target: string, _: unknown, self: Command) => {
        const options = self.optsWithGlobals<StopOptions>();
        const { region, reason } = options;
        const { http } = await context.client(options);
        const done = await http.write('POST', `/operations/${name}`, {
          region,
          reason,
          scope,
          target,
        });
        if (options.json === true) context.json(done);
        else context.print(`${scope} ${target} is ${name}d`);
      });
  }
}

function pauseLines(items: readonly PauseLine[], style: Style): string[] {
  if (items.length === 0) return ['nothing is paused'];
  const rows = items.map(({ region, scope, target, by, at, reason }) => [
    region,
    scope,
    target,
    by,
    at,
    reason,
  ]);
  return textTable([['region', 'scope', 'target', 'by', 'since', 'reason'], ...rows], style);
}

const HELP = `
Examples:
  $ carnet operations list
  $ carnet operations pause case eu-… --region eu --reason "wrong file handed in"
  $ carnet operations resume queue webhook --region eu --reason "receiver is back"

A paused case takes no decisions until it is resumed. Withdrawing, suspending and revoking go on, and so does what
a permit rests on: expiry, conditions, reviews.
${SERVER_EXIT_CODES}`;

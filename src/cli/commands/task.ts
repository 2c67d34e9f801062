import type { Command } from 'commander';
import type { RegionTaskView, TaskView } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { regionTaskLines, taskLines } from '../render-case.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';

interface TaskOptions extends ServerOptions {
  readonly to?: string;
  readonly of?: string;
  readonly reason?: string;
  readonly region?: string;
  readonly outcome?: string;
}

/** Who is on a task: taking it, giving it back, giving it to somebody else. */
export function registerTask(program: Command, context: CommandContext): void {
  const task = program
    .command('task')
    .summary('take a task, give it back, give it to somebody else')
    .description('Says who is on a task. Who may decide does not change by it.')
    .addHelpText('after', HELP);
  mover('claim', 'Takes a task: others of the role see that you are on it.').action(
    async (id: string, key: string, _: unknown, self: Command) => {
      await move(self, pathOf(id, key, 'claim'), {});
    },
  );
  mover('release', 'Gives a task back.')
    .option('--of <person>', 'whose (administrators); default: yours')
    .option('--reason <text>', 'why; kept in the journal')
    .action(async (id: string, key: string, _: unknown, self: Command) => {
      const { of: person, reason } = self.optsWithGlobals<TaskOptions>();
      const body = { ...(person === undefined ? {} : { person }), ...(reason && { reason }) };
      await move(self, pathOf(id, key, 'release'), body);
    });
  mover('assign', 'Hands your task to somebody else; administrators assign any.')
    .requiredOption('--to <person>', 'id of the person: carl')
    .requiredOption('--reason <text>', 'why; kept in the journal')
    .action(async (id: string, key: string, _: unknown, self: Command) => {
      const { to: person, reason } = self.optsWithGlobals<TaskOptions>();
      await move(self, pathOf(id, key, 'assign'), { person, reason });
    });

  withServer(task.command('close').description('Closes a task of a region, beside the cases.'))
    .argument('<task>', 'its id, as `carnet inbox` shows it: task-…')
    .requiredOption('--region <region>', 'region it is of')
    .option('--outcome <outcome>', 'of break-glass: justified or not_justified', 'answered')
    .requiredOption('--reason <text>', 'why; kept in the journal')
    .option('--json', 'print JSON')
    .action(async (id: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<TaskOptions>();
      const { region, outcome, reason } = options;
      const { http } = await context.client(options);
      const path = `/region-tasks/${encodeURIComponent(id)}/close`;
      const after = await http.write<RegionTaskView>('POST', path, { region, outcome, reason });
      if (options.json === true) context.json(after);
      else context.print(...regionTaskLines([after], context.style(options)));
    });

  function mover(name: string, description: string): Command {
    return withServer(task.command(name).description(description))
      .argument('<case>', 'id of the case')
      .argument('<task>', 'key of the task: approval:compliance_officer')
      .option('--json', 'print JSON');
  }

  async function move(self: Command, path: string, body: object): Promise<void> {
    const options = self.optsWithGlobals<TaskOptions>();
    const { http } = await context.client(options);
    const after = await http.write<TaskView>('POST', path, body);
    if (options.json === true) context.json(after);
    else context.print(...taskLines([after], context.style(options)));
  }
}

function pathOf(id: string, key: string, act: string): string {
  return `/cases/${encodeURIComponent(id)}/tasks/${encodeURIComponent(key)}/${act}`;
}

const HELP = `
Examples:
  $ carnet task claim eu-… approval:compliance_officer
  $ carnet task assign eu-… approval:compliance_officer --to carl --reason "on leave from Monday"
  $ carnet task release eu-… approval:compliance_officer
  $ carnet task close task-… --region eu --reason "taken out of the cluster by hand"
${SERVER_EXIT_CODES}`;

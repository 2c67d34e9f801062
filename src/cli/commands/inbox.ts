import type { Command } from 'commander';
import type { PageOf, RegionTaskView, TaskView } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { regionTaskLines, taskLines } from '../render-case.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';

interface InboxOptions extends ServerOptions {
  readonly mine?: boolean;
  readonly unclaimed?: boolean;
  readonly overdue?: boolean;
  readonly role?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly case?: string;
  readonly cursor?: string;
}

interface Counts {
  readonly all: number;
  readonly mine: number;
  readonly unclaimed: number;
  readonly overdue: number;
}

/** What waits for whoever asks, narrowed. */
export function registerInbox(program: Command, context: CommandContext): void {
  const command = program
    .command('inbox')
    .summary('what waits for you, first due first')
    .description('Lists the open tasks of your roles in all your regions, first due first.')
    .option('--mine', 'only what you took or were given')
    .option('--unclaimed', 'only what nobody is on yet')
    .option('--overdue', 'only what should have been done by now')
    .option('--role <role>', 'only what waits for this role: compliance_officer')
    .option('--stage <stage>', 'only this stage: approval')
    .option('--region <region>', 'only this region: eu')
    .option('--case <case>', 'only this case')
    .option('--cursor <cursor>', 'go on behind an earlier page');
  withServer(command)
    .addHelpText('after', HELP)
    .action((options: InboxOptions) => inbox(options, context));
}

async function inbox(options: InboxOptions, context: CommandContext): Promise<void> {
  const { http } = await context.client(options);
  const { items, next_cursor: next } = await http.get<PageOf<TaskView>>(
    `/tasks${queryOf(options)}`,
  );
  const region =
    options.region === undefined ? '' : `?region=${encodeURIComponent(options.region)}`;
  const { items: others } = await http.get<PageOf<RegionTaskView>>(`/region-tasks${region}`);
  const counts = await http.get<Counts>(`/tasks/counts${region}`);
  if (options.json === true) {
    context.json({ items, counts, region_tasks: others, next_cursor: next ?? null });
    return;
  }
  const style = context.style(options);
  const { all, mine, unclaimed, overdue } = counts;
  context.print(
    style.bold(items.length === 0 ? 'Nothing of this waits for you.' : 'Waiting for you'),
    ...taskLines(items, style),
    ...(others.length === 0 ? [] : ['', style.bold('Beside the cases')]),
    ...regionTaskLines(others, style),
    '',
    style.dim(`${all} in all: ${mine} yours, ${unclaimed} nobody’s yet, ${overdue} overdue`),
    ...(next ? [style.dim(`more: --cursor ${next}`)] : []),
  );
}

function queryOf(options: InboxOptions): string {
  const { mine, unclaimed, overdue, role, stage, region, cursor } = options;
  const held = unclaimed === true ? 'nobody' : undefined;
  const asked = {
    held: mine === true ? 'me' : held,
    overdue: overdue === true ? 'true' : undefined,
    role,
    stage,
    region,
    case: options.case,
    cursor,
  };
  const stated = Object.entries(asked).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return stated.length === 0 ? '' : `?${new URLSearchParams(stated).toString()}`;
}

const HELP = `
Examples:
  $ carnet inbox                              everything, first due first
  $ carnet inbox --overdue --region eu        what is late in the EU
  $ carnet inbox --unclaimed --json           what nobody is on, for a program
${SERVER_EXIT_CODES}`;

import type { Command } from 'commander';
import type { PageOf, StandInView } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { textTable } from '../text-table.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import type { Style } from '../style.ts';

interface AwayOptions extends ServerOptions {
  readonly region?: string;
  readonly reason?: string;
  readonly standIn?: string;
  readonly of?: string;
  readonly role?: readonly string[];
  readonly from?: string;
  readonly until?: string;
}

/** Who takes whose place while they are away. */
export function registerAway(program: Command, context: CommandContext): void {
  const away = program
    .command('away')
    .summary('let somebody stand in for you, or see who does for whom')
    .description('Says who takes whose place for a while; everything is journaled.')
    .addHelpText('after', HELP);
  withServer(away.command('list').description('Lists who stands in for whom, now and later.'))
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<AwayOptions>();
      const { http } = await context.client(options);
      const { items } = await http.get<PageOf<StandInView>>('/stand-ins');
      if (options.json === true) context.json({ items });
      else context.print(...standInLines(items, context.style(options)));
    });
  acting('add', 'Lets somebody take your place.')
    .requiredOption('--stand-in <person>', 'who takes it: carl')
    .requiredOption('--until <instant>', 'when it ends: 2027-01-07T08:00:00Z')
    .option('--from <instant>', 'when it begins (default: now)')
    .option('--role <role...>', 'only in these roles (default: every role in which you decide)')
    .option('--of <person>', 'whose place (administrators); default: yours')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<AwayOptions>();
      const { region, reason, from, until } = options;
      const { http } = await context.client(options);
      const made = await http.write<StandInView>('POST', '/stand-ins', {
        region,
        reason,
        until,
        stand_in: options.standIn,
        ...(from === undefined ? {} : { from }),
        ...(options.role ? { roles: options.role } : {}),
        ...(options.of === undefined ? {} : { person: options.of }),
      });
      if (options.json === true) context.json(made);
      else context.print(...standInLines([made], context.style(options)));
    });
  acting('end', 'Ends it before its time; what was decided stands.')
    .argument('<id>', 'id of it (place-…)')
    .action(async (id: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<AwayOptions>();
      const { region, reason } = options;
      const { http } = await context.client(options);
      const path = `/stand-ins/${encodeURIComponent(id)}/end`;
      const done = await http.write('POST', path, { region, reason });
      if (options.json === true) context.json(done);
      else context.print(`${id} is over`);
    });

  function acting(name: string, description: string): Command {
    return withServer(away.command(name).description(description))
      .requiredOption('--region <region>', 'region in which the roles are held')
      .requiredOption('--reason <why>', 'goes into the journal')
      .option('--json', 'print JSON');
  }
}

function standInLines(items: readonly StandInView[], style: Style): string[] {
  if (items.length === 0) return ['nobody is away'];
  const rows = items.map((one) => [
    one.id,
    one.region,
    one.person,
    one.stand_in,
    one.roles.length === 0 ? 'all' : one.roles.join(', '),
    one.from.slice(0, 16),
    one.until.slice(0, 16),
    one.reason,
  ]);
  const heads = ['id', 'region', 'away', 'stand-in', 'roles', 'from', 'until', 'reason'];
  return textTable([heads, ...rows], style);
}

const HELP = `
Examples:
  $ carnet away add --region eu --stand-in carl --until 2027-01-07T08:00:00Z --reason leave
  $ carnet away list
  $ carnet away end place-… --region eu --reason "back early"

Neither of the two counts beside the other: two approvals of a quorum need two people of their own.
${SERVER_EXIT_CODES}`;

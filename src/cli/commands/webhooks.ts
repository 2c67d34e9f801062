import type { Command } from 'commander';
import type { CommandContext, ServerOptions } from '../context.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import { textTable } from '../text-table.ts';

interface WebhookLine {
  readonly region: string;
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly disabled_why: string | null;
}

interface WebhookOptions extends ServerOptions {
  readonly region?: string;
  readonly reason?: string;
  readonly types?: readonly string[];
  readonly case?: string;
}

export function registerWebhooks(program: Command, context: CommandContext): void {
  const webhooks = program
    .command('webhooks')
    .summary('endpoints that are told of events: list, add, rotate, enable, remove, replay')
    .description('Administers the endpoints that get signed webhooks.')
    .addHelpText('after', HELP);
  withServer(webhooks.command('list').description('Lists the endpoints; secrets never show.'))
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<WebhookOptions>();
      const { http } = await context.client(options);
      const { items } = await http.get<{ items: WebhookLine[] }>('/webhooks');
      if (options.json === true) context.json({ items });
      else if (items.length === 0) context.print('no endpoints');
      else context.print(...textTable(rowsOf(items), context.style(options)));
    });
  act('add', 'Adds an endpoint, and prints its secret once.', '<url>').option(
    '--types <type...>',
    'types of events, such as PERMIT_ISSUED (default: all)',
  );
  act('rotate', 'Gives an endpoint a new secret; the old one signs too for a day.', '<id>');
  act('enable', 'Sends to a disabled endpoint again.', '<id>');
  act('remove', 'Removes an endpoint and what waits for it.', '<id>');
  act('replay', 'Sends the events of a case again.', '<id>').requiredOption(
    '--case <case>',
    'case whose events are sent',
  );

  function act(name: string, description: string, argument: string): Command {
    return withServer(webhooks.command(name).description(description).argument(argument))
      .requiredOption('--region <region>', 'region of the endpoint')
      .requiredOption('--reason <why>', 'goes into the journal')
      .option('--json', 'print JSON')
      .action(async (what: string, _: unknown, self: Command) => {
        const options = self.optsWithGlobals<WebhookOptions>();
        const { region, reason, types } = options;
        const { http } = await context.client(options);
        const path = name === 'add' ? '/webhooks' : `/webhooks/${encodeURIComponent(what)}/${name}`;
        const more = {
          ...(name === 'add' ? { url: what, ...(types ? { types } : {}) } : {}),
          ...(name === 'replay' ? { case: options.case } : {}),
        };
        const body = { region, reason, ...more };
        const done = await http.write<{ id: string; secret: string | null }>('POST', path, body);
        if (options.json === true) context.json(done);
        else context.print(done.secret === null ? `${done.id}: done` : `${done.id} ${done.secret}`);
      });
  }
}

function rowsOf(items: readonly WebhookLine[]): string[][] {
  const rows = items.map(({ region, id, url, types, disabled_why: why }) => [
    region,
    id,
    url,
    types.length === 0 ? 'all' : types.join(' '),
    why ?? '',
  ]);
  return [['region', 'id', 'address', 'types', 'disabled because'], ...rows];
}

const HELP = `
Examples:
  $ carnet webhooks list
  $ carnet webhooks add https://hooks.example.org/carnet --region eu --reason "pipeline" --types PERMIT_ISSUED
  $ carnet webhooks replay whk-… --case eu-… --region eu --reason "receiver lost them"
${SERVER_EXIT_CODES}`;

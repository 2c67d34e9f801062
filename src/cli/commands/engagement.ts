import type { Command } from 'commander';
import type { EngagementView, PageOf } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import type { Style } from '../style.ts';
import { textTable } from '../text-table.ts';

interface EngagementOptions extends ServerOptions {
  readonly region?: string;
  readonly reason?: string;
  readonly person?: string;
  readonly case?: readonly string[];
  readonly periodFrom?: string;
  readonly periodUntil?: string;
  readonly from?: string;
  readonly until?: string;
}

/** What auditors may look at, and until when. */
export function registerEngagement(program: Command, context: CommandContext): void {
  const engagement = program
    .command('engagement')
    .summary('engage auditors: what they may look at, until when')
    .description('Says what an auditor may look at in a region, and until when; journaled.')
    .addHelpText('after', HELP);
  withServer(engagement.command('list').description('Lists engagements, those that are over too.'))
    .option('--region <region>', 'of this region only')
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<EngagementOptions>();
      const { http } = await context.client(options);
      const { region } = options;
      const query = region === undefined ? '' : `?region=${encodeURIComponent(region)}`;
      const { items } = await http.get<PageOf<EngagementView>>(`/engagements${query}`);
      if (options.json === true) context.json({ items });
      else context.print(...linesOf(items, context.style(options)));
    });
  acting('open', 'Engages an auditor.')
    .argument('<person>', 'the auditor: audrey')
    .requiredOption('--until <instant>', 'when access ends: 2027-03-31T00:00:00Z')
    .option('--from <instant>', 'when it begins (default: now)')
    .option('--case <case...>', 'only these cases (default: every case of the period)')
    .option('--period-from <day>', 'first day that is audited: 2026-01-01')
    .option('--period-until <day>', 'last day that is audited: 2026-12-31')
    .action(async (person: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<EngagementOptions>();
      const { http } = await context.client(options);
      const made = await http.write<EngagementView>('POST', '/engagements', {
        person,
        region: options.region,
        reason: options.reason,
        until: options.until,
        from: options.from,
        cases: options.case,
        period_from: options.periodFrom,
        period_until: options.periodUntil,
      });
      if (options.json === true) context.json(made);
      else context.print(...linesOf([made], context.style(options)));
    });
  acting('end', 'Ends an engagement before its time.')
    .argument('<id>', 'id of it (eng-…)')
    .action(async (id: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<EngagementOptions>();
      const { region, reason } = options;
      const { http } = await context.client(options);
      const path = `/engagements/${encodeURIComponent(id)}/end`;
      const done = await http.write('POST', path, { region, reason });
      if (options.json === true) context.json(done);
      else context.print(`${id} is over`);
    });

  function acting(name: string, description: string): Command {
    return withServer(engagement.command(name).description(description))
      .requiredOption('--region <region>', 'region that is looked at')
      .requiredOption('--reason <why>', 'goes into the journal')
      .option('--json', 'print JSON');
  }
}

function linesOf(items: readonly EngagementView[], style: Style): string[] {
  if (items.length === 0) return ['no auditor is engaged'];
  const rows = items.map((one) => [
    one.id,
    one.region,
    one.person,
    one.cases === null ? 'all' : `${one.cases.length}`,
    `${one.period_from ?? ''}..${one.period_until ?? ''}`,
    one.from.slice(0, 16),
    one.until.slice(0, 16),
    one.ended_at === null ? '' : `ended ${one.ended_at.slice(0, 16)}`,
    one.reason,
  ]);
  const heads = ['id', 'region', 'auditor', 'cases', 'period', 'from', 'until', '', 'reason'];
  return textTable([heads, ...rows], style);
}

const HELP = `
Examples:
  $ carnet engagement open audrey --region eu --until 2027-03-31T00:00:00Z \\
      --period-from 2026-01-01 --period-until 2026-12-31 --reason "audit of 2026"
  $ carnet engagement list
  $ carnet engagement end eng-… --region eu --reason "report is in"

A case is of a period when it was there in it: begun before its end, and not over before its start.
${SERVER_EXIT_CODES}`;

import type { Command } from 'commander';
import type { CaseView } from '../client.types.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { caseLines } from '../render-case.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';

interface ReportOptions extends ServerOptions {
  readonly reason?: string;
  readonly aware?: string;
  readonly metric?: string;
  readonly value?: string;
  readonly limit?: string;
}

/** What is told of a case besides decisions and papers: an incident, drift, an appeal against its rejection. */
export function registerReport(program: Command, context: CommandContext): void {
  const report = program
    .command('report')
    .summary('report an incident or drift of what runs, appeal against a rejection')
    .description(
      'Tells a case what happened to the model that runs, or appeals against its rejection.',
    )
    .addHelpText('after', HELP);
  teller('incident', 'Suspends the permit and opens a task for each authority with its deadline.')
    .argument('<kind>', 'kind of incident that the region knows: personal_data_breach, …')
    .option('--aware <instant>', 'when you became aware of it (default: now)')
    .action(async (id: string, kind: string, _: unknown, self: Command) => {
      const { reason, aware } = self.optsWithGlobals<ReportOptions>();
      const body = { kind, reason, ...(aware === undefined ? {} : { aware_at: aware }) };
      await tell(self, `/cases/${encodeURIComponent(id)}/incidents`, body);
    });
  teller('drift', 'Calls the periodic review in at once.')
    .requiredOption('--metric <name>', 'what was measured: population_stability_index')
    .requiredOption('--value <number>', 'what it came to')
    .requiredOption('--limit <number>', 'the limit it crossed')
    .action(async (id: string, _: unknown, self: Command) => {
      const { reason, metric, value, limit } = self.optsWithGlobals<ReportOptions>();
      const body = { metric, value: numberOf(value), threshold: numberOf(limit), reason };
      await tell(self, `/cases/${encodeURIComponent(id)}/drift`, body);
    });
  teller('appeal', 'Asks somebody else than the person who rejected.').action(
    async (id: string, _: unknown, self: Command) => {
      const { reason } = self.optsWithGlobals<ReportOptions>();
      await tell(self, `/cases/${encodeURIComponent(id)}/appeal`, { reason });
    },
  );

  function teller(name: string, description: string): Command {
    return withServer(report.command(name).description(description))
      .argument('<case>', 'id of the case')
      .requiredOption('--reason <text>', 'what happened, or why; kept in the journal')
      .option('--json', 'print JSON');
  }

  async function tell(self: Command, path: string, body: object): Promise<void> {
    const options = self.optsWithGlobals<ReportOptions>();
    const { http } = await context.client(options);
    const after = await http.write<CaseView>('POST', path, body);
    if (options.json === true) context.json(after);
    else context.print(...caseLines(after, context.style(options)));
  }
}

function numberOf(text = ''): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`\`${text}\` is no number`, 'write 0.31');
  return value;
}

const HELP = `
Examples:
  $ carnet report incident eu-… personal_data_breach --reason "a backup was open to the internet"
  $ carnet report drift eu-… --metric psi --value 0.31 --limit 0.25 --reason "shift since March"
  $ carnet report appeal eu-… --reason "the finding rests on a manifest we replaced"
${SERVER_EXIT_CODES}`;

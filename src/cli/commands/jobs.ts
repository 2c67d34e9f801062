import type { Command } from 'commander';
import type { CommandContext, ServerOptions } from '../context.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import type { Style } from '../style.ts';
import { textTable } from '../text-table.ts';

interface JobLine {
  readonly region: string;
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly state: string;
  readonly attempts: number;
  readonly run_at: string;
  readonly last_error: string | null;
}

interface DeedOptions extends ServerOptions {
  readonly region?: string;
  readonly reason?: string;
}

export function registerJobs(program: Command, context: CommandContext): void {
  const jobs = program
    .command('jobs')
    .summary('work that waits or is stuck: list, dead, retry, cancel')
    .description('Shows what the service still owes, and lets an administrator deal with it.')
    .addHelpText('after', HELP);
  lister(jobs.command('list').description('Lists the jobs that wait, and the dead ones.'), '');
  lister(jobs.command('dead').description('Lists the jobs that are tried no more.'), '?state=dead');
  deed('retry', 'Has a job tried again now.');
  deed('cancel', 'Takes a job off for good.');

  function lister(command: Command, query: string): void {
    withServer(command)
      .option('--json', 'print JSON')
      .action(async (_: unknown, self: Command) => {
        const options = self.optsWithGlobals<ServerOptions>();
        const { http } = await context.client(options);
        const { items } = await http.get<{ items: JobLine[] }>(`/operations/jobs${query}`);
        if (options.json === true) context.json({ items });
        else context.print(...jobLines(items, context.style(options)));
      });
  }

  function deed(name: 'retry' | 'cancel', description: string): void {
    withServer(jobs.command(name).description(description).argument('<id>', 'number of the job'))
      .requiredOption('--region <region>', 'region in which the job waits')
      .requiredOption('--reason <why>', 'goes into the journal')
      .option('--json', 'print JSON')
      .action(async (id: string, _: unknown, self: Command) => {
        const options = self.optsWithGlobals<DeedOptions>();
        const { region, reason } = options;
        const { http } = await context.client(options);
        const path = `/operations/jobs/${encodeURIComponent(id)}/${name}`;
        const done = await http.write('POST', path, { region, reason });
        if (options.json === true) context.json(done);
        else
          context.print(name === 'retry' ? `job ${id} is tried again` : `job ${id} is taken off`);
      });
  }
}

function jobLines(items: readonly JobLine[], style: Style): string[] {
  if (items.length === 0) return ['no jobs'];
  const rows = items.map((job) => [
    job.region,
    job.id,
    job.kind,
    job.state,
    String(job.attempts),
    job.run_at,
    job.last_error ?? '',
  ]);
  return textTable(
    [['region', 'id', 'kind', 'state', 'tries', 'next try', 'last error'], ...rows],
    style,
  );
}

const HELP = `
Examples:
  $ carnet jobs list
  $ carnet jobs dead --json
  $ carnet jobs retry 4711 --region eu --reason "receiver is back"
  $ carnet jobs cancel 4711 --region eu --reason "endpoint is gone"
${SERVER_EXIT_CODES}`;

import type { Command } from 'commander';
import type { Completeness } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { withServer } from '../server-options.ts';
import { harmless } from '../style.ts';

interface CompletenessOptions extends ServerOptions {
  readonly region: string;
  readonly from?: string;
  readonly to?: string;
}

/** Exit code of a report that found something missing. */
const HOLES = 1;

export function registerCompleteness(audit: Command, context: CommandContext): void {
  withServer(
    audit
      .command('completeness')
      .description(
        'Says of all that ran whether answer, permit and decisions are there; 1 if not.',
      ),
  )
    .requiredOption('--region <region>', 'region it ran in')
    .option('--from <day>', 'default: a year ago')
    .option('--to <day>', 'default: now')
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<CompletenessOptions>();
      const { http } = await context.client(options);
      const { region, from, to } = options;
      const asked = new URLSearchParams({ ...(from && { from }), ...(to && { to }) }).toString();
      const path = `/regions/${encodeURIComponent(region)}/completeness?${asked}`;
      const told = await http.get<Completeness>(path);
      if (told.holes.length > 0) context.end(HOLES);
      if (options.json === true) {
        context.json(told);
        return;
      }
      const style = context.style(options);
      const { runs, answers, permits, holes } = told.counts;
      context.print(
        `${region}, ${told.from.slice(0, 10)} to ${told.to.slice(0, 10)}: ${runs} runs, ${answers} answers that let run, ${permits} permits`,
        holes === 0 ? style.green('nothing is missing') : style.red(`${holes} holes`),
        ...told.holes.map(({ code, detail }) => `  ${style.bold(code)}  ${harmless(detail)}`),
        style.dim(`last held against the permits: ${told.swept_at ?? 'never'}`),
      );
    });
}

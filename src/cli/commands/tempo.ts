import type { Command } from 'commander';
import type { CommandContext, ServerOptions } from '../context.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import type * as answers from '../tempo/tempo-answers.ts';
import * as lines from '../tempo/tempo-lines.ts';
import type { Style } from '../style.ts';
import { writeNew } from '../write-new.ts';

interface TempoOptions extends ServerOptions {
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
  readonly where?: readonly string[];
  readonly more?: string;
  readonly role?: string;
  readonly days?: string;
  readonly rule?: string;
  readonly out?: string;
  readonly force?: boolean;
}

/** Where the time goes. */
export function registerTempo(program: Command, context: CommandContext): void {
  const tempo = program
    .command('tempo')
    .summary('where the time goes, and what would shorten the way')
    .description(
      'Measures requests from the journal: how long things took, whom they waited for, what slows them.',
    );
  const part = (name: string, summary: string): Command =>
    withServer(
      tempo
        .command(name)
        .summary(summary)
        .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
        .option('--region <region>', 'only this region: eu')
        .option('--from <day>', 'first day of the period; default: a year ago')
        .option('--to <day>', 'last day of the period; default: today')
        .option('--json', 'print JSON'),
    ).addHelpText('after', SERVER_EXIT_CODES);
  registerAsked(part, context);
  registerTold(part, context);
  registerReport(tempo, context);
  tempo.addHelpText('after', HELP);
}

type Part = (name: string, summary: string) => Command;

function registerTold(part: Part, context: CommandContext): void {
  part('overview', 'the figures of each region beside each other').action(
    async (_: unknown, self: Command) =>
      show<{ items: answers.OverviewItem[] }>('', {}, { self, context }, ({ items }, style) =>
        lines.overviewLines(items, style),
      ),
  );
  part('causes', 'what slows cases down, other things being equal').action(
    async (_: unknown, self: Command) =>
      show<{ items: answers.CauseItem[]; compared_with: string | null }>(
        '/causes',
        {},
        { self, context },
        ({ items, compared_with: with_ }, style) => lines.causeLines(items, with_, style),
      ),
  );
  part('rules', 'which rule costs how much waiting, and how often it changed anything').action(
    async (_: unknown, self: Command) =>
      show<{ items: answers.RuleItem[] }>('/rules', {}, { self, context }, ({ items }, style) =>
        lines.ruleLines(items, style),
      ),
  );
  part('queues', 'where queues form, and which is the constraint').action(
    async (_: unknown, self: Command) =>
      show<{ items: answers.QueueItem[]; constraint: string | null }>(
        '/queues',
        {},
        { self, context },
        ({ items, constraint }, style) => lines.queueLines(items, constraint, style),
      ),
  );
  part('forecast', 'when each open case will have its permit').action(
    async (_: unknown, self: Command) =>
      show<{ items: answers.ForecastItem[]; fewest: number }>(
        '/forecasts',
        {},
        { self, context },
        ({ items, fewest }, style) => lines.forecastLines(items, fewest, style),
      ),
  );
}

function registerReport(tempo: Command, context: CommandContext): void {
  withServer(
    tempo
      .command('report')
      .summary('what a month took, as a PDF')
      .description(
        'Fetches the monthly report, a PDF: what a month took, and what would shorten it.',
      )
      .argument('<month>', 'such as 2026-10')
      .option('--region <region>', 'only this region; default: all you may read, side by side')
      .option('-o, --out <file>', 'file to write; default: carnet-tempo-<month>.pdf')
      .option('-f, --force', 'overwrite what is there')
      .option('--json', 'print JSON'),
  )
    .addHelpText('after', SERVER_EXIT_CODES)
    .action(async (month: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<TempoOptions>();
      const { http } = await context.client(options);
      const query = new URLSearchParams({ month });
      if (options.region !== undefined) query.set('region', options.region);
      const bytes = await http.getBytes(`/tempo/report?${query.toString()}`);
      const written = await writeNew(options.out ?? `carnet-tempo-${month}.pdf`, bytes, options);
      if (options.json === true) context.json(written);
      else context.print(`${written.file}  ${written.bytes} bytes  sha256:${written.sha256}`);
    });
}

function registerAsked(part: Part, context: CommandContext): void {
  part('waiting', 'how long turns took, grouped')
    .argument('<by>', 'stage, role, waits_on, factor, rule, instrument, document, team, month …')
    .option('--where <dimension:value...>', 'only turns of which this holds: stage:approval')
    .action(async (by: string, _: unknown, self: Command) =>
      show<{ items: answers.WaitingItem[] }>(
        '/waiting',
        { by, where: self.optsWithGlobals<TempoOptions>().where },
        { self, context },
        ({ items }, style) => lines.waitingLines(by, items, style),
      ),
    );
  part('compare', 'two regions, or two periods, with 95 % intervals')
    .argument('<with>', 'a region, or a period such as 2025-01-01..2025-12-31')
    .action(async (other: string, _: unknown, self: Command) =>
      show<answers.ComparisonAnswer>(
        '/comparison',
        { with: other },
        { self, context },
        lines.comparisonLines,
      ),
    );
  part('what-if', 'how long the same cases would have taken with one thing changed')
    .argument('<change>', 'people, documents_earlier or evidence_reused')
    .option('--role <role>', 'of people: whose queue is shared')
    .option('--more <n>', 'of people: how many more')
    .option('--days <n>', 'of documents_earlier: how many days')
    .option('--rule <rule>', 'of evidence_reused: whose evidence is there already')
    .action(async (change: string, _: unknown, self: Command) => {
      const { role, more, days, rule } = self.optsWithGlobals<TempoOptions>();
      return show<answers.WhatIfAnswer>(
        '/what-if',
        { change, role, more, days, rule },
        { self, context },
        lines.whatIfLines,
      );
    });
}

type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

// oxlint-disable-next-line no-unnecessary-type-parameters -- what the server answers, as the caller knows it
async function show<T>(
  path: string,
  asked: Asked,
  { self, context }: { readonly self: Command; readonly context: CommandContext },
  render: (answer: T, style: Style) => readonly string[],
): Promise<void> {
  const options = self.optsWithGlobals<TempoOptions>();
  const { http } = await context.client(options);
  const { region, from, to } = options;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, region, from, to }))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  const answer = await http.get<T>(`/tempo${path}?${query.toString()}`);
  if (options.json === true) context.json(answer);
  else context.print(...render(answer, context.style(options)));
}

const HELP = `
Examples:
  $ carnet tempo overview                                       EU beside North America
  $ carnet tempo waiting role --where stage:validation          who is waited for in a stage
  $ carnet tempo compare north-america --region eu              two regions, with intervals
  $ carnet tempo what-if people --role compliance_officer --more 2
`;

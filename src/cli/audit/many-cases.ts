import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { withServer } from '../server-options.ts';

interface ManyOptions extends ServerOptions {
  readonly region: string;
  readonly from?: string;
  readonly until?: string;
  readonly of?: string;
  readonly status?: string;
  readonly outcome?: string;
  readonly stage?: string;
  readonly nonce?: string;
  readonly size?: string;
  readonly out?: string;
}

interface PopulationAnswer {
  readonly count: number;
  readonly sha256: string;
  readonly checkpoint: { readonly size: number; readonly root: string };
}

type SampleAnswer = PopulationAnswer & {
  readonly id: string;
  readonly seed: string;
  readonly cases: readonly string[];
};

const NARROWING = ['from', 'until', 'of', 'status', 'outcome', 'stage'] as const;

/** `population`, `sample` and `export`: many cases at once. */
export function registerManyCases(audit: Command, context: CommandContext): void {
  asking(audit, 'population', 'Counts the cases that a query means, and hashes their list.')
    .option('-o, --out <file>', 'write the list of cases to this file too')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<ManyOptions>();
      const { http } = await context.client(options);
      const told = await http.get<PopulationAnswer>(pathOf('population', options));
      if (options.out !== undefined)
        await writeFile(options.out, await http.getBytes(pathOf('population/cases', options)));
      if (options.json === true) context.json(told);
      else context.print(...linesOf(told));
    });
  asking(audit, 'sample', 'Draws a random sample that anybody can draw again; journaled.')
    .requiredOption('--nonce <text>', 'what you choose: new for each sample')
    .requiredOption('--size <n>', 'how many cases')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<ManyOptions>();
      const { http } = await context.client(options);
      const path = `/regions/${encodeURIComponent(options.region)}/samples`;
      const body = { ...narrowing(options), nonce: options.nonce, size: sizeOf(options) };
      const drawn = await http.write<SampleAnswer>('POST', path, body);
      if (options.json === true) context.json(drawn);
      else context.print(...linesOf(drawn), `seed ${drawn.seed}`, ...drawn.cases);
    });
  asking(audit, 'export', 'Fetches the packs of all these cases, or of a sample, as one ZIP.')
    .option('--nonce <text>', 'only a sample: what you choose')
    .option('--size <n>', 'only a sample: how many cases')
    .requiredOption('-o, --out <file>', 'file to write; it must not be there yet')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<ManyOptions>();
      const { out = '' } = options;
      const { http } = await context.client(options);
      const body = await http.getStream(pathOf('export', options));
      await pipeline(Readable.fromWeb(body), createWriteStream(out, { flags: 'wx' }));
      if (options.json === true) context.json({ file: out });
      else context.print(`${out}: check it with \`carnet verify ${out} --trust trust.json\``);
    });
}

function asking(audit: Command, name: string, description: string): Command {
  return withServer(audit.command(name).description(description))
    .requiredOption('--region <region>', 'region that is looked at')
    .option('--from <day>', 'first day of the period, UTC')
    .option('--until <day>', 'last day of the period, UTC')
    .option('--of <what>', 'what lies in the period: lived (default), opened or decided')
    .option('--status <status>', 'only cases of this status')
    .option('--outcome <outcome>', 'only cases for which the law came to this')
    .option('--stage <stage>', 'only cases that stand in this stage')
    .option('--json', 'print JSON');
}

function narrowing(options: ManyOptions): Record<string, string> {
  const given = NARROWING.map((name) => [name, options[name]] as const);
  return Object.fromEntries(given.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function pathOf(what: string, options: ManyOptions): string {
  const { region, nonce, size } = options;
  const sample = { ...(nonce !== undefined && { nonce }), ...(size !== undefined && { size }) };
  const query = new URLSearchParams({ ...narrowing(options), ...sample }).toString();
  return `/regions/${encodeURIComponent(region)}/${what}${query === '' ? '' : `?${query}`}`;
}

function sizeOf({ size = '' }: ManyOptions): number {
  if (!/^[1-9]\d{0,5}$/u.test(size))
    throw new UsageError(`\`${size}\` is no size`, 'say `--size 25`');
  return Number(size);
}

function linesOf({ count, sha256, checkpoint }: PopulationAnswer): string[] {
  return [
    `${count} cases, SHA-256 ${sha256}`,
    `checkpoint of ${checkpoint.size} events, root ${checkpoint.root}`,
  ];
}

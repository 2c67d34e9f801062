import type { Command } from 'commander';
import type { ConsistencyView, InclusionView } from '../../journal/log/log-queries.ts';
import { formatTlogProof } from '../../journal/log/tlog-proof.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { withServer } from '../server-options.ts';

interface ProofOptions extends ServerOptions {
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
  readonly event?: string;
  readonly size?: string;
}

/** Proofs in the text forms that other people's tools read; they are checked by `case` and `monitor`. */
export function registerProofs(audit: Command, context: CommandContext): void {
  withServer(
    audit
      .command('inclusion')
      .description('Prints the proof that an event of a case is in the log (C2SP tlog-proof).'),
  )
    .argument('<case>', 'id of the case')
    .option('--event <seq>', 'number of the event (default: the last one)')
    .option('--size <size>', 'by the checkpoint of this size (default: the newest)')
    .option('--json', 'print JSON')
    .action(async (id: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<ProofOptions>();
      const { http } = await context.client(options);
      const path = `/cases/${encodeURIComponent(id)}`;
      const seq = options.event ?? String((await http.get<{ seq: number }>(path)).seq);
      const size = query({ size: options.size });
      const shown = await http.get<InclusionView>(
        `${path}/events/${encodeURIComponent(seq)}/inclusion${size}`,
      );
      if (options.json === true) context.json(shown);
      else context.print(formatTlogProof({ ...shown, hashes: shown.proof }).trimEnd());
    });
  withServer(
    audit
      .command('consistency')
      .description(
        'Prints the proof that a log has only grown, as a witness takes it (C2SP tlog-witness).',
      ),
  )
    .requiredOption('--region <region>', 'region whose journal it is')
    .requiredOption('--from <size>', 'size of the checkpoint that you hold')
    .option('--to <size>', 'size of the other (default: the newest)')
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<ProofOptions>();
      const { http } = await context.client(options);
      const path = `/regions/${encodeURIComponent(options.region ?? '')}/log/consistency`;
      const { from, to } = options;
      const shown = await http.get<ConsistencyView>(`${path}${query({ from, to })}`);
      if (options.json === true) context.json(shown);
      else {
        const { proof, checkpoint } = shown;
        context.print(`old ${shown.from}`, ...proof, '', checkpoint.trimEnd());
      }
    });
}

function query(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry) => entry[1] !== undefined);
  return given.length === 0
    ? ''
    : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')}`;
}

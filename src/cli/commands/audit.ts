import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exitCodeOf, type CheckLine } from '../../evidence/check-line.ts';
import type { JournalEvent } from '../../journal/journal.types.ts';
import { checkCase, checkGrowth } from '../../journal/log/audit.ts';
import { type NoteKey, openByAny, parseVkey } from '../../journal/log/checkpoint.ts';
import type { ConsistencyView, InclusionView } from '../../journal/log/log-queries.ts';
import { registerCompleteness } from '../audit/completeness.ts';
import { registerManyCases } from '../audit/many-cases.ts';
import { registerProofs } from '../audit/proofs.ts';
import { checkLines } from '../check-lines.ts';
import { UsageError } from '../cli.errors.ts';
import type { PageOf } from '../client.types.ts';
import type { CommandContext, CommonOptions, ServerOptions } from '../context.ts';
import { errorCode } from '../error-code.ts';
import type { Http } from '../http.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import { readTrust } from '../trust-file.ts';

interface AuditOptions extends ServerOptions {
  readonly region?: string;
  readonly trust: string;
  readonly state?: string;
}

/** Watching a region's journal as somebody who does not believe its server. */
export function registerAudit(program: Command, context: CommandContext): void {
  const audit = program
    .command('audit')
    .summary('watch the journal, and check a case against it')
    .description('Checks what a server shows against what it has signed before.')
    .addHelpText('after', HELP);
  withServer(audit.command('checkpoint').description('Prints the newest signed tree head.'))
    .requiredOption('--region <region>', 'region whose journal it is')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<AuditOptions>();
      const { http } = await context.client(options);
      context.print((await checkpointOf(http, options.region ?? '')).trimEnd());
    });
  withServer(
    audit
      .command('monitor')
      .description(
        'Holds the journal against the tree head it saw last time, and keeps the new one.',
      ),
  )
    .requiredOption('--region <region>', 'region whose journal it is')
    .requiredOption('--trust <file>', 'public keys you trust (`carnet trust`)')
    .requiredOption('--state <file>', 'where the last tree head is kept')
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<AuditOptions>();
      const { region = '', state = '' } = options;
      const keys = await logKeysOf(options.trust, region);
      const { http } = await context.client(options);
      const seen = await keptIn(state);
      const { line, note } = await watched(http, { region, keys, seen });
      if (line.result === 'pass') await writeFile(state, note);
      report([line], options);
    });
  withServer(audit.command('case').description('Checks every event of a case against the log.'))
    .argument('<case>', 'id of the case')
    .requiredOption('--trust <file>', 'public keys you trust (`carnet trust`)')
    .option('--json', 'print JSON')
    .action(async (id: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<AuditOptions>();
      const { http } = await context.client(options);
      const events = await allEvents(http, id);
      const region = (await http.get<{ region: string }>(`/cases/${encodeURIComponent(id)}`))
        .region;
      const keys = await logKeysOf(options.trust, region);
      report(
        checkCase(events, await inclusionsOf(http, id, { events, region, keys }), keys),
        options,
      );
    });

  registerCompleteness(audit, context);
  registerProofs(audit, context);
  registerManyCases(audit, context);
  audit
    .command('replay')
    .description(
      'Recomputes journal, log and every case from the events alone, in the databases themselves.',
    )
    .option('--region <region>', 'only this one (default: every region of the configuration)')
    .option('--trust <file>', 'public keys you trust (`carnet trust`)')
    .option('--json', 'print JSON')
    .action(async (_: unknown, self: Command) => {
      const options = self.optsWithGlobals<Partial<AuditOptions>>();
      const { replayCells } = await import('../audit/replay.ts');
      const { region } = options;
      const trust = options.trust === undefined ? undefined : await readTrust(options.trust);
      report(await replayCells(await context.config(), { region, trust }), options);
    });

  function report(lines: readonly CheckLine[], options: CommonOptions): void {
    if (options.json === true) {
      context.json({ verified: exitCodeOf(lines) === 0, checks: lines });
    } else context.print(...checkLines(lines, context.style(options)));
    context.end(exitCodeOf(lines));
  }
}

interface Watch {
  readonly region: string;
  readonly keys: readonly NoteKey[];
  /** The note that was kept; null the first time. */
  readonly seen: string | null;
}

async function watched(
  http: Http,
  { region, keys, seen }: Watch,
): Promise<{ readonly line: CheckLine; readonly note: string }> {
  const newest = await checkpointOf(http, region);
  const now = openByAny(newest, keys);
  if (seen === null || !now) {
    const detail = now
      ? `${now.size} events: kept for the next time`
      : 'signed by no key of this log';
    return { line: { check: 'log', result: now ? 'pass' : 'fail', detail }, note: newest };
  }
  const from = openByAny(seen, keys)?.size ?? 0;
  // A log that shrank has no proof to ask for.
  const empty = { from, to: now.size, proof: [], checkpoint: newest };
  const shown =
    from < 1 || from > now.size
      ? empty
      : await http.get<ConsistencyView>(
          `/regions/${encodeURIComponent(region)}/log/consistency?from=${from}&to=${now.size}`,
        );
  return { line: checkGrowth(seen, shown, keys).line, note: shown.checkpoint };
}

async function checkpointOf(http: Http, region: string): Promise<string> {
  const path = `/regions/${encodeURIComponent(region)}/checkpoint`;
  return (await http.getBytes(path)).toString('utf8');
}

async function allEvents(http: Http, id: string): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for (let cursor: string | null | undefined = '0'; cursor;) {
    const path = `/cases/${encodeURIComponent(id)}/events?after=${cursor}`;
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const page: PageOf<Record<string, unknown>> = await http.get(path);
    events.push(...page.items.map(eventOf));
    cursor = page.next_cursor;
  }
  return events;
}

/** As it was hashed: what travels has its keys in snake_case. */
function eventOf({
  schema_version: schemaVersion,
  ...event
}: Record<string, unknown>): JournalEvent {
  return { ...event, schemaVersion } as unknown as JournalEvent;
}

async function inclusionsOf(
  http: Http,
  id: string,
  of: {
    readonly events: readonly JournalEvent[];
    readonly region: string;
    readonly keys: readonly NoteKey[];
  },
): Promise<InclusionView[]> {
  const size = openByAny(await checkpointOf(http, of.region), of.keys)?.size;
  const query = size === undefined ? '' : `?size=${size}`;
  const found: InclusionView[] = [];
  for (const { seq } of of.events) {
    const path = `/cases/${encodeURIComponent(id)}/events/${seq}/inclusion${query}`;
    // oxlint-disable-next-line no-await-in-loop -- one after the other is kind to the server
    found.push(await http.get<InclusionView>(path));
  }
  return found;
}

async function logKeysOf(trust: string, region: string): Promise<readonly NoteKey[]> {
  const { logs = [] } = await readTrust(trust);
  const ours = logs.filter((one) => one.region === region);
  const keys = ours.flatMap(({ vkey }) => parseVkey(vkey) ?? []);
  if (keys.length > 0) return keys;
  throw new UsageError(
    `\`${trust}\` holds no key of the log of \`${region}\``,
    'fetch it anew with `carnet trust`',
  );
}

async function keptIn(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new UsageError(`cannot read \`${file}\``, 'name the file that keeps the last tree head');
  }
}

const HELP = `
Examples:
  $ carnet audit checkpoint --region eu
  $ carnet audit monitor --region eu --trust trust.json --state eu.checkpoint
  $ carnet audit case eu-… --trust trust.json
  $ carnet audit inclusion eu-… --event 12
  $ carnet audit consistency --region eu --from 1042
  $ carnet audit replay --region eu --trust trust.json
  $ carnet audit population --region eu --from 2026-01-01 --until 2026-12-31 --out population.txt
  $ carnet audit sample --region eu --nonce audit-2026-7f3a --size 25
  $ carnet audit export --region eu --nonce audit-2026-7f3a --size 25 --out sample.zip

\`replay\` needs no server: it opens the databases of the configuration (\`carnet config\`), and changes nothing in them.

Exit codes of monitor, case and replay: 0 it holds, 1 it was rewritten, shrank, or an event is missing,
2 nothing speaks against it, but a key is missing that could settle it.
${SERVER_EXIT_CODES}`;

import { basename, dirname, join } from 'node:path';
import type { HistoryScript } from '../../history/history-script.ts';
import type { PlayedHistory } from '../../history/play-history.ts';
import { toWire } from '../../http/wire.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { progressBar } from '../progress-bar.ts';
import type { Style } from '../style.ts';
import type { CauseItem, OverviewItem, QueueItem } from '../tempo/tempo-answers.ts';
import { causeLines, overviewLines, queueLines } from '../tempo/tempo-lines.ts';
import { keepSecrets } from './keep-secrets.ts';
import { shown } from './story.ts';

interface HistoryOptions extends CommonOptions {
  readonly requests?: string;
}

const MOST_REQUESTS = 5000;
/** Who may read every region of the script. */
const READER = 'jonas.berg';

/** Plays an invented history into a data folder of its own, and says what tempo finds in it. */
export async function runHistory(options: HistoryOptions, context: CommandContext): Promise<void> {
  const quiet = options.json === true;
  const style = context.style(options);
  const config = await context.config();
  const [{ readHistoryScript }, { playHistory }, { openCells }, { seedPasswords }] =
    await Promise.all([
      import('../../history/history-script.ts'),
      import('../../history/play-history.ts'),
      import('../../database/cells.ts'),
      import('../../identity/seed-people.ts'),
    ]);
  const script = withRequests(await readHistoryScript(), options.requests);
  const dataDir = historyFolder(config.dataDir);
  if (!quiet) introduce(context, style, script);
  const began = context.io.now().getTime();
  const opened = await openCells({ ...config, dataDir });
  try {
    const bar = progressBar(context.io, 'requests');
    const until = context.io.now();
    const quarters = quartersOf(script.requests, (line) => context.print(style.dim(line)));
    const played = await playHistory({ ...config, dataDir }, opened.cells, {
      script,
      until,
      onProgress: (made) => {
        bar.show(made, script.requests);
        if (!quiet && context.io.stderr.isTTY !== true) quarters(made);
      },
    });
    bar.end();
    const { cells } = opened;
    const passwords = await seedPasswords(cells, Object.keys(played.tokens), new Date());
    await keepSecrets(dataDir, { tokens: played.tokens, passwords });
    const seconds = (context.io.now().getTime() - began) / 1000;
    if (quiet) context.json({ ...summaryOf(played), seconds, data: dataDir });
    else tellHistory(context, style, { played, script, dataDir, seconds, passwords });
  } finally {
    await opened.close();
  }
}

function withRequests(script: HistoryScript, asked: string | undefined): HistoryScript {
  if (asked === undefined) return script;
  const requests = Number(asked);
  if (!Number.isInteger(requests) || requests < 1 || requests > MOST_REQUESTS) {
    throw new UsageError(
      `--requests takes a whole number from 1 to ${MOST_REQUESTS}: \`${asked}\``,
    );
  }
  return { ...script, requests };
}

/** Where no bar can be drawn: a line each quarter. */
function quartersOf(total: number, say: (line: string) => void): (made: number) => void {
  let said = 0;
  return (made) => {
    const quarter = Math.floor((made * 4) / total);
    if (quarter <= said) return;
    said = quarter;
    say(`${made} of ${total} requests made`);
  };
}

/** `.carnet` → `.carnet-history` */
function historyFolder(dataDir: string): string {
  return join(dirname(dataDir), `${basename(dataDir)}-history`);
}

function introduce(context: CommandContext, style: Style, script: HistoryScript): void {
  context.print(
    style.bold(
      `${script.requests} invented requests of ${script.years} years, by a simulated clock.`,
    ),
    style.dim(
      'Invented people act on the real engine: law of the day, decisions, timers, permits.',
    ),
    style.dim(
      'Six things slow them, as `examples/history/history.yaml` says. Tempo is not told which.',
    ),
    '',
  );
}

interface Told {
  readonly played: PlayedHistory;
  readonly script: HistoryScript;
  readonly dataDir: string;
  readonly seconds: number;
  readonly passwords: Readonly<Record<string, string>>;
}

/** The answers of the tempo service in the words in which they travel, which is how this program reads them. */
function answersOf({ tempo }: PlayedHistory) {
  const [overview, causes, queues] = [tempo.overview, tempo.causes, tempo.queues].map(toWire);
  return {
    overview: overview as { readonly items: readonly OverviewItem[] },
    causes: causes as {
      readonly items: readonly CauseItem[];
      readonly compared_with: string | null;
    },
    queues: queues as { readonly items: readonly QueueItem[]; readonly constraint: string | null },
  };
}

function summaryOf(played: PlayedHistory): object {
  const { requests, cases, events } = played;
  return { requests, cases, events, ...answersOf(played) };
}

function tellHistory(context: CommandContext, style: Style, told: Told): void {
  const { played, script, dataDir, seconds, passwords } = told;
  const { overview, causes, queues } = answersOf(played);
  context.print(
    style.bold(
      `${played.requests} requests, ${played.cases} cases, ${played.events} journal events in ${seconds.toFixed(0)} s.`,
    ),
    '',
    style.bold('Regions beside each other'),
    ...overviewLines(overview.items, style),
    '',
    style.bold('What slows, as tempo finds it, other things being equal'),
    ...causeLines(causes.items, causes.compared_with, style),
    '',
    style.bold('What was planted'),
    ...script.weaknesses.map(
      ({ name, factor, slows }) => `  ${factor}: ${name}, ${slows.days} working days`,
    ),
    '',
    style.bold('Where queues form'),
    ...queueLines(queues.items, queues.constraint, style),
    '',
    style.bold('To look further:'),
    `   ${style.cyan(`CARNET_DATA_DIR=${shown(dataDir)} npm start`)}`,
    `   and in another terminal, ${style.cyan(`CARNET_DATA_DIR=${shown(dataDir)} npx carnet tempo causes --as ${READER}`)}`,
    `   in the pages, sign in as ${READER}, password ${passwords[READER] ?? ''}`,
    '',
    style.dim('All of it is invented. Nothing of it says how long anything takes anywhere.'),
  );
}

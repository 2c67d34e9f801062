import { dirname, join, resolve } from 'node:path';
import type { CarnetConfig } from '../../config/config.types.ts';
import { packageRoot } from '../../common/package-root.ts';
import type { CommandContext, CommonOptions, RegisterCommand } from '../context.ts';
import { Bank } from '../demo/bank.ts';
import { keepSecrets } from '../demo/keep-secrets.ts';
import { Screen } from '../demo/screen.ts';
import { readScript } from '../demo/script.ts';
import type { DemoScript } from '../demo/script.ts';
import { play, shown } from '../demo/story.ts';
import type { DemoResult } from '../demo/story.ts';
import { DEMO_PASSWORDS, DEMO_TOKENS } from '../demo-tokens.ts';
import { EXIT_FAILED } from '../io.ts';

interface DemoOptions extends CommonOptions {
  readonly out: string;
  readonly history?: boolean;
  readonly requests?: string;
}

export const registerDemo: RegisterCommand = (program, context) => {
  program
    .command('demo')
    .summary("play a bank's loan-default model through two regions")
    .description(
      "Plays a bank's loan-default model through two regions, with people deciding, permits and evidence packs.",
    )
    .option('--out <folder>', 'where the evidence packs go', 'out')
    .option('--history', 'two years of invented requests instead, to try tempo on')
    .option('--requests <n>', 'with --history: how many requests; default: 400')
    .addHelpText(
      'after',
      `
Starts its own server on a free port, over the data folder of CARNET_DATA_DIR (default ./.carnet), and ends by
itself. What it makes stays there: \`carnet serve\` shows it afterwards. With --history the data folder is one of its
own, \`.carnet-history\`: invented requests never stand among others.

Examples:
  $ carnet demo
  $ CARNET_DATA_DIR=/tmp/carnet carnet demo --out /tmp/packs
  $ carnet demo --history --requests 150`,
    )
    .action(async (options: DemoOptions) => {
      if (options.history !== true) return runDemo(options, context);
      const { runHistory } = await import('../demo/history.ts');
      return runHistory(options, context);
    });
};

async function runDemo(options: DemoOptions, context: CommandContext): Promise<void> {
  const config = await context.config();
  const quiet = options.json === true;
  const screen = new Screen(context, context.style(options), quiet);
  screen.line(
    screen.style.bold('Carnet gives an ML model its papers. One loan-default model, two regions.'),
  );
  screen.say(
    'Everything below happens over HTTP, on a real PostgreSQL, with the tokens of the people shown.',
  );
  screen.say('The rules are facts about the law in our own words. They are not legal advice.');
  const script = await readScript(join(packageRoot(), 'examples', 'loan-default'));
  const { result, passwords } = await withServer(config, script, async (url, tokens) =>
    play(new Bank(script, url, tokens), screen, resolve(options.out)),
  );
  if (quiet) context.json({ ...result, seconds: screen.elapsed() });
  else farewell(screen, config, { result, passwords, script });
  if (!result.verified) context.end(EXIT_FAILED);
}

/** Runs a server of this process for as long as the story takes; it is closed whatever happens. */
async function withServer(
  config: CarnetConfig,
  script: DemoScript,
  tell: (url: string, tokens: Readonly<Record<string, string>>) => Promise<DemoResult>,
): Promise<{ result: DemoResult; passwords: Readonly<Record<string, string>> }> {
  const [{ startServer }, { seedPeople, seedPasswords }] = await Promise.all([
    import('../../http/server.ts'),
    import('../../identity/seed-people.ts'),
  ]);
  const server = await startServer({ ...config, port: 0 }, { quiet: true, docsPages: false });
  try {
    const tokens = await seedPeople(server.cells, script.people, new Date());
    const passwords = await seedPasswords(server.cells, Object.keys(tokens), new Date());
    await keepSecrets(config.dataDir, { tokens, passwords });
    return { result: await tell(server.url, tokens), passwords };
  } finally {
    await server.close();
  }
}

interface Ended {
  readonly result: DemoResult;
  readonly passwords: Readonly<Record<string, string>>;
  readonly script: DemoScript;
}

function farewell(
  screen: Screen,
  config: CarnetConfig,
  { result, passwords, script }: Ended,
): void {
  const { style } = screen;
  screen.line();
  screen.line(style.bold(`Done in ${screen.elapsed().toFixed(1)} s. To look further:`));
  const further = (what: string, command: string): void => {
    screen.line(`   ${what}`);
    screen.line(`     ${style.cyan(command)}`);
  };
  for (const { region, file } of result.packs)
    further(`the evidence pack of ${region}`, shown(file));
  const [first] = result.packs;
  if (first) {
    const trust = shown(join(dirname(first.file), 'trust.json'));
    further('verify it again, offline', `npx carnet verify ${shown(first.file)} --trust ${trust}`);
  }
  further(`serve the same data on http://${config.host}:${config.port}`, 'npm start');
  further(
    'and ask it, in another terminal, as one of the people',
    `npx carnet status ${result.request} --as ${script.requester}`,
  );
  screen.line(style.dim(`   (their tokens: ${shown(join(config.dataDir, DEMO_TOKENS))})`));
  screen.line();
  screen.line(style.bold('To sign in to the pages as each person:'));
  screen.table([
    ['account', 'password', 'who'],
    ...script.people.map(({ id, name, title }) => [id, passwords[id] ?? '', `${name}, ${title}`]),
  ]);
  screen.line(style.dim(`   (kept in ${shown(join(config.dataDir, DEMO_PASSWORDS))})`));
}

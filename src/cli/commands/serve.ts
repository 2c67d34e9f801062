import type { Command } from 'commander';
import type { CommandContext, CommonOptions } from '../context.ts';
import { untilStopped } from '../until-stopped.ts';

export function registerServe(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .summary('start the server')
    .description(
      'Starts the server with the regions of the configuration; without databases of your own it brings one.',
    )
    .addHelpText('after', HELP)
    .action((options: CommonOptions) => serve(options, context));
}

async function serve(options: CommonOptions, context: CommandContext): Promise<void> {
  const config = await context.config();
  const { startServer } = await import('../../http/server.ts');
  const server = await startServer(config);
  const { url } = server;
  const regions = [...config.regions];
  if (options.json === true) context.json({ url, regions, data_dir: config.dataDir });
  else {
    const style = context.style(options);
    context.print(
      `${style.bold('Carnet')} serves ${style.cyan(url)}`,
      `  regions  ${regions.join(', ')}`,
      `  data     ${config.dataDir}`,
      `  API      ${url}/api/docs`,
      `  stop     Ctrl+C, or SIGTERM to process ${process.pid}`,
    );
  }
  await untilStopped(() => server.close(), context);
}

const HELP = `
Examples:
  $ carnet serve
  $ CARNET_REGIONS=eu CARNET_PORT=8080 carnet serve
  $ CARNET_DATABASE_EU=postgresql://user:password@host/carnet_eu carnet serve

Without CARNET_DATABASE_* an embedded PostgreSQL keeps the data in CARNET_DATA_DIR (./.carnet).
\`carnet config\` shows what is in force.

Exit codes: 0 stopped in order, 2 the configuration holds mistakes, 3 the server could not start.`;

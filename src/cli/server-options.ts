import type { Command } from 'commander';

/** Adds the options of every command that speaks to a server. */
export function withServer(command: Command): Command {
  return command
    .option(
      '--url <url>',
      'address of the server (default: CARNET_URL, else http://127.0.0.1:4600)',
    )
    .option('--token <token>', 'personal token (default: CARNET_TOKEN)')
    .option('--as <person>', 'sign in as a person of the demo, token from the data folder');
}

/** Ends the help of every command that speaks to a server. */
export const SERVER_EXIT_CODES = `
Exit codes: 0 done, 1 the server refused, 2 input or usage unreadable,
3 the server does not answer or broke.`;

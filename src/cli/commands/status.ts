import type { Command } from 'commander';
import type { CarnetClient } from '../client.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { caseLines, findingsLines, requestLines, taskLines } from '../render-case.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import type { Style } from '../style.ts';

export function registerStatus(program: Command, context: CommandContext): void {
  const command = program
    .command('status')
    .summary('how a request or a case stands, or what waits for you')
    .description('Shows a request or a case. Without an id: what waits for you, and your requests.')
    .argument('[id]', 'id of a request (req-…) or of a case (eu-…)');
  withServer(command)
    .addHelpText('after', HELP)
    .action((id: string | undefined, options: ServerOptions) => status(id, options, context));
}

async function status(
  id: string | undefined,
  options: ServerOptions,
  context: CommandContext,
): Promise<void> {
  const client = await context.client(options);
  const view = await viewOf(client, id, context.style(options));
  if (options.json === true) context.json(view.json);
  else context.print(...view.lines());
}

interface StatusView {
  readonly json: unknown;
  readonly lines: () => string[];
}

async function viewOf(
  client: CarnetClient,
  id: string | undefined,
  style: Style,
): Promise<StatusView> {
  if (id === undefined) return inboxView(client, style);
  return id.startsWith('req-') ? requestView(client, id, style) : caseView(client, id, style);
}

async function inboxView(client: CarnetClient, style: Style): Promise<StatusView> {
  const [{ items: tasks }, { items: requests }] = await Promise.all([
    client.inbox(),
    client.requests(),
  ]);
  const lines = () => [
    style.bold(tasks.length === 0 ? 'Nothing waits for you.' : 'Waiting for you'),
    ...taskLines(tasks, style),
    ...(requests.length === 0
      ? []
      : ['', style.bold('Requests'), ...requests.flatMap((one) => requestLines(one, style))]),
  ];
  return { json: { tasks, requests }, lines };
}

async function requestView(client: CarnetClient, id: string, style: Style): Promise<StatusView> {
  const request = await client.getRequest(id);
  return { json: request, lines: () => requestLines(request, style) };
}

async function caseView(client: CarnetClient, id: string, style: Style): Promise<StatusView> {
  const [found, { items: findings }, { items: tasks }] = await Promise.all([
    client.getCase(id),
    client.findings(id),
    client.tasks(id),
  ]);
  const open = tasks.filter(({ closed_at: closedAt }) => closedAt === null);
  const lines = () => [
    ...caseLines(found, style),
    '',
    ...findingsLines(findings, style),
    '',
    style.bold(open.length === 0 ? 'No open work' : 'Open work'),
    ...taskLines(open, style),
  ];
  return { json: { ...found, findings, tasks }, lines };
}

const HELP = `
Examples:
  $ carnet status                     what waits for you
  $ carnet status req-…               a request and its cases
  $ carnet status eu-… --json         a case with findings and tasks
${SERVER_EXIT_CODES}`;

import type { Command } from 'commander';
import type { CommentView, PageOf } from '../client.types.ts';
import type { CommandContext, ServerOptions } from '../context.ts';
import { SERVER_EXIT_CODES, withServer } from '../server-options.ts';
import { harmless, type Style } from '../style.ts';

interface CommentOptions extends ServerOptions {
  readonly rule?: readonly string[];
}

/** What people say to each other about a case. */
export function registerComment(program: Command, context: CommandContext): void {
  const command = program
    .command('comment')
    .summary('say something about a case, or read what was said')
    .description('Comments on a case. Without a text: lists what was said.')
    .argument('<case>', 'id of the case')
    .argument('[text]', 'what to say; `@carl` tells somebody who works in the region')
    .option('--rule <rule...>', 'rules whose findings it is about');
  withServer(command)
    .addHelpText('after', HELP)
    .action((id: string, text: string | undefined, options: CommentOptions) =>
      comment({ id, text }, options, context),
    );
}

async function comment(
  { id, text }: { readonly id: string; readonly text: string | undefined },
  options: CommentOptions,
  context: CommandContext,
): Promise<void> {
  const { http } = await context.client(options);
  const path = `/cases/${encodeURIComponent(id)}/comments`;
  const items =
    text === undefined
      ? (await http.get<PageOf<CommentView>>(path)).items
      : [await http.write<CommentView>('POST', path, { text, rules: options.rule ?? [] })];
  if (options.json === true) context.json(text === undefined ? { items } : items[0]);
  else if (items.length === 0) context.print('Nobody has said anything about this case.');
  else context.print(...items.flatMap((one) => commentLines(one, context.style(options))));
}

function commentLines({ person, at, text, rules }: CommentView, style: Style): string[] {
  const about = rules.length === 0 ? '' : `  ${rules.join(' ')}`;
  const lines = (text ?? '(erased)').split('\n');
  return [
    `${style.bold(harmless(person.name))}  ${style.dim(`${at.slice(0, 16).replace('T', ' ')}${about}`)}`,
    ...lines.map((line) => `  ${harmless(line)}`),
  ];
}

const HELP = `
Examples:
  $ carnet comment eu-… "@carl the appendix lists two vendors, the manifest one" --rule EU-GDPR-28-PROCESSOR
  $ carnet comment eu-…
${SERVER_EXIT_CODES}`;

import type { Command } from 'commander';
import type { CommandContext, CommonOptions } from '../context.ts';
import { onCells } from '../on-cells.ts';

interface LinkOptions extends CommonOptions {
  readonly issuer: string;
  readonly subject: string;
  readonly by: string;
}

/** Makes somebody who is known at an identity provider a person who is known here. */
export function registerLink(people: Command, context: CommandContext): void {
  people
    .command('link')
    .description('Says which subject of an identity provider a person is.')
    .argument('<id>', 'the person')
    .requiredOption('--issuer <url>', 'as the identity file names it')
    .requiredOption('--subject <sub>', 'what the provider says in the claim `sub`')
    .option('--by <person>', 'who does it; stands in the journal', 'carnet')
    .option('--json', 'print JSON')
    .option('--no-color', 'print without colours')
    .action(async (id: string, _: unknown, self: Command) =>
      link(id, self.optsWithGlobals(), context),
    );
}

async function link(
  person: string,
  { issuer, subject, by, json }: LinkOptions,
  context: CommandContext,
): Promise<void> {
  const { linkPerson } = await import('../../identity/outside/link-person.ts');
  const deed = { by, at: context.io.now() };
  const regions = await onCells(context, async (cells) =>
    linkPerson(cells.all(), { person, issuer, subject }, deed),
  );
  if (json === true) context.json({ person, issuer, regions });
  else context.print(`${person} signs in at ${issuer} in ${regions.join(', ')}`);
}

import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import type { PublishCommandOptions } from '../packs/publish.ts';
import type { ExportOptions } from '../packs/export.ts';
import { onPolicies, withCommonOptions } from '../packs/options.ts';

export function registerPacks(program: Command, context: CommandContext): void {
  const packs = program
    .command('packs')
    .summary('the law as packs: list, show, compare, simulate, publish, export')
    .description('Works on the policy packs that cases are judged by.')
    .addHelpText('after', HELP);
  registerReading(packs, context);
  registerChanging(packs, context);
}

function registerReading(packs: Command, context: CommandContext): void {
  withCommonOptions(
    packs.command('list').description('Lists packs, their versions and drafts.'),
    LIST,
  ).action(
    run(context, async (options) => {
      const { listPacks } = await import('../packs/list.ts');
      await listPacks(options, context);
    }),
  );
  withCommonOptions(
    packs.command('show').description('Shows one pack with its rules.').argument('<pack>', PACK),
    SHOW,
  ).action(
    run(context, async (options, name) => {
      const { showPack } = await import('../packs/list.ts');
      showPack(name, options, context);
    }),
  );
  withCommonOptions(
    packs
      .command('diff')
      .description(
        'Tells what differs between two packs: rules added, removed and changed, field by field.',
      )
      .argument('<a>', PACK)
      .argument('<b>', PACK),
    DIFF,
  ).action(
    run(context, async (options, a, b) => {
      const { showDiff } = await import('../packs/diff.ts');
      showDiff([a, b], options, context);
    }),
  );
  withCommonOptions(
    packs
      .command('export')
      .description('Writes a pack as an OSCAL catalog.')
      .argument('<pack>', PACK)
      .option('-o, --out <file>', 'write to this file (default: standard output)'),
    EXPORT,
  ).action(
    run(context, async (options, name) => {
      const { exportPack } = await import('../packs/export.ts');
      exportPack(name, options, context);
    }),
  );
}

function registerChanging(packs: Command, context: CommandContext): void {
  withCommonOptions(
    packs
      .command('simulate')
      .description(
        'Says what publishing a draft would do to open cases and live permits; changes nothing.',
      )
      .argument('<draft>', 'name below `drafts/`, or folder of the draft'),
    SIMULATE,
  ).action(
    run(context, async (options, name) => {
      const { simulateDraft } = await import('../packs/simulate.ts');
      await simulateDraft(name, options, context);
    }),
  );
  withCommonOptions(
    packs
      .command('publish')
      .description(
        'Freezes a draft as the pack of its region, and brings cases under way up to it.',
      )
      .argument('[draft]', 'name below `drafts/`, or folder of the draft')
      .option('--by <person>', 'who publishes (required)')
      .option(
        '--all',
        'freeze every pack, overlay and the vocabulary as they stand, instead of a draft',
      )
      .option('--overlays', 'freeze the overlays of CARNET_OVERLAYS as they stand, in their folder')
      .option(
        '--renew',
        'with --all: replace the hash of a version whose text changed (before a release only)',
      )
      .option('--no-apply', 'leave cases under way to the servers that hold them'),
    PUBLISH,
  ).action(
    run(context, async (options, name) => {
      const { publish } = await import('../packs/publish.ts');
      await publish(name === '' ? undefined : name, options, context);
    }),
  );
}

/** What any of the commands takes. */
type AllOptions = PublishCommandOptions & ExportOptions;

/** Hands a command its options, also those written before its name, and what stands in its places. */
function run(
  context: CommandContext,
  work: (options: AllOptions, first: string, second: string) => Promise<void>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<AllOptions>();
    const [first = '', second = ''] = command.args;
    await onPolicies(context, options, async () => work(options, first, second));
  };
}

const PACK = 'region (`eu`), a version of it (`eu@2026.11.1`), or a draft';

const HELP = `
Examples:
  $ carnet packs list
  $ carnet packs diff eu eu-next
  $ carnet packs simulate eu-next
  $ carnet packs publish eu-next --by ona

A draft is a folder below \`drafts/\` of the policies: a copy of a region's folder with \`status: draft\` and a
higher version. \`carnet packs help simulate\` and the others say more.

Exit codes: 0 done, 1 the answer is no, 2 input or usage unreadable, 3 something broke.`;

const LIST = `
Examples:
  $ carnet packs list
  $ carnet packs list --policies ./policies --json

Exit codes: 0 listed, 2 the policies hold mistakes.`;

const SHOW = `
Examples:
  $ carnet packs show eu
  $ carnet packs show eu@2026.11.1 --json      an older version, from the archive

Exit codes: 0 shown, 1 there is no such pack, 2 the policies hold mistakes.`;

const DIFF = `
Examples:
  $ carnet packs diff eu@2026.11.1 eu          since an older version
  $ carnet packs diff eu eu-next               what a draft changes

Exit codes: 0 they say the same, 1 they differ or one is not there, 2 the policies hold mistakes.`;

const EXPORT = `
Examples:
  $ carnet packs export eu > eu.oscal.json
  $ carnet packs export eu@2026.11.1 --out eu.oscal.json

Exit codes: 0 written, 1 there is no such pack, 2 the policies hold mistakes.`;

const SIMULATE = `
Examples:
  $ carnet packs simulate eu-next
  $ CARNET_DATABASE_EU=postgresql://… CARNET_REGIONS=eu carnet packs simulate ./eu-next --json

Reads the cells of the configuration in a read-only transaction. An embedded database that a server is
running on cannot be opened a second time: stop the server, or name external databases.

Exit codes: 0 simulated, 1 there is no such draft, 2 mistakes or no database, 3 a database does not answer.`;

const PUBLISH = `
Examples:
  $ carnet packs publish eu-next --by ona
  $ carnet packs publish eu-next --by ona --no-apply   servers follow when they next start
  $ carnet packs publish --all --by ona                freeze what stands
  $ carnet packs publish --overlays --by ona           freeze the overlays of your organisation

Writes the archive and packs.lock.json: commit both. What was published never changes under its version.

Exit codes: 0 published, 1 refused or some case stays behind, 2 mistakes or usage, 3 something broke.`;

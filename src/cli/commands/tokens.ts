import type { Command } from 'commander';
import type { TokenView } from '../../identity/list-tokens.ts';
import type { Action } from '../../identity/permissions.ts';
import { nearest } from '../../common/near.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { textTable } from '../text-table.ts';
import { onCells } from '../on-cells.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 365;

interface TokenOptions extends CommonOptions {
  readonly by: string;
  readonly label: string;
  readonly region?: readonly string[];
  readonly action?: readonly string[];
  readonly days: string;
  readonly person?: string;
}

export function registerTokens(program: Command, context: CommandContext): void {
  const tokens = program
    .command('tokens')
    .summary('access tokens for pipelines: add, list, revoke')
    .description('Makes and revokes access tokens, straight in the databases of the configuration.')
    .addHelpText('after', HELP);
  common(tokens.command('add').description('Makes a token and prints it, this once.'))
    .argument('<person>', 'a person or a service account')
    .requiredOption('--label <text>', 'what it is for')
    .option('--region <region...>', 'where it is good; default every region that knows the person')
    .option('--action <action...>', 'what it opens; default all that its person may do')
    .option('--days <n>', 'days until it ends, at most 365', '90')
    .option('--by <person>', 'who does it; stands in the journal', 'carnet')
    .action(async (person: string, _: unknown, self: Command) =>
      add(person, self.optsWithGlobals(), context),
    );
  common(tokens.command('list').description('Lists tokens that are good, and their last use.'))
    .option('--person <person>', 'those of one person or service account')
    .action(async (_: unknown, self: Command) => list(self.optsWithGlobals(), context));
  common(tokens.command('revoke').description('Takes a token back, everywhere.'))
    .argument('<id>', 'as `list` shows it: tok-…')
    .option('--by <person>', 'who does it; stands in the journal', 'carnet')
    .action(async (id: string, _: unknown, self: Command) =>
      revoke(id, self.optsWithGlobals(), context),
    );
}

function common(command: Command): Command {
  return command.option('--json', 'print JSON').option('--no-color', 'print without colours');
}

async function add(person: string, options: TokenOptions, context: CommandContext): Promise<void> {
  const days = daysOf(options.days);
  const [{ createToken }, { knownPeople }, { ACTION_NAMES }, { PersonUnknownError }] =
    await Promise.all([
      import('../../identity/tokens.ts'),
      import('../../identity/known-people.ts'),
      import('../../identity/permissions.ts'),
      import('../../identity/identity.errors.ts'),
    ]);
  const actions = options.action?.map((name) => actionAmong(ACTION_NAMES, name));
  const at = context.io.now();
  const expiresAt = new Date(at.getTime() + days * DAY_MS);
  const made = await onCells(context, async (cells) => {
    const named = options.region?.map((region) => cells.get(region));
    const where = [];
    for (const cell of named ?? cells.all()) {
      if (named || (await knownPeople(cell.pool, [person])).has(person)) where.push(cell);
    }
    if (where.length === 0) throw new PersonUnknownError(person, cells.regions.join(', '));
    const wanted = { person, label: options.label, expiresAt, actions };
    const { id, token } = await createToken(where, wanted, { by: options.by, at });
    return { id, token, regions: where.map(({ region }) => region) };
  });
  if (options.json === true) context.json({ ...made, expires_at: expiresAt.toISOString() });
  else context.print(made.token, `until ${dayOf(expiresAt.toISOString())}; it is shown this once`);
}

async function list(options: TokenOptions, context: CommandContext): Promise<void> {
  const { listTokens } = await import('../../identity/list-tokens.ts');
  const { person } = options;
  const found = await onCells(context, async (cells) =>
    listTokens(
      cells.all().map((cell) => ({ cell, person })),
      context.io.now(),
    ),
  );
  if (options.json === true) {
    const { toWire } = await import('../../http/wire.ts');
    context.json(toWire({ items: found }));
    return;
  }
  if (found.length === 0) {
    context.print('no token is good: `carnet tokens add`');
    return;
  }
  const head = ['id', 'person', 'for', 'where', 'what', 'until', 'last used'];
  context.print(...textTable([head, ...found.map(rowOf)], context.style(options)));
}

async function revoke(id: string, options: TokenOptions, context: CommandContext): Promise<void> {
  const [{ revokeToken }, { TokenNotFoundError }] = await Promise.all([
    import('../../identity/tokens.ts'),
    import('../../identity/identity.errors.ts'),
  ]);
  const deed = { by: options.by, at: context.io.now() };
  const revoked = await onCells(context, async (cells) => revokeToken(cells.all(), id, deed));
  if (revoked === 0) throw new TokenNotFoundError(id);
  if (options.json === true) context.json({ id, revoked: true });
  else context.print(`${id} is good no more`);
}

function rowOf(token: TokenView): readonly string[] {
  return [
    token.id,
    token.person,
    token.label,
    token.regions.join(' '),
    token.actions?.join(' ') ?? 'all',
    dayOf(token.expiresAt),
    token.lastUsedAt === null ? 'never' : `${token.lastUsedAt.slice(0, 16).replace('T', ' ')} UTC`,
  ];
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new UsageError(`\`${text}\` is no number of days`, `give 1 to ${String(MOST_DAYS)}`);
}

function actionAmong(known: readonly Action[], name: string): Action {
  const action = known.find((one) => one === name);
  if (action !== undefined) return action;
  const near = nearest(name, known);
  throw new UsageError(
    `no action is called \`${name}\``,
    near === undefined ? `use ${known.join(', ')}` : `did you mean \`${near}\``,
  );
}

const HELP = `
Opens the databases itself; an embedded one that a server runs on cannot be opened a second time: stop it first.
Somebody who signed in makes tokens with POST /api/v1/tokens.

Examples:
  $ carnet people add ci-loans --service --name "Loans pipeline" --role eu:requester
  $ carnet tokens add ci-loans --label "release pipeline" --region eu --action read --days 30
  $ carnet tokens list --person ci-loans
  $ carnet tokens revoke tok-abcdefghijklmnopqrst

Exit codes: 0 done, 1 refused, 2 usage or configuration, 3 a database does not answer.`;

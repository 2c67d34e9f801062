import type { Command } from 'commander';
import type { PersonView } from '../../identity/list-people.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { textTable } from '../text-table.ts';
import { onCells } from '../on-cells.ts';
import { registerLink } from './people-link.ts';
import { registerPermissions } from './people-permissions.ts';

interface PeopleOptions extends CommonOptions {
  readonly by: string;
  readonly name?: string;
  readonly role?: readonly string[];
  readonly service?: boolean;
}

export function registerPeople(program: Command, context: CommandContext): void {
  const people = program
    .command('people')
    .summary('people and their accounts: list, add, password, link, permissions')
    .description('Adds people and local accounts, straight in the databases of the configuration.')
    .addHelpText('after', HELP);
  common(
    people.command('list').description('Lists people, their roles and who can sign in.'),
  ).action(async (_: unknown, self: Command) => list(self.optsWithGlobals(), context));
  common(people.command('add').description('Adds a person, or roles to one, and makes a password.'))
    .argument('<id>', 'lower-case letters, digits, dots and dashes: ana.ruiz')
    .requiredOption('--name <name>', 'as shown to others')
    .requiredOption('--role <region:role...>', 'held in that region: eu:requester')
    .option('--service', 'a machine: no password, decides nothing; `carnet tokens add` lets it in')
    .option('--by <person>', 'who does it; stands in the journal', 'carnet')
    .action(async (id: string, _: unknown, self: Command) =>
      add(id, self.optsWithGlobals(), context),
    );
  common(
    people.command('password').description('Makes a new password; sessions of the person end.'),
  )
    .argument('<id>', 'the person')
    .option('--by <person>', 'who does it; stands in the journal', 'carnet')
    .action(async (id: string, _: unknown, self: Command) =>
      renew(id, self.optsWithGlobals(), context),
    );
  registerLink(people, context);
  registerPermissions(people, context);
}

function common(command: Command): Command {
  return command.option('--json', 'print JSON').option('--no-color', 'print without colours');
}

async function list(options: PeopleOptions, context: CommandContext): Promise<void> {
  const { listPeople } = await import('../../identity/list-people.ts');
  const people = await onCells(context, async (cells) => listPeople(cells));
  if (options.json === true) {
    context.json({ items: people });
    return;
  }
  if (people.length === 0) {
    context.print('nobody yet: `carnet people add`');
    return;
  }
  const rows = people.map((person) => [
    person.id,
    person.name,
    Object.entries(person.roles)
      .flatMap(([region, held]) => held.map((role) => `${region}:${role}`))
      .join(' '),
    stateOf(person),
  ]);
  context.print(
    ...textTable([['id', 'name', 'roles', 'account'], ...rows], context.style(options)),
  );
}

async function add(id: string, options: PeopleOptions, context: CommandContext): Promise<void> {
  const roles = rolesOf(options.role ?? []);
  const [{ registerPerson }, { setPassword }, { newPassword }] = await Promise.all([
    import('../../identity/people.ts'),
    import('../../identity/accounts.ts'),
    import('../../identity/password.ts'),
  ]);
  const deed = { by: options.by, at: context.io.now() };
  const password = newPassword();
  const kind = options.service === true ? 'service' : 'person';
  await onCells(context, async (cells) => {
    // Asked for all of them before anything is written: a region that is not served refuses the whole.
    const theirs = [...roles].map(([region, held]) => ({ cell: cells.get(region), held }));
    for (const { cell, held } of theirs) {
      const grants = held.map((role) => ({ role }));
      await registerPerson(cell, { id, name: options.name ?? id, grants, kind }, deed);
    }
    if (kind === 'person') await setPassword(cells.all(), { person: id, password }, deed);
  });
  if (kind === 'person') tell(id, password, options, context);
  else if (options.json === true) context.json({ person: id, kind });
  else context.print(`${id} is a service account: \`carnet tokens add ${id}\` makes a token`);
}

async function renew(id: string, options: PeopleOptions, context: CommandContext): Promise<void> {
  const [{ setPassword }, { newPassword }] = await Promise.all([
    import('../../identity/accounts.ts'),
    import('../../identity/password.ts'),
  ]);
  const password = newPassword();
  const deed = { by: options.by, at: context.io.now() };
  await onCells(context, async (cells) => setPassword(cells.all(), { person: id, password }, deed));
  tell(id, password, options, context);
}

function stateOf({ kind, account, outside, disabled }: PersonView): string {
  if (disabled) return 'disabled';
  if (kind === 'service') return 'service account';
  if (account) return 'can sign in';
  return outside ? 'signs in at a provider' : 'no password';
}

function tell(
  person: string,
  password: string,
  options: PeopleOptions,
  context: CommandContext,
): void {
  if (options.json === true) context.json({ person, password });
  else context.print(`${person} signs in with the password ${password} (shown this once)`);
}

function rolesOf(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const roles = new Map<string, readonly string[]>();
  for (const word of words) {
    const [, region, role] = /^([a-z][a-z0-9-]*):([a-z][a-z0-9_]*)$/.exec(word) ?? [];
    if (region === undefined || role === undefined) {
      throw new UsageError(`\`${word}\` is no role in a region`, 'write `eu:compliance_officer`');
    }
    roles.set(region, [...(roles.get(region) ?? []), role]);
  }
  return roles;
}

const HELP = `
Opens the databases itself; an embedded one that a server runs on cannot be opened a second time: stop it first.

Examples:
  $ carnet people list
  $ carnet people add ana.ruiz --name "Ana Ruiz" --role eu:requester north-america:requester
  $ carnet people password ana.ruiz
  $ carnet people link ana.ruiz --issuer https://login.bank.example --subject 00u1a2b3
  $ carnet people permissions

Exit codes: 0 done, 1 refused, 2 usage or configuration, 3 a database does not answer.`;

import type { Command } from 'commander';
import type { CommandContext, CommonOptions } from '../context.ts';
import { textTable } from '../text-table.ts';

interface PermissionsOptions extends CommonOptions {
  readonly markdown?: boolean;
}

/** `carnet people permissions`: the table that the server reads; opens no database. */
export function registerPermissions(people: Command, context: CommandContext): void {
  people
    .command('permissions')
    .description('Prints what each role may do in the region in which it is held.')
    .option('--markdown', 'print docs/permissions.md, routes included')
    .option('--json', 'print JSON, routes included')
    .option('--no-color', 'print without colours')
    .action(async (_: unknown, self: Command) => permissions(self.optsWithGlobals(), context));
}

async function permissions(options: PermissionsOptions, context: CommandContext): Promise<void> {
  const [report, { permissionDocument }] = await Promise.all([
    import('../../identity/permission-report.ts'),
    import('../../identity/permission-document.ts'),
  ]);
  if (options.json === true) context.json(report.permissionReport());
  else if (options.markdown === true) context.print(permissionDocument().trimEnd());
  else {
    const rows = textTable(report.permissionRows(), context.style(options));
    context.print(...rows, '', ...report.permissionNotes());
  }
}

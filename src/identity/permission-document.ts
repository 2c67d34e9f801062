import { permissionNotes, permissionReport, permissionRows } from './permission-report.ts';
import type { PermissionReport } from './permission-report.ts';

const WHO: Readonly<Record<PermissionReport['routes'][number]['who'], string>> = {
  everybody: 'everybody, without signing in',
  signed_in: 'whoever signed in',
  allowed: 'who may',
  hidden: 'who may; to others it is not there (404)',
  filtered: 'whoever signed in; it holds what is of regions where they may',
};

/** `docs/permissions.md`, whole. */
export function permissionDocument(): string {
  const { roles, actions, routes } = permissionReport();
  const notes = permissionNotes().map((note) => note.replace(/^(\d+)\)/, '$1.'));
  return [
    '# Who may do what',
    '',
    'Printed from the table that the server reads (`carnet people permissions --markdown`); a test fails when they differ.',
    'A role is held in a region and gives nothing in another. Database, signing keys and configuration files belong to',
    'whoever runs the service, and to no role.',
    '',
    ...tableOf(permissionRows()),
    '',
    ...notes,
    '',
    '## Roles',
    '',
    ...tableOf([['role', 'what for'], ...Object.entries(roles).map(codeFirst)]),
    '',
    '## Actions',
    '',
    ...tableOf([['action', 'what it opens'], ...Object.entries(actions).map(codeFirst)]),
    '',
    '## Routes',
    '',
    'Under `/api/v1`. Whoever did not sign in is refused with 401, whoever may not with 403.',
    '',
    ...tableOf([
      ['route', 'who is answered', 'action in the region'],
      ...routes.map(({ route, who, actions: any }) => [
        `\`${route}\``,
        WHO[who],
        any.map((action) => `\`${action}\``).join(' or '),
      ]),
    ]),
    '',
  ].join('\n');
}

function codeFirst([name, text]: readonly [string, string]): readonly string[] {
  return [`\`${name}\``, text];
}

/** Columns as wide as their widest cell, as the formatter wants them. */
function tableOf(rows: readonly (readonly string[])[]): string[] {
  const [head = []] = rows;
  const widths = head.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.slice(1).map(line)];
}

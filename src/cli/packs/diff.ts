import { diffPacks, type FieldChange, type PackDiff } from '../../policy/life/diff.ts';
import { findPack } from '../../policy/life/find-pack.ts';
import type { CommandContext } from '../context.ts';
import { EXIT_NO, EXIT_OK } from '../io.ts';
import { counted, type Style, wrap } from '../style.ts';
import { policiesOf, type PacksOptions } from './options.ts';

/** `carnet packs diff A B`: exit 0 when they say the same, 1 when they differ. */
export function showDiff(
  names: readonly [string, string],
  options: PacksOptions,
  context: CommandContext,
): void {
  const dir = policiesOf(options);
  const diff = diffPacks(findPack(dir, names[0]), findPack(dir, names[1]));
  if (options.json === true) context.json(diff);
  else context.print(...diffLines(diff, context.style(options)));
  const { header, added, removed, changed } = diff;
  const count = header.length + added.length + removed.length + changed.length;
  context.end(count === 0 ? EXIT_OK : EXIT_NO);
}

function diffLines(diff: PackDiff, style: Style): string[] {
  const { before, after, header, added, removed, changed } = diff;
  const sums = [
    counted(added.length, 'rule') + ' added',
    counted(removed.length, 'rule') + ' removed',
    counted(changed.length, 'rule') + ' changed',
  ];
  return [
    style.bold(`${before.pack} ${before.version} → ${after.pack} ${after.version}`),
    `  ${sums.join(', ')}`,
    ...section(
      'pack.yaml',
      header.flatMap((field) => fieldLines(field, style)),
      style,
    ),
    ...added.flatMap(({ id, title, inFlight }) => [
      '',
      `${style.green('+')} ${style.bold(id)}  ${title}`,
      `    ${UNDER_WAY[policyIn(inFlight)] ?? inFlight}`,
    ]),
    ...removed.flatMap(({ id, title }) => ['', `${style.red('-')} ${style.bold(id)}  ${title}`]),
    ...changed.flatMap(({ id, title, inFlight, fields }) => [
      '',
      `${style.yellow('~')} ${style.bold(id)}  ${title}`,
      `    ${UNDER_WAY[policyIn(inFlight)] ?? inFlight}`,
      ...fields.flatMap((field) => fieldLines(field, style)),
    ]),
  ];
}

/** What `inFlight` means, in words. */
const UNDER_WAY: Readonly<Record<string, string>> = {
  reevaluate: 'cases under way: judged again at once',
  grandfather_until_change: 'cases under way: as before until their facts change',
  grandfather_until_significant_change: 'cases under way: as before until their facts change',
  new_requests_only: 'cases under way: as before',
  new_applications_only: 'cases under way: as before',
};

function policyIn(inFlight: string): string {
  return inFlight.split(':')[0] ?? inFlight;
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines];
}

function fieldLines({ path, before, after }: FieldChange, style: Style): string[] {
  return [
    `    ${path}`,
    ...sided('-', before).map((line) => style.red(line)),
    ...sided('+', after).map((line) => style.green(line)),
  ];
}

function sided(sign: string, value: unknown): string[] {
  if (value === undefined) return [];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const [first = '', ...rest] = wrap(text, 92, '        ');
  return [`      ${sign} ${first.trimStart()}`, ...rest];
}

import { DomainError } from '../common/domain-error.ts';
import { ManifestError } from '../intake/manifest.errors.ts';
import { ServerProblemError, ServerUnreachableError } from './client.errors.ts';
import { UsageError } from './cli.errors.ts';
import type { CommandContext } from './context.ts';
import { EXIT_FAILED, EXIT_INPUT, EXIT_NO } from './io.ts';

/**
 * Tells what went wrong and what to do, on standard error; with `--json` as one problem document on standard output.
 *
 * @returns the exit code that goes with it
 */
export function reportFailure(error: unknown, context: CommandContext, json: boolean): number {
  if (json) context.json(problemOf(error));
  else context.warn(...linesOf(error));
  return exitCodeOf(error);
}

/** Codes of problems that speak of what was typed, whoever found them. */
const INPUT_CODES: ReadonlySet<string> = new Set([
  'ERR_MANIFEST_INVALID',
  'ERR_USAGE',
  'ERR_CONFIG_INVALID',
  'ERR_IDENTITY_FILE_INVALID',
  'ERR_DOCUMENT_UNKNOWN',
  'ERR_ARTIFACT_UNREADABLE',
  'ERR_ADMISSION_CONFIG',
  'ERR_ADMISSION_FILE',
]);

function exitCodeOf(error: unknown): number {
  if (!(error instanceof DomainError)) return EXIT_FAILED;
  if (INPUT_CODES.has(error.code)) return EXIT_INPUT;
  return error.status >= 500 ? EXIT_FAILED : EXIT_NO;
}

function problemOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof ServerProblemError) return error.problem;
  if (!(error instanceof DomainError)) {
    return { title: 'internal error', status: 500, detail: messageOf(error), code: 'ERR_INTERNAL' };
  }
  const { code, status, message, details } = error;
  return { title: titleOf(code), status, detail: message, code, hint: adviceOf(error), ...details };
}

/** `ERR_MANIFEST_INVALID` → `manifest invalid`. */
function titleOf(code: string): string {
  return code.replace(/^ERR_/u, '').toLowerCase().replaceAll('_', ' ');
}

function linesOf(error: unknown): string[] {
  const advice = adviceOf(error);
  const listed = error instanceof ManifestError ? error.problems : problemsOf(error);
  return [
    `carnet: ${messageOf(error)}${error instanceof DomainError ? ` (${error.code})` : ''}`,
    ...listed.flatMap((problem) => problemLines(problem)),
    ...possibleLines(error),
    ...(advice === '' ? [] : [`  ${advice}`]),
  ];
}

interface Listed {
  readonly path?: string;
  readonly line?: number | null;
  readonly column?: number | null;
  readonly message: string;
  readonly hint?: string;
}

function problemLines({ path, line, column, message, hint }: Listed): string[] {
  const place = typeof line === 'number' ? `line ${line}, column ${column ?? 1}: ` : '';
  const at = path === undefined || path === '' ? '' : `${path}: `;
  return [
    `  ${place}${at}${message}`,
    ...(hint === undefined || hint === '' ? [] : [`      ${hint}`]),
  ];
}

/** Problems that a server listed in its problem document, or that were found here. */
function problemsOf(error: unknown): readonly Listed[] {
  if (!(error instanceof DomainError)) return [];
  const { problems } = (error instanceof ServerProblemError ? error.problem : error.details) ?? {};
  if (!Array.isArray(problems)) return [];
  return (problems as readonly unknown[]).map((entry) =>
    typeof entry === 'object' && entry !== null && 'message' in entry
      ? (entry as Listed)
      : { message: typeof entry === 'string' ? entry : JSON.stringify(entry) },
  );
}

/** What the case takes instead, unless the message says it already. */
function possibleLines(error: unknown): string[] {
  if (!(error instanceof ServerProblemError)) return [];
  const { possible } = error.problem;
  if (!Array.isArray(possible) || possible.length === 0) return [];
  const told = possible.every((event) => error.message.includes(String(event)));
  return told ? [] : [`  possible now: ${possible.join(', ')}`];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function adviceOf(error: unknown): string {
  if (error instanceof UsageError) return error.hint;
  if (error instanceof ServerUnreachableError)
    return 'start one with `carnet serve`, or name another with --url or CARNET_URL';
  if (error instanceof ServerProblemError) return adviceForStatus(error);
  return error instanceof DomainError
    ? ''
    : 'this should not happen; please report it with the command you ran';
}

function adviceForStatus({ status, code }: ServerProblemError): string {
  if (status === 401) return 'pass a personal token with --token or CARNET_TOKEN';
  if (status === 403) return 'another role or another person has to do this; see `carnet status`';
  if (status === 404) return 'check the id; `carnet status` without an id lists what you may see';
  if (code === 'ERR_SEEN_CHANGED') return 'look at the case again before you decide';
  return '';
}

import { writeFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext } from '../context.ts';
import type { CheckReport } from '../../intake/check.types.ts';
import type { IntakeWarning } from '../../intake/intake.types.ts';
import type { ManifestProblem } from '../../intake/manifest.errors.ts';
import type { ManifestTexts } from '../organisation.ts';
import type { SarifContext } from './check-sarif.ts';
import { sarifOfProblems, sarifOfReport } from './check-sarif.ts';
import { FactPlaces } from './fact-places.ts';

export const SARIF_OPTION = [
  '--sarif [file]',
  'write SARIF 2.1.0 for code review tools to a file, or print it instead of the report',
] as const;

/** `--sarif` as given: absent, alone (standard output), or with a file. */
export type SarifOption = true | string | undefined;

/** @throws {UsageError} two documents would go to standard output */
export function checkSarifOption(sarif: SarifOption, json: boolean | undefined): void {
  if (sarif === true && json === true)
    throw new UsageError(
      '`--sarif` and `--json` both print a document',
      'name a file: --sarif FILE',
    );
}

/** Where to tell a check in SARIF; null when nobody asked. */
export function sarifOutput(
  target: SarifOption,
  cli: CommandContext,
  sarif: SarifContext,
): SarifOutput | null {
  return target === undefined ? null : new SarifOutput(target, cli, sarif);
}

/** Tells a check in SARIF, besides or instead of the words for people. */
export class SarifOutput {
  constructor(
    private readonly target: string | true,
    private readonly cli: CommandContext,
    private readonly sarif: SarifContext,
  ) {}

  /** True when standard output belongs to it. */
  get takesOutput(): boolean {
    return this.target === true;
  }

  /** @throws {UsageError} the file cannot be written */
  async report(report: CheckReport, warnings: readonly IntakeWarning[]): Promise<void> {
    await this.write(sarifOfReport(report, warnings, this.sarif));
  }

  /** @throws {UsageError} the file cannot be written */
  async problems(problems: readonly ManifestProblem[]): Promise<void> {
    await this.write(sarifOfProblems(problems, this.sarif));
  }

  private async write(log: Log): Promise<void> {
    await writeSarif(this.target, log, this.cli);
  }
}

/** Prints a log, or writes it to a file. @throws {UsageError} the file cannot be written */
export async function writeSarif(
  target: string | true,
  log: Log,
  cli: CommandContext,
): Promise<void> {
  if (target === true) {
    cli.json(log);
    return;
  }
  try {
    await writeFile(target, `${JSON.stringify(log, null, 2)}\n`);
  } catch {
    const hint = 'name a file in a folder that exists';
    throw new UsageError(`cannot write \`${target}\``, hint);
  }
}

/** Where the facts of a manifest stand: in its own file and in the profile of the organisation. */
export function placesIn(
  path: string,
  { original, profile }: Pick<ManifestTexts, 'original' | 'profile'>,
): FactPlaces {
  const manifest = { uri: uriOf(path), text: original };
  if (profile === null) return new FactPlaces(manifest);
  return new FactPlaces(manifest, { uri: uriOf(profile.path), text: profile.text });
}

/** Relative to the folder the command runs in, as long as the file lies below it. */
function uriOf(path: string): string {
  if (path === '-') return 'stdin';
  const below = relative(process.cwd(), path);
  if (below === '' || below.startsWith('..') || pathIsAbsolute(below))
    return pathToFileURL(path).href;
  return below.split(sep).map(encodeURIComponent).join('/');
}

/** On Windows a file of another drive stays absolute. */
function pathIsAbsolute(path: string): boolean {
  return /^[A-Za-z]:/u.test(path);
}

import type { Command } from 'commander';
import { packageVersion } from '../../common/package-version.ts';
import { nearest } from '../../common/near.ts';
import { checkFacts } from '../../intake/check.ts';
import type { CheckReport } from '../../intake/check.types.ts';
import { isDate } from '../../intake/check-leaf.ts';
import type { ReadManifest, ReadManifestOptions } from '../../intake/manifest.ts';
import { readManifest } from '../../intake/manifest.ts';
import { ManifestError } from '../../intake/manifest.errors.ts';
import type { Catalog } from '../../policy/catalog.types.ts';
import { loadCatalog, shippedPolicies } from '../../policy/load.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { EXIT_NO, EXIT_OK } from '../io.ts';
import { columnsOf } from '../model-columns.ts';
import type { ColumnFiles } from '../model-columns.ts';
import { ORGANISATION_OPTION, readManifestTexts } from '../organisation.ts';
import { reportLines } from '../render-report.ts';
import type { SarifOption, SarifOutput } from '../sarif/write-sarif.ts';
import { SARIF_OPTION, checkSarifOption, placesIn, sarifOutput } from '../sarif/write-sarif.ts';

interface CheckCommandOptions extends CommonOptions, ColumnFiles {
  readonly asOf?: string;
  readonly region?: readonly string[];
  readonly organisation?: string;
  readonly sarif?: SarifOption;
  readonly all?: boolean;
}

export function registerCheck(program: Command, context: CommandContext): void {
  program
    .command('check')
    .summary('the verdict of every region on a manifest')
    .description(
      'Says what the law of every region makes of a manifest. Needs no server and no database.',
    )
    .argument('<manifest>', 'manifest file, YAML or JSON; `-` reads standard input')
    .option('--as-of <date>', 'read the law as of this day (default: request.date, else today)')
    .option('-r, --region <region...>', 'only these regions; `readiness` names the questions')
    .option('--mlmodel <file>', 'hold the features against the signature of an MLflow MLmodel file')
    .option('--csv <file>', 'hold the features against the header of a CSV file')
    .option('--parquet <file>', 'hold the features against the columns of a Parquet file')
    .option(...ORGANISATION_OPTION)
    .option(...SARIF_OPTION)
    .option('--all', 'list in full what is met, and the questions of readiness')
    .addHelpText('after', HELP)
    .action((manifest: string, options: CheckCommandOptions) => check(manifest, options, context));
}

async function check(
  path: string,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<void> {
  checkSarifOption(options.sarif, options.json);
  const asOf = asOfOf(options);
  const { overlays } = await context.config();
  const catalog = loadCatalog(shippedPolicies(), { ownOverlays: overlays });
  const regions =
    options.region === undefined ? {} : { regions: regionsOf(options.region, catalog) };
  const columns = await columnsOf(options);
  const { organisation } = options;
  const texts = await readManifestTexts({ path, organisation }, () => catalog, context);
  const places = placesIn(path, texts);
  const sarif = sarifOutput(options.sarif, context, { catalog, places, version: packageVersion() });
  const fileName = path === '-' ? {} : { fileName: path };
  const read = await readOrTell(texts.text, { catalog, columns, ...fileName }, sarif);
  const today = context.io.now().toISOString().slice(0, 10);
  const report = checkFacts(catalog, read, { today, ways: true, ...asOf, ...regions });
  for (const { path: at, message, hint } of read.warnings)
    context.warn(`warning: ${at}: ${message}; ${hint}`);
  await sarif?.report(report, read.warnings);
  if (options.json === true) context.json(report);
  else if (sarif?.takesOutput !== true) {
    const style = context.style(options);
    context.print(...reportLines(report, { catalog, read, style, all: options.all === true }));
  }
  context.end(isAllowed(report) ? EXIT_OK : EXIT_NO);
}

function asOfOf({ asOf }: CheckCommandOptions): { readonly asOf?: string } {
  if (asOf === undefined) return {};
  if (!isDate(asOf)) throw new UsageError(`\`${asOf}\` is no date`, 'write it as 2026-11-23');
  return { asOf };
}

/** Problems of the manifest are findings of a review, too, so they are told before the command fails. */
async function readOrTell(
  text: string,
  options: ReadManifestOptions,
  sarif: SarifOutput | null,
): Promise<ReadManifest> {
  try {
    return readManifest(text, options);
  } catch (error) {
    if (error instanceof ManifestError) await sarif?.problems(error.problems);
    throw error;
  }
}

/** Allowed everywhere; a manifest that touches no place at all is allowed nowhere. */
function isAllowed(report: CheckReport): boolean {
  const outcomes = Object.values(report.outcomes);
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'allowed');
}

function regionsOf(wanted: readonly string[], catalog: Catalog): readonly string[] {
  const known = [...catalog.packs.keys()];
  for (const region of wanted) {
    if (known.includes(region)) continue;
    const near = nearest(region, known);
    const hint =
      near === undefined ? `there are: ${known.join(', ')}` : `did you mean \`${near}\`?`;
    throw new UsageError(`there is no region \`${region}\``, hint);
  }
  return wanted;
}

const HELP = `
Examples:
  $ carnet check examples/loan-default/manifest.yaml
  $ carnet check manifest.yaml --as-of 2027-12-02     the law of that day
  $ carnet check manifest.yaml --region eu            one region
  $ carnet check manifest.yaml --mlmodel MLmodel      compare with the model's signature
  $ carnet check manifest.yaml --sarif carnet.sarif   for code review
  $ cat manifest.json | carnet check - --json         for a pipeline

The overlays of CARNET_OVERLAYS count: what an organisation asks beyond the law.
Documents and approvals listed under \`evidence\` count as held.
With --json the report goes to standard output and warnings to standard error;
a manifest that cannot be read gives a problem document on standard output.

Exit codes: 0 allowed everywhere, 1 not, 2 the manifest could not be read.`;

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { nearest } from '../../common/near.ts';
import { checkFacts } from '../../intake/check.ts';
import type { CheckReport } from '../../intake/check.types.ts';
import { isDate } from '../../intake/check-leaf.ts';
import { readCsvHeader } from '../../intake/csv-header.ts';
import type { ModelColumn } from '../../intake/intake.types.ts';
import { readManifest } from '../../intake/manifest.ts';
import { readMlModel } from '../../intake/mlmodel.ts';
import type { Catalog } from '../../policy/catalog.types.ts';
import { loadCatalog } from '../../policy/load.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { EXIT_NO, EXIT_OK } from '../io.ts';
import { ORGANISATION_OPTION, readWithOrganisation } from '../organisation.ts';
import { reportLines } from '../render-report.ts';

interface CheckCommandOptions extends CommonOptions {
  readonly asOf?: string;
  readonly region?: readonly string[];
  readonly mlmodel?: string;
  readonly csv?: string;
  readonly organisation?: string;
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
    .option('-r, --region <region...>', 'only these regions')
    .option('--mlmodel <file>', 'hold the features against the signature of an MLflow MLmodel file')
    .option('--csv <file>', 'hold the features against the header of a CSV file')
    .option(...ORGANISATION_OPTION)
    .option('--all', 'list what is met in full')
    .addHelpText('after', HELP)
    .action((manifest: string, options: CheckCommandOptions) => check(manifest, options, context));
}

async function check(
  path: string,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { asOf } = options;
  if (asOf !== undefined && !isDate(asOf))
    throw new UsageError(`\`${asOf}\` is no date`, 'write it as 2026-11-23');
  const catalog = loadCatalog();
  const regions = options.region === undefined ? undefined : regionsOf(options.region, catalog);
  const columns = await columnsOf(options);
  const { organisation } = options;
  const text = await readWithOrganisation({ path, organisation }, () => catalog, context);
  const read = readManifest(text, {
    catalog,
    columns,
    ...(path === '-' ? {} : { fileName: path }),
  });
  const report = checkFacts(catalog, read, {
    today: context.io.now().toISOString().slice(0, 10),
    ...(asOf === undefined ? {} : { asOf }),
    ...(regions === undefined ? {} : { regions }),
  });
  for (const { path: at, message, hint } of read.warnings)
    context.warn(`warning: ${at}: ${message}; ${hint}`);
  if (options.json === true) context.json(report);
  else
    context.print(
      ...reportLines(report, {
        catalog,
        read,
        style: context.style(options),
        all: options.all === true,
      }),
    );
  context.end(isAllowed(report) ? EXIT_OK : EXIT_NO);
}

/** Allowed everywhere; a manifest that touches no place at all is allowed nowhere. */
function isAllowed(report: CheckReport): boolean {
  const outcomes = Object.values(report.outcomes);
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'allowed');
}

function regionsOf(wanted: readonly string[], catalog: Catalog): readonly string[] {
  for (const region of wanted) {
    if (catalog.regions.includes(region)) continue;
    const near = nearest(region, catalog.regions);
    const hint =
      near === undefined ? `there are: ${catalog.regions.join(', ')}` : `did you mean \`${near}\`?`;
    throw new UsageError(`there is no region \`${region}\``, hint);
  }
  return wanted;
}

async function columnsOf({ mlmodel, csv }: CheckCommandOptions): Promise<readonly ModelColumn[]> {
  const fromModel =
    mlmodel === undefined ? [] : readMlModel(await readText(mlmodel), mlmodel).columns;
  const fromCsv = csv === undefined ? [] : readCsvHeader(await readText(csv));
  return [...fromModel, ...fromCsv];
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`cannot read \`${path}\``, 'name a file that exists');
  }
}

const HELP = `
Examples:
  $ carnet check examples/loan-default/manifest.yaml
  $ carnet check manifest.yaml --as-of 2027-12-02     the law of that day
  $ carnet check manifest.yaml --region eu            one region
  $ carnet check manifest.yaml --mlmodel MLmodel      compare with the model's signature
  $ cat manifest.json | carnet check - --json         for a pipeline

Documents and approvals listed under \`evidence\` count as held.
With --json the report goes to standard output and warnings to standard error;
a manifest that cannot be read gives a problem document on standard output.

Exit codes: 0 allowed everywhere, 1 not, 2 the manifest could not be read.`;

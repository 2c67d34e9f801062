import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { isDate } from '../../intake/check-leaf.ts';
import { draftManifest } from '../../intake/draft/draft.ts';
import type { ManifestDraft } from '../../intake/draft/draft.types.ts';
import { knownJurisdictions } from '../../intake/draft/jurisdictions.ts';
import { loadCatalog, shippedPolicies } from '../../policy/load.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { errorCode } from '../error-code.ts';
import { readProfileFor } from '../organisation.ts';
import { hashFile, openSourceFile } from '../source-files.ts';
import { counted } from '../style.ts';

interface InitOptions extends CommonOptions {
  readonly out?: string;
  readonly jurisdictions?: readonly string[];
  readonly asOf?: string;
  readonly artifact?: string;
  readonly organisation?: string;
}

export function registerInit(program: Command, context: CommandContext): void {
  program
    .command('init')
    .summary('draft a manifest from what the model comes with')
    .description(
      'Drafts a manifest: fills in what the files state, asks for the rest. Needs no server and no database.',
    )
    .argument(
      '<file...>',
      'MLflow MLmodel, Hugging Face model card, CycloneDX ML-BOM (JSON), CSV or Parquet file',
    )
    .option('-o, --out <file>', 'write the draft to this file; one that exists is left alone')
    .option('-j, --jurisdictions <place...>', 'where the model is to run: EU-DE US-NY …')
    .option('--artifact <file>', 'the model file itself, of which the permit names the SHA-256')
    .option('--organisation <file>', 'do not ask what this profile states')
    .option('--as-of <date>', 'count questions by the law of this day (default: today)')
    .addHelpText('after', HELP)
    .action((files: readonly string[], options: InitOptions) => init(files, options, context));
}

async function init(
  paths: readonly string[],
  options: InitOptions,
  context: CommandContext,
): Promise<void> {
  const { out, asOf } = options;
  if (asOf !== undefined && !isDate(asOf))
    throw new UsageError(`\`${asOf}\` is no date`, 'write it as 2026-11-23');
  const { overlays: ownOverlays } = await context.config();
  const catalog = loadCatalog(shippedPolicies(), { ownOverlays });
  const places = (options.jurisdictions ?? []).flatMap((place) => place.split(','));
  const jurisdictions = knownJurisdictions(catalog, places);
  const files = [];
  for (const path of paths) files.push(await openSourceFile(path, { hash: true }));
  const { artifact, organisation } = options;
  const draft = draftManifest(catalog, files, {
    jurisdictions,
    asOf: asOf ?? context.io.now().toISOString().slice(0, 10),
    organisation: await readProfileFor({ path: out ?? '-', organisation }, catalog, context),
    ...(artifact === undefined
      ? {}
      : { artifact: { name: artifact, sha256: await hashFile(artifact) } }),
  });
  if (out !== undefined) await write(out, draft.manifest);
  tell(draft, options, context);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const exists = errorCode(error) === 'EEXIST';
    throw new UsageError(
      `cannot write \`${path}\`: ${exists ? 'it is there already' : errorCode(error)}`,
      exists ? 'name another file, or move that one away' : 'name a file in a folder that exists',
    );
  }
}

function tell(draft: ManifestDraft, options: InitOptions, context: CommandContext): void {
  for (const { path, message, hint } of draft.warnings)
    context.warn(`warning: ${path === '' ? '' : `${path}: `}${message}; ${hint}`);
  if (options.json === true) {
    context.json(draft);
    return;
  }
  if (options.out === undefined) {
    context.print(draft.manifest.trimEnd());
    return;
  }
  const [first] = draft.questions;
  context.print(
    `${options.out}: ${counted(draft.facts.length, 'fact')}, ${counted(draft.questions.length, 'question')}`,
    ...(first === undefined ? [] : [`answer first: ${first.fact} (${first.meaning})`]),
    context.style(options).dim(`next: carnet check ${options.out}`),
  );
}

const HELP = `
Examples:
  $ carnet init MLmodel README.md --jurisdictions EU-DE US-NY --out manifest.yaml
  $ carnet init bom.json train.parquet -j EU
  $ carnet init MLmodel --artifact model.ubj --organisation organisation.yaml
  $ carnet init train.csv --json

Of a Parquet file the footer is read, of a CSV file the first line.
Exit codes: 0 drafted, 2 a file could not be read.`;

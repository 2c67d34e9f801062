import { packageVersion } from '../../common/package-version.ts';
import { loadCatalog } from '../../policy/load.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { readInput } from '../read-input.ts';
import { type GateAnswer, sarifOfGate } from '../sarif/gate-sarif.ts';
import { placesIn, type SarifOption, writeSarif } from '../sarif/write-sarif.ts';
import type { Style } from '../style.ts';

interface GateSarifOptions extends CommonOptions {
  readonly sarif?: SarifOption;
  readonly manifest?: string;
  readonly permit?: string;
  readonly region?: string;
  readonly cloudRegion?: string;
}

/** An answer in the forms that were asked for. */
interface Telling {
  readonly options: GateSarifOptions;
  /** For `--json`. */
  readonly document: object;
  /** For people. */
  readonly lines: (style: Style) => readonly string[];
}

/**
 * Tells an answer of the gate: SARIF where it was asked for, and a document or words.
 *
 * @throws {UsageError} the manifest cannot be read, or the file not written
 */
export async function tellGate(
  answer: GateAnswer,
  { options, document, lines }: Telling,
  context: CommandContext,
): Promise<void> {
  if (options.sarif !== undefined) await tellInSarif(answer, options.sarif, options, context);
  if (options.json === true) context.json(document);
  else if (options.sarif !== true) context.print(...lines(context.style(options)));
}

async function tellInSarif(
  answer: GateAnswer,
  target: string | true,
  { manifest, permit, region, cloudRegion }: GateSarifOptions,
  context: CommandContext,
): Promise<void> {
  const { rules } = loadCatalog();
  const original = manifest === undefined ? '' : await readInput(manifest, context.io.stdin);
  const places = placesIn(manifest ?? permit ?? 'manifest.yaml', { original, profile: null });
  // A gate per place is an analysis per place: what one allows closes nothing of another.
  const where = [region ?? 'any', ...(cloudRegion ?? 'any').split(':')].join('/');
  const log = sarifOfGate(answer, {
    places,
    titleOf: (rule) => rules.get(rule)?.title ?? rule,
    version: packageVersion(),
    analysis: `carnet/gate/${where}/${places.start.uri}/`,
  });
  await writeSarif(target, log, context);
}

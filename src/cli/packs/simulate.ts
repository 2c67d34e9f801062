import { findMachine } from '../../../workflows/registry.ts';
import type { Law } from '../../cases/law.ts';
import { simulateLaw } from '../../cases/simulate-law.ts';
import type { Simulation } from '../../cases/simulation.types.ts';
import type { CarnetConfig } from '../../config/config.types.ts';
import { openArchive } from '../../policy/life/archive.ts';
import type { PackBundle } from '../../policy/life/bundle.types.ts';
import { bundlesWith, draftBundle } from '../../policy/life/find-pack.ts';
import { ownBundles } from '../../policy/life/publish.ts';
import { readDraft } from '../../policy/life/draft.ts';
import { withOlderLaw } from '../../regions/older-law.ts';
import { lawOf, type RegionDefinition } from '../../regions/region.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext } from '../context.ts';
import { cellsOf, hasCells, regionsOf } from './cells.ts';
import { policiesOf, type PacksOptions } from './options.ts';
import { progressBar } from '../progress-bar.ts';
import { simulationLines } from './render-simulation.ts';

/** `carnet packs simulate DRAFT`: what publishing would do, in every cell of the configuration. */
export async function simulateDraft(
  name: string,
  options: PacksOptions,
  context: CommandContext,
): Promise<void> {
  const dir = policiesOf(options);
  const draft = draftBundle(dir, name);
  const config = await context.config();
  const law = draftLaw(dir, name, draft, config.overlays);
  const regions = regionsOf(config, draft.pack);
  if (!hasCells(config, regions) || regions.length === 0) {
    throw new UsageError(
      `no region served here is judged by pack \`${draft.pack}\`, or there is no database yet`,
      'name databases with CARNET_DATABASE_…, or the data folder of a server with CARNET_DATA_DIR',
    );
  }
  const simulations = await simulateIn(config, regions, { law, context });
  if (options.json === true) {
    const { pack, version, sha256 } = draft;
    context.json({ draft: { pack, version, sha256 }, regions: simulations });
  } else {
    const style = context.style(options);
    context.print(...simulationLines(draft, simulations, style));
  }
}

/** The law of a region as it would be once the draft is published. */
function draftLaw(
  dir: string,
  name: string,
  draft: PackBundle,
  ownOverlays: string | undefined,
): (definition: RegionDefinition) => Law {
  const { catalog } = readDraft(dir, name, ownOverlays);
  const own = ownOverlays === undefined ? [] : ownBundles(dir, ownOverlays);
  const archive = openArchive(dir, [...bundlesWith(dir, draft), ...own], ownOverlays);
  return (definition) => withOlderLaw(lawOf(catalog, definition), definition, archive);
}

async function simulateIn(
  config: CarnetConfig,
  regions: readonly RegionDefinition[],
  by: { readonly law: (definition: RegionDefinition) => Law; readonly context: CommandContext },
): Promise<readonly Simulation[]> {
  const { cells, close } = await cellsOf(config, regions);
  try {
    const simulations: Simulation[] = [];
    for (const definition of regions) {
      const { region, machine } = definition;
      const bar = progressBar(by.context.io, region);
      // oxlint-disable-next-line no-await-in-loop -- one bar after the other
      const simulation = await simulateLaw({
        region,
        pool: cells.get(region).pool,
        law: by.law(definition),
        stages: findMachine(machine.id, machine.version).decisionStages,
        today: by.context.io.now().toISOString().slice(0, 10),
        onCase: bar.show,
      });
      bar.end();
      simulations.push(simulation);
    }
    return simulations;
  } finally {
    await close();
  }
}

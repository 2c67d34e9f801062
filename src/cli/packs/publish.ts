import { findMachine } from '../../../workflows/registry.ts';
import { applyLaw, type AppliedLaw } from '../../cases/apply-law.ts';
import type { CarnetConfig } from '../../config/config.types.ts';
import { CaseEngine } from '../../cases/engine.ts';
import { openArchive } from '../../policy/life/archive.ts';
import { readDraft } from '../../policy/life/draft.ts';
import {
  publishAll,
  publishDraft,
  publishOverlays,
  type Publication,
} from '../../policy/life/publish.ts';
import { loadCatalog } from '../../policy/load.ts';
import { withOlderLaw } from '../../regions/older-law.ts';
import { lawOf, type RegionDefinition } from '../../regions/region.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext } from '../context.ts';
import { EXIT_NO } from '../io.ts';
import { counted } from '../style.ts';
import { cellsOf, hasCells, regionsOf } from './cells.ts';
import { policiesOf, type PacksOptions } from './options.ts';
import { progressBar } from '../progress-bar.ts';

export interface PublishCommandOptions extends PacksOptions {
  readonly by?: string;
  readonly all?: boolean;
  readonly overlays?: boolean;
  readonly renew?: boolean;
  /** False after `--no-apply`. */
  readonly apply?: boolean;
}

/** `carnet packs publish DRAFT --by NAME`, or `--all` for everything that stands. */
export async function publish(
  draft: string | undefined,
  options: PublishCommandOptions,
  context: CommandContext,
): Promise<void> {
  const dir = policiesOf(options);
  const by = options.by ?? '';
  if (by === '') throw new UsageError('nobody publishes', 'say who does with --by');
  const wanted = [draft !== undefined, options.all === true, options.overlays === true];
  if (wanted.filter(Boolean).length !== 1) {
    const hint = 'name one draft, or say --all or --overlays';
    throw new UsageError('it is not clear what to publish', hint);
  }
  const at = context.io.now().toISOString().slice(0, 10);
  if (draft === undefined) {
    tell(await publishStanding(dir, { by, at }, options, context), [], options, context);
    return;
  }
  const pack = readDraft(dir, draft).pack.region;
  const publication = publishDraft(dir, draft, { by, at });
  const applied = options.apply === false ? [] : await applyIn(dir, pack, { by, context });
  tell(publication, applied, options, context);
}

async function publishStanding(
  dir: string,
  { by, at }: { readonly by: string; readonly at: string },
  options: PublishCommandOptions,
  context: CommandContext,
): Promise<Publication> {
  const how = { by, at, renew: options.renew === true };
  if (options.overlays !== true) return publishAll(dir, how);
  const { overlays } = await context.config();
  if (overlays === undefined) {
    throw new UsageError('there are no overlays', 'name their folder with CARNET_OVERLAYS');
  }
  return publishOverlays(dir, overlays, how);
}

type Applied = AppliedLaw | { readonly region: string; readonly later: string };

/** The cells that can be opened here are brought up at once; a server brings up its own when it next starts. */
async function applyIn(
  dir: string,
  pack: string,
  { by, context }: { readonly by: string; readonly context: CommandContext },
): Promise<readonly Applied[]> {
  const config = await context.config();
  const regions = regionsOf(config, pack);
  if (regions.length === 0 || !hasCells(config, regions)) return [];
  try {
    const { cells, close } = await cellsOf(config, regions);
    try {
      const applied: AppliedLaw[] = [];
      for (const definition of regions) {
        const { pool } = cells.get(definition.region);
        const engine = engineOf(dir, definition, { pool, context, config });
        const bar = progressBar(context.io, definition.region);
        // oxlint-disable-next-line no-await-in-loop -- one bar after the other
        applied.push(await applyLaw(engine, { by, onCase: (done) => bar.show(done, done) }));
        bar.end();
      }
      return applied;
    } finally {
      await close();
    }
  } catch (error) {
    // What is published is published: the cells are brought up by whoever holds them.
    const later = error instanceof Error ? error.message : String(error);
    return regions.map(({ region }) => ({ region, later }));
  }
}

function engineOf(
  dir: string,
  definition: RegionDefinition,
  from: {
    readonly pool: ConstructorParameters<typeof CaseEngine>[0]['pool'];
    readonly context: CommandContext;
    readonly config: CarnetConfig;
  },
): CaseEngine {
  const { pool, context, config } = from;
  const { overlays: ownOverlays } = config;
  const { region, machine } = definition;
  const archive = openArchive(dir, [], ownOverlays);
  const law = withOlderLaw(
    lawOf(loadCatalog(dir, { ownOverlays }), definition),
    definition,
    archive,
  );
  const now = (): string => context.io.now().toISOString();
  return new CaseEngine({
    region,
    pool,
    machine: findMachine(machine.id, machine.version),
    law,
    now,
  });
}

function tell(
  { published, unchanged }: Publication,
  applied: readonly Applied[],
  options: PublishCommandOptions,
  context: CommandContext,
): void {
  const failed = applied.flatMap((one) => ('failures' in one ? one.failures : []));
  if (failed.length > 0) context.end(EXIT_NO);
  if (options.json === true) {
    const cells = applied.map((one) =>
      'failures' in one
        ? {
            ...one,
            failures: failed.map(({ caseId, error }) => ({ case: caseId, detail: String(error) })),
          }
        : one,
    );
    context.json({ published, unchanged, cells });
    return;
  }
  const style = context.style(options);
  context.print(
    ...published.map(
      ({ pack, version, sha256 }) =>
        `${style.green('published')}  ${pack} ${version}  ${style.dim(sha256)}`,
    ),
    ...unchanged.map((name) => `${style.dim('unchanged')}  ${name}`),
    ...applied.map((one) =>
      'later' in one
        ? `${one.region}: its cases follow when its server next starts (${one.later})`
        : `${one.region}: ${counted(one.moved, 'open case')} moved, ${counted(one.reviews, 'permit')} called in for review, ${counted(one.stayed, 'case')} stay as they were`,
    ),
  );
  context.warn(
    ...failed.map(({ caseId, error }) => `case ${caseId} stays as it was: ${String(error)}`),
  );
}

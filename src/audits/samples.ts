import type pg from 'pg';
import type { Instant } from '../../workflows/words.ts';
import { newId } from '../common/ids.ts';
import type { Scope } from '../identity/scope.ts';
import { appendEvent } from '../journal/journal.ts';
import { readPopulation } from './population.ts';
import type { ListedPopulation, Population, PopulationQuery } from './population.ts';
import { drawn, seedOf } from './sample.ts';

/** How a sample is drawn: what the auditor chose, and how many cases. */
export interface Draw {
  readonly nonce: string;
  readonly size: number;
}

export interface DrawnSample extends Draw {
  readonly seed: string;
  readonly cases: readonly string[];
}

export type SampleView = Population & DrawnSample & { readonly id: string };

/** Who looks, at what, and when. */
export interface Look {
  readonly region: string;
  readonly by: string;
  readonly at: Instant;
  readonly scopes: readonly Scope[] | null;
}

/** Draws from a population; pure. */
export function sampleOf(
  { cases, checkpoint }: ListedPopulation,
  { nonce, size }: Draw,
): DrawnSample {
  const seed = seedOf(checkpoint.root, nonce);
  return { nonce, size, seed, cases: drawn(cases, seed, size) };
}

/** What the journal says of a population. */
export function toldOf({ query, count, sha256, checkpoint }: Population) {
  const { origin, size, root } = checkpoint;
  return { query: { ...query }, count, population: sha256, checkpoint: { origin, size, root } };
}

/**
 * Draws a sample of the cases that a query means; journaled, so that nobody draws again until they like what they see.
 *
 * @throws {LogProofError} nothing is in the region's log yet
 */
export async function drawSample(
  client: pg.ClientBase,
  { region, by, at, scopes }: Look,
  { query, draw }: { readonly query: PopulationQuery; readonly draw: Draw },
): Promise<SampleView> {
  const population = await readPopulation(client, region, { query, scopes });
  const sample = sampleOf(population, draw);
  const id = newId('smp');
  await appendEvent(client, {
    subject: region,
    actor: by,
    at,
    entry: { type: 'SAMPLE_DRAWN', payload: { sample: id, ...toldOf(population), ...sample } },
  });
  const { cases: _all, ...told } = population;
  return { id, ...told, ...sample };
}

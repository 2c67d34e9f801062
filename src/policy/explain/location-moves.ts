/** What may be done about a place where data lies: another legal tool, or another region of the same provider. */
import type { CloudRegion, Reference } from '../catalog.types.ts';
import { isRecord } from '../cel/refs.ts';
import { liesIn, topOf } from '../places.ts';
import type { Step } from './apply.ts';
import { candidateValues } from './candidate-values.ts';
import { listAt } from './labels.ts';
import type { Move, Situation } from './moves.types.ts';

/** More would be a catalogue, not an advice. */
const MOST_REGIONS = 3;
const SINCE_NONE = new Set(['none']);

/** Moves of each place by itself and, where there are several, one mechanism for all of them. */
export function locationMoves(situation: Situation, indices: readonly number[]): Move[] {
  const mechanisms = indices.map((index) => mechanismSteps(situation, index));
  const together = (mechanisms[0] ?? []).map(({ value }) =>
    mechanisms.flatMap((steps) => steps.filter((step) => step.value === value)),
  );
  const regions = indices.map((index) => regionSteps(situation, index));
  const away = regions.flatMap((steps) => steps.slice(0, 1));
  const all = indices.length > 1 ? [...together, away] : [];
  return [...[...mechanisms, ...regions].flat().map((step) => [step]), ...all];
}

function mechanismSteps({ wording }: Situation, index: number): Step[] {
  const target = `data.locations[${index}].mechanism`;
  return candidateValues(wording, target, [])
    .filter((value) => !SINCE_NONE.has(String(value)))
    .map((value) => ({ kind: 'mechanism', target, value }));
}

function regionSteps(situation: Situation, index: number): Step[] {
  const { wording, scope } = situation;
  const location = listAt(scope.roots, 'data.locations')[index];
  if (!isRecord(location)) return [];
  const { provider, region } = location;
  const homes = homesOf(situation, location['subject_regions']);
  const near = [...wording.reference.cloudRegions.values()]
    .filter((one) => one.provider === provider && one.code !== region && one.sovereign === 'none')
    .filter((one) => homes.every((home) => isIn(wording.reference, one, home)));
  const wanted = countriesWanted(situation);
  return near
    .toSorted((a, b) => rank(wanted, a) - rank(wanted, b) || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_REGIONS)
    .map(({ code }) => ({
      kind: 'region',
      target: `data.locations[${index}].region`,
      value: code,
    }));
}

/** Where the people are whose data lies there; where nobody said, where the rule reaches. */
function homesOf({ wording, rule }: Situation, subjects: unknown): readonly string[] {
  const people: readonly unknown[] = Array.isArray(subjects) ? subjects : [];
  const homes = people.map((one) =>
    liesIn(wording.reference, String(one), 'CA-QC')
      ? 'CA-QC'
      : topOf(wording.reference, String(one)),
  );
  return homes.length > 0 ? [...new Set(homes)] : [topOf(wording.reference, rule.jurisdiction)];
}

function isIn(reference: Reference, { country, subdivision }: CloudRegion, home: string): boolean {
  if (home === 'EU') return reference.eea.has(country);
  if (home === 'CA-QC') return subdivision === 'CA-QC';
  return country === (home === 'UK' ? 'GB' : home);
}

/** Countries in which the model is deployed, in the order stated: their clouds are named first. */
function countriesWanted({ scope }: Situation): readonly string[] {
  return listAt(scope.roots, 'deployment.jurisdictions').map(
    (id) => String(id).split('-')[1] ?? '',
  );
}

function rank(wanted: readonly string[], { country }: CloudRegion): number {
  const at = wanted.indexOf(country);
  return at < 0 ? wanted.length : at;
}

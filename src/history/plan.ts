import type { Chance } from './chance.ts';
import { type HistoryScript, type ModelKind, peopleOf, type Weakness } from './history-script.ts';

const DAY_MS = 86_400_000;

/** One request as it will be made. */
export interface PlannedRequest {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly team: string;
  readonly owner: string;
  readonly model: ModelKind;
  readonly regions: readonly string[];
  readonly weaknesses: readonly Weakness[];
  readonly withdrawn: boolean;
  /** By region. */
  readonly rejected: Readonly<Record<string, boolean>>;
  readonly suspended: Readonly<Record<string, boolean>>;
}

/**
 * Who asks for what, and when: spread over the years before `until`, each weakness drawn by itself. Pure.
 *
 * @param served regions that have a cell
 */
export function planOf(
  script: HistoryScript,
  chance: Chance,
  { until, served }: { readonly until: number; readonly served: readonly string[] },
): PlannedRequest[] {
  const span = script.years * 365 * DAY_MS;
  const days = Array.from({ length: script.requests }, () => until - span + chance.below(span));
  const choices = script.regions
    .map(({ weight, regions }) => ({
      weight,
      regions: regions.filter((region) => served.includes(region)),
    }))
    .filter(({ regions }) => regions.length > 0);
  return days
    .toSorted((a, b) => a - b)
    .map((at, index) => {
      const team = chance.pick(script.teams);
      const { regions } = chance.pick(choices, ({ weight }) => weight);
      const drawn = (share: number) =>
        Object.fromEntries(regions.map((region) => [region, chance.happens(share)]));
      return {
        number: index + 1,
        at: Math.floor(at),
        team,
        owner: peopleOf(team)[0]?.id ?? team,
        model: chance.pick(script.models, ({ weight }) => weight),
        regions,
        weaknesses: script.weaknesses.filter(({ share }) => chance.happens(share)),
        withdrawn: chance.happens(script.withdrawn),
        rejected: drawn(script.rejected),
        suspended: drawn(script.suspended),
      };
    });
}

import type { Waiver } from '../../workflows/contract.ts';
import type { Duration } from '../../workflows/words.ts';
import type { StandingCondition } from '../../workflows/obligations.ts';
import type { Assessment, Facts, Finding } from '../policy/policy.types.ts';
import type { AllowedCloudRegion } from './permit.types.ts';

/**
 * Where the artifact may run: the request's jurisdictions below the region's top ones, and the cloud regions of
 * the locations in use for people there. A location that names no people serves everybody.
 */
export function placesOf(
  facts: Facts,
  topJurisdictions: readonly string[],
): { readonly jurisdictions: string[]; readonly cloudRegions: AllowedCloudRegion[] } {
  const stated = textsOf(recordOf(facts['deployment'])['jurisdictions']);
  const locations = listOf(recordOf(facts['data'])['locations']).map(recordOf);
  const cloudRegions = new Map<string, AllowedCloudRegion>();
  for (const location of locations) {
    const { provider, region } = location;
    const people = textsOf(location['subject_regions']);
    const inUse =
      people.length === 0 || people.some((place) => topJurisdictions.includes(topOf(place)));
    if (inUse && typeof provider === 'string' && typeof region === 'string') {
      cloudRegions.set(`${provider}:${region}`, { provider, region });
    }
  }
  return {
    jurisdictions: stated.filter((place) => topJurisdictions.includes(topOf(place))),
    cloudRegions: [...cloudRegions.values()],
  };
}

/** What must stay true for the permit to hold, one sentence each. */
export function conditionsOf(from: {
  readonly assessment: Assessment | null;
  readonly waivers: readonly Waiver[];
  readonly reviewEvery: Duration;
  readonly conditions?: readonly StandingCondition[];
}): string[] {
  const findings = from.assessment?.findings ?? [];
  return [
    'the artifact, the facts of the manifest and the documents stay as approved',
    `the case is reviewed every ${from.reviewEvery}`,
    ...from.waivers.map(
      ({ rule, by, expires }) => `the waiver of ${rule} by ${by} ends on ${expires.slice(0, 10)}`,
    ),
    ...(from.conditions ?? [])
      .filter(({ met }) => met === null)
      .map(({ text, owner, due }) => `by ${due.slice(0, 10)}, ${owner} has met: ${text}`),
    ...findings
      .filter(({ finding }) => finding === 'exempt')
      .map(
        ({ rule, exception }) =>
          `the exception to ${rule} holds (${exception?.citation ?? 'see findings'})`,
      ),
    ...upcoming(findings),
  ];
}

/** One line per day on which duties begin, however many they are. */
function upcoming(findings: readonly Finding[]): string[] {
  const byDay = new Map<string, string[]>();
  for (const { finding, from: day, rule } of findings) {
    if (finding === 'upcoming') byDay.set(day, [...(byDay.get(day) ?? []), rule]);
  }
  return [...byDay].map(([day, rules]) => `from ${day} on, these are met: ${rules.join(', ')}`);
}

/** The text at a path of the facts; empty when nobody stated it. */
export function textAt(facts: Facts, root: string, name: string): string {
  const value = recordOf(facts[root])[name];
  return typeof value === 'string' ? value : '';
}

/** `EU` of `EU-DE`; people of the EEA are people of the EU's law. */
function topOf(place: string): string {
  const [top = place] = place.split('-');
  return top === 'EEA' ? 'EU' : top;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

import type { Catalog } from '../policy/catalog.types.ts';
import type { Facts, Finding, Transfer } from '../policy/policy.types.ts';
import type { DataFlow, FeatureRuling, PackSubject } from './pack-model.ts';

/** What a manifest says of its model, for the reader. */
export function subjectOf(
  facts: Facts,
  model: {
    readonly name: string;
    readonly version: string;
    readonly artifactSha256: string | null;
  },
  jurisdictions: readonly string[],
): PackSubject {
  const stated = recordOf(facts['model']);
  const purpose = Object.entries(recordOf(facts['purpose'])).flatMap(([question, answer]) => {
    const text = Array.isArray(answer) ? answer.join('; ') : answer;
    return typeof text === 'string' && text !== '' ? [{ question, answer: text }] : [];
  });
  return {
    ...model,
    useCase: textOr(stated['use_case']),
    algorithm: textOr(stated['algorithm']),
    automation: textOr(stated['automation']),
    effect: textOr(stated['effect']),
    purpose,
    jurisdictions,
  };
}

/** Every place where data lies, with the borders that the assessment says it crosses. */
export function flowsOf(
  facts: Facts,
  transfers: readonly Transfer[],
  catalog: Catalog,
): DataFlow[] {
  return listOf(recordOf(facts['data'])['locations'])
    .map(recordOf)
    .map((location) => {
      const id = textOr(location['id']) ?? '';
      const provider = textOr(location['provider']) ?? '';
      const cloudRegion = textOr(location['region']) ?? '';
      const place = catalog.reference.cloudRegions.get(`${provider}:${cloudRegion}`);
      return {
        location: id,
        provider,
        cloudRegion,
        place: place ? [place.city, place.country].filter((part) => part !== '').join(', ') : '',
        country: place?.country ?? '',
        subjects: textsOf(location['subject_regions']),
        purpose: textOr(location['purpose']) ?? 'storage',
        crossings: transfers.filter((transfer) => transfer.location === id),
      };
    });
}

/** Every feature with the findings whose deciding facts name it. */
export function featuresOf(facts: Facts, findings: readonly Finding[]): FeatureRuling[] {
  return listOf(facts['features'])
    .map(recordOf)
    .map((feature, index) => ({
      name: textOr(feature['name']) ?? '',
      category: textOr(feature['category']) ?? 'unclassified',
      use: textOr(feature['use']) ?? 'input',
      rulings: findings
        .filter(({ facts: leaves }) =>
          leaves.some(
            ({ fact, truth }) => truth !== 'false' && fact.startsWith(`features[${index}]`),
          ),
        )
        .map(({ rule, finding, citation, title }) => ({ rule, finding, citation, title })),
    }));
}

/** The request's jurisdictions that lie below a region's top ones. */
export function jurisdictionsIn(facts: Facts, tops: readonly string[]): string[] {
  return textsOf(recordOf(facts['deployment'])['jurisdictions']).filter((place) =>
    tops.includes(place.split('-')[0] ?? place),
  );
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

function textOr(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

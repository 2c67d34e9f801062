import type { NamingFault } from './models-named.ts';

/** What would make a denial pass, for each reason that has one; the rest speak for themselves. */
const WAYS: Readonly<Record<string, string>> = {
  no_permit: 'hand the model in with `carnet submit` and take its case to a permit',
  permit_suspended: 'settle the incident or review for which it is suspended, or ask the officer',
  permit_revoked: 'run a model whose permit holds, or take a new request to a permit',
  permit_not_ours: 'have the administrator look at the keys of the region',
  other_artifact: 'run the very model that the permit names: `carnet digest` tells its digest',
  expired: 'have the case reviewed, so that it gets a new permit',
  not_yet_valid: 'wait until the permit holds, or set the clock right',
  cloud_region_not_permitted: 'run it where it is permitted, or state the location in the manifest',
  jurisdiction_not_permitted:
    'serve only the places of the permit, or add the place to the manifest',
  use_case_not_permitted: 'use it for what it was permitted, or hand in the other use',
  cloud_region_unknown: 'correct `cloud_region` of the namespace in the webhook’s configuration',
  region_not_served: 'correct `region` of the namespace, or `gate.url`',
  clock_off: 'set the clock of the webhook’s node right',
  gate_away: 'start the Carnet server again, or give the webhook permits to decide by',
  gate_refused: 'give the webhook a token that may read in the region',
  signature: 'give the webhook the region’s present trust file and permit',
  revocation: 'give the webhook a fresh revocation list (`carnet permit revocations`)',
  namespace_unlisted: 'list the namespace in the webhook’s configuration, or take its label away',
  webhook_broken: 'look at the log of the webhook',
} satisfies Readonly<Record<string, string>>;

const FAULT_WAYS: Readonly<Record<NamingFault, (annotation: string) => string>> = {
  model_unnamed: (annotation) =>
    `name the model’s digest in the annotation \`${annotation}\`, or run it as an image with a digest`,
  image_without_digest: () => 'pin the image: `name@sha256:…` in the place of a tag',
  digest_malformed: (annotation) =>
    `write \`sha256:\` and 64 hex digits, as \`carnet digest\` prints them (annotation \`${annotation}\`)`,
  too_many_models: () => 'split the workload',
};

/** Null where the reason says it already, or nobody knows. */
export function wayOut(code: string, annotation: string): string | null {
  if (Object.hasOwn(FAULT_WAYS, code)) return FAULT_WAYS[code as NamingFault](annotation);
  return Object.hasOwn(WAYS, code) ? (WAYS[code] ?? null) : null;
}

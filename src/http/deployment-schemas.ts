import { count, instant, maybe, object, page, ref, sha256, text } from './schema-parts.ts';

/** What the API answers of what runs: components of the OpenAPI document. */
export const DEPLOYMENT_SCHEMAS = {
  Deployment: object({
    id: text,
    region: text,
    environment: text,
    name: text,
    model: maybe(text),
    artifact: sha256,
    cloud_region: text,
    instances: count,
    started_at: instant,
    since: { ...instant, description: 'Since when it runs this artifact in this cloud region' },
    reported_by: text,
    reported_at: instant,
    seq: { ...count, description: 'Event of the region’s journal that holds the newest report' },
    stopped_at: maybe(instant),
  }),
  Deployments: page(ref('Deployment')),
};

import { count, instant, list, maybe, object, page, ref, sha256, text } from './schema-parts.ts';

const deployment = {
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
};

const stray = object({
  id: text,
  code: { ...text, example: 'cloud_region_not_permitted' },
  detail: text,
  artifact: sha256,
  cloud_region: text,
  permit: maybe(text),
  case: maybe(text),
  incident: maybe(text),
  found_at: instant,
});

const permitProof = object({
  id: text,
  case_id: text,
  issued_seq: { ...maybe(count), description: 'Event of its case that says it was issued' },
  decisions: { ...count, description: 'Approvals that stood then' },
  journaled: { ...count, description: 'Those of them that the journal holds' },
});

const opening = {
  id: text,
  region: text,
  artifact: sha256,
  cloud_region: text,
  case: maybe(text),
  person: text,
  reason: text,
  given_at: instant,
  expires_at: instant,
  review: {
    ...maybe(object({ outcome: text, by: maybe(text) })),
    description: 'Null while it is open',
  },
};

/** What the API answers of what runs: components of the OpenAPI document. */
export const DEPLOYMENT_SCHEMAS = {
  Deployment: object(deployment),
  Deployments: page(
    object({
      ...deployment,
      stray: { ...maybe(stray), description: 'Why no permit covers it; null when one does' },
    }),
  ),
  Swept: object({ region: text, looked: count, found: count, resolved: count }),
  Completeness: object({
    region: text,
    from: instant,
    to: instant,
    at: instant,
    swept_at: maybe(instant),
    counts: object({ runs: count, answers: count, permits: count, holes: count }),
    runs: list(
      object({
        deployment: text,
        environment: text,
        name: text,
        artifact: sha256,
        cloud_region: text,
        seq: { ...count, description: 'Event of the region’s journal that reports it' },
        from: instant,
        until: maybe(instant),
        answer: maybe({ type: 'string', enum: ['allow', 'deny'] }),
        answered_at: maybe(instant),
        permit_named: maybe(text),
        stray: maybe(text),
        permit: maybe(permitProof),
      }),
    ),
    permits: list(permitProof),
    holes: list(
      object({
        code: { ...text, example: 'gate_not_asked' },
        detail: text,
        deployment: maybe(text),
        permit: maybe(text),
      }),
    ),
  }),
  Opening: object(opening),
  Openings: page(ref('Opening')),
  RegionTask: object({
    id: text,
    region: text,
    kind: { type: 'string', enum: ['stray', 'break_glass'] },
    about: text,
    case: maybe(text),
    title: text,
    role: text,
    barred: { ...list(text), description: 'People who may not close it' },
    opened_at: instant,
    due_at: instant,
    closed_at: maybe(instant),
    closed_by: maybe(text),
    closed_how: maybe(text),
    closed_reason: maybe(text),
  }),
  RegionTasks: page(ref('RegionTask')),
};

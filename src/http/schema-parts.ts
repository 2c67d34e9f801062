/** What the schemas of the API are made of. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const date: Schema = { type: 'string', format: 'date' };
export const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const flag: Schema = { type: 'boolean' };
/** Its members are somebody's own words. */
export const anything: Schema = { type: 'object', additionalProperties: true };

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const dictionary = (values: Schema): Schema => ({
  type: 'object',
  additionalProperties: values,
});
export const maybe = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const object = (
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
export const page = (items: Schema): Schema =>
  object({ items: list(items), next_cursor: maybe(text) }, ['next_cursor']);

export const comment = object({
  id: text,
  case_id: text,
  seq: count,
  person: object({ id: text, name: text }),
  at: instant,
  text: { ...maybe(text), description: 'Null once erased' },
  rules: list(text),
  mentions: list(text),
});

export const decision = object({
  id: text,
  case_id: text,
  seq: count,
  stage: text,
  role: text,
  kind: text,
  person: object({ id: text, name: text }),
  stands_in_for: maybe(text),
  reason: text,
  rule: maybe(text),
  expires_at: maybe(instant),
  seen: maybe(sha256),
  decided_at: instant,
  voided_seq: maybe(count),
});

const proof = { ...list(text), description: 'Hashes in base64, as RFC 6962 orders them' };
export const inclusion = object({
  subject: text,
  seq: count,
  index: count,
  size: count,
  event: { ...sha256, description: 'Hash of the event: the data of the leaf' },
  proof,
  checkpoint: text,
});
export const consistency = object({ from: count, to: count, proof, checkpoint: text });

export const gateDecision = object({
  decision: { type: 'string', enum: ['allow', 'deny'] },
  artifact: sha256,
  region: maybe(text),
  cloud_region: maybe(text),
  at: instant,
  reasons: list(object({ code: { ...text, example: 'permit_revoked' }, detail: text })),
  permit: maybe(text),
  case: maybe(text),
  break_glass: {
    ...maybe(object({ id: text, expires_at: instant })),
    description: 'Set where it is let run without a permit, and until when',
  },
  expires_at: maybe(instant),
  conditions: list(text),
  standing: maybe(
    object({
      case: text,
      status: text,
      stages: list(text),
      missing: list(object({ rule: text, finding: text, remedy: text })),
    }),
  ),
  signed: maybe(
    object({
      payloadType: text,
      payload: text,
      signatures: list(object({ keyid: text, sig: text })),
    }),
  ),
});

export const standIn = object({
  id: text,
  region: text,
  person: text,
  stand_in: text,
  roles: { ...list(text), description: 'Empty: every role in which the person decides' },
  from: instant,
  until: instant,
  reason: text,
  created_by: text,
});

export const workProfile = object({
  region: text,
  person: text,
  zone: { ...maybe(text), description: 'Null here and below: as the calendar of the region says' },
  days: maybe(list({ type: 'integer', minimum: 1, maximum: 7 })),
  opens: maybe(text),
  closes: maybe(text),
  deputy: maybe(text),
  leads: flag,
});

/** What a case carries besides its approvals. */
export const obligations = {
  conditions: list(
    object({
      id: text,
      text,
      owner: text,
      due: instant,
      decision: text,
      stage: text,
      role: text,
      within: text,
      met: maybe(object({ by: text, at: instant, decision: text })),
      overdue: flag,
    }),
  ),
  incidents: list(
    object({
      id: text,
      kind: text,
      by: text,
      at: instant,
      aware: instant,
      duties: list(
        object({
          id: text,
          title: text,
          role: text,
          due: instant,
          citation: text,
          within: text,
          done: maybe(instant),
        }),
      ),
    }),
  ),
  rejection: maybe(
    object({ decision: text, stage: text, by: text, at: instant, appealed: maybe(instant) }),
  ),
};

/**
 * What the API answers, as JSON Schema: the components of the OpenAPI document.
 *
 * Written by hand beside the views (`…View` in the modules) whose members `toWire` puts into snake_case;
 * `test/http/openapi.spec.ts` holds real answers against it.
 */
import {
  anything,
  comment,
  consistency,
  count,
  date,
  decision,
  dictionary,
  flag,
  gateDecision,
  inclusion,
  instant,
  list,
  maybe,
  object,
  obligations,
  page,
  ref,
  sha256,
  standIn,
  text,
  workProfile,
  type Schema,
} from './schema-parts.ts';
import { IDENTITY_SCHEMAS } from './identity-schemas.ts';
import { DEPLOYMENT_SCHEMAS } from './deployment-schemas.ts';
import { checkReport, finding, outcome, policy, reference } from './law-schemas.ts';
import { AUDIT_SCHEMAS } from './audit-schemas.ts';
import { model, pack, task } from './task-schemas.ts';
import { TEMPO_SCHEMAS } from './tempo-schemas.ts';

const status: Schema = {
  type: 'string',
  enum: [
    'open',
    'permitted',
    'deployed',
    'suspended',
    'rejected',
    'withdrawn',
    'revoked',
    'expired',
    'retired',
  ],
};
const pause = object({
  scope: { type: 'string', enum: ['case', 'stage', 'queue'] },
  target: text,
  reason: text,
  by: text,
  at: instant,
});
const approval = object({ decision: text, by: text, role: text, seen: text, at: instant });

const caseItem = {
  id: text,
  request_id: text,
  region: text,
  model,
  requester: text,
  status,
  stages: list(text),
  outcome,
  created_at: instant,
  updated_at: instant,
};

/** Named schemas; `Reads` and `Writes` point at them by name. */
export const SCHEMAS = {
  Problem: {
    ...object(
      {
        type: { ...text, example: 'urn:carnet:problem:event-refused' },
        title: text,
        status: { type: 'integer', minimum: 400, maximum: 599 },
        detail: { ...text, description: 'What is wrong with this very request, for a person' },
        code: { ...text, example: 'ERR_EVENT_REFUSED', description: 'Stable; for a program' },
        request_id: { ...text, description: 'Finds the request in the log of the server' },
        problems: list(
          object(
            { path: text, message: text, line: maybe(count), column: maybe(count), hint: text },
            ['line', 'column', 'hint'],
          ),
        ),
      },
      ['problems'],
    ),
    additionalProperties: true,
  },
  Health: object({ status: { type: 'string', enum: ['ok', 'degraded'] }, cells: dictionary(text) }),
  Regions: page(
    object({
      region: text,
      jurisdictions: list(text),
      machine: object({ id: text, version: count, title: text, stages: list(text) }),
      pack: object({ pack: text, version: text, sha256, title: text, not_legal_advice: text }),
      key: object({ key_id: sha256, public_key_pem: text }),
      seal: object({ certificate: text }),
      log: object({ vkey: text, older: list(text) }),
    }),
  ),
  ...IDENTITY_SCHEMAS,
  CheckReport: checkReport,
  Policies: page(ref('Policy')),
  ...TEMPO_SCHEMAS,
  ...AUDIT_SCHEMAS,
  Policy: policy,
  Reference: reference,
  Finding: finding,
  Draft: object({
    manifest: { ...text, description: 'YAML with comments; a check reads it as it stands' },
    facts: list(object({ path: text, value: {}, source: text, proposal: flag })),
    questions: list(
      object({
        fact: text,
        meaning: text,
        decides: count,
        values: maybe(list(text)),
        list: flag,
        needed: flag,
      }),
    ),
    sources: list(object({ name: text, kind: text })),
    warnings: list(object({ path: text, message: text, hint: text })),
  }),
  Request: object({
    id: text,
    model,
    requester: text,
    regions: list(text),
    submitted_at: instant,
    cases: list(object(caseItem)),
  }),
  Requests: page(ref('Request')),
  CaseItem: object(caseItem),
  Cases: page(ref('CaseItem')),
  Case: object({
    ...caseItem,
    model: object({ name: text, version: text, artifact_sha256: maybe(sha256) }),
    team: list(text),
    manifest_sha256: sha256,
    machine: object({ id: text, version: count }),
    as_of: date,
    packs: list(pack),
    stage_records: dictionary(
      object({
        needs: list(object({ role: text, quorum: count, own: flag })),
        approvals: list(approval),
        changes: maybe(anything),
        skipped: flag,
      }),
    ),
    seen: {
      ...dictionary(sha256),
      description: 'Per stage: the hash of what its deciders are shown; a decision names it',
    },
    documents: list(object({ document: text, sha256, evidence: text })),
    waivers: list(object({ rule: text, decision: text, by: text, role: text, expires: instant })),
    ...obligations,
    permit: maybe(object({ id: text, sha256, issued_at: instant, expires_at: instant })),
    deployment: maybe(object({ cloud_region: text, at: instant })),
    paused: maybe(pause),
    possible: { ...list(text), description: 'Events that the case takes now from people' },
    seq: count,
    tail: sha256,
  }),
  Findings: page(ref('Finding')),
  Task: task,
  Tasks: page(ref('Task')),
  InboxCounts: object({ all: count, mine: count, unclaimed: count, overdue: count }),
  Comment: comment,
  Comments: page(ref('Comment')),
  StandIn: standIn,
  StandIns: page(ref('StandIn')),
  WorkProfile: workProfile,
  WorkProfiles: page(ref('WorkProfile')),
  Decisions: page(decision),
  Events: page(
    object({
      subject: text,
      seq: count,
      at: instant,
      actor: text,
      type: text,
      schema_version: count,
      payload: anything,
      prev: sha256,
      hash: sha256,
    }),
  ),
  Evidence: object({
    id: text,
    case_id: text,
    document: text,
    file_name: text,
    media_type: text,
    size_bytes: count,
    sha256,
    uploaded_by: text,
    uploaded_at: instant,
    superseded_by: maybe(text),
  }),
  EvidenceList: page(ref('Evidence')),
  Jobs: page(
    object({
      region: text,
      id: text,
      kind: text,
      key: text,
      case_id: maybe(text),
      state: { type: 'string', enum: ['waiting', 'dead'] },
      run_at: instant,
      attempts: count,
      last_error: maybe(text),
      died_at: maybe(instant),
      leased: flag,
    }),
  ),
  Pauses: page(pause),
  Notifications: page(
    object({
      id: text,
      region: text,
      case_id: maybe(text),
      seq: count,
      type: text,
      at: instant,
      read_at: maybe(instant),
      link: text,
    }),
  ),
  Webhooks: page(ref('Webhook')),
  Webhook: object({
    region: text,
    id: text,
    url: text,
    types: list(text),
    created_by: text,
    created_at: instant,
    failing_since: maybe(instant),
    disabled_at: maybe(instant),
    disabled_why: maybe(text),
  }),
  WebhookSecret: object({
    region: text,
    id: text,
    secret: {
      ...maybe(text),
      description: 'Shown this once; null when the call is an answer given again',
    },
  }),
  Done: object({ region: text, done: flag }),
  Permit: {
    ...object({
      payloadType: text,
      payload: text,
      signatures: list(object({ keyid: text, sig: text })),
    }),
    description: 'DSSE envelope around an in-toto Statement',
  },
  GateDecision: gateDecision,
  ...DEPLOYMENT_SCHEMAS,
  Inclusion: inclusion,
  Consistency: consistency,
} as const satisfies Readonly<Record<string, Schema>>;

export type SchemaName = keyof typeof SCHEMAS;

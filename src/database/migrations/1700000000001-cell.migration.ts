import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first shape of a cell. Hand-written: the journal's promises (insert only, gapless, hash-chained) are
 * kept by the database itself, not only by the service.
 */
const UP = `
create table cell (
  singleton boolean primary key default true check (singleton),
  region text not null,
  demo boolean not null default false,
  created_at timestamptz not null
);

create table person (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  name text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table person_role (
  person_id text not null references person (id),
  role text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  -- An auditor's engagement is time-boxed; null means until revoked.
  expires_at timestamptz,
  primary key (person_id, role)
);

create table access_token (
  -- The public half of the token; the secret is never stored.
  id text primary key,
  person_id text not null references person (id),
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  label text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create table request (
  id text primary key,
  model_name text not null,
  model_version text not null,
  artifact_sha256 text check (artifact_sha256 ~ '^[0-9a-f]{64}$'),
  -- All regions the request names, also those of other cells.
  regions text[] not null,
  submitted_by text not null references person (id),
  submitted_at timestamptz not null
);

create table manifest (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The facts as read, canonical; and the file as handed in.
  facts jsonb not null,
  source text not null,
  received_at timestamptz not null
);

create table regulated_case (
  id text primary key,
  request_id text not null references request (id),
  region text not null,
  -- People of the model besides the requester; kept out of the snapshot so that an inbox need not open it.
  team text[] not null default '{}',
  -- Who left the team by an amendment: acts for it no longer, and decides nothing either.
  former_team text[] not null default '{}',
  manifest_sha256 text not null references manifest (sha256),
  machine_id text not null,
  machine_version integer not null,
  snapshot jsonb not null,
  status text not null,
  stages text[] not null,
  outcome text not null,
  packs jsonb not null,
  -- Day of the law that the assessment was read by.
  as_of date not null,
  assessment jsonb,
  -- Tail of the case's journal: seq is also the version that If-Match speaks of.
  seq integer not null,
  tail_hash bytea not null check (octet_length(tail_hash) = 32),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index regulated_case_by_request on regulated_case (request_id);
create index regulated_case_open on regulated_case (updated_at desc, id) where status in ('open', 'permitted', 'deployed', 'suspended');
create index regulated_case_recent on regulated_case (created_at desc, id);

create table journal_event (
  -- A case id, or the region's name for what concerns the whole cell (people, packs, keys).
  subject text not null,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  actor text not null,
  type text not null,
  schema_version integer not null,
  -- RFC 8785 text, kept as text: its bytes are what the hash covers.
  payload text not null,
  prev bytea not null check (octet_length(prev) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (subject, seq)
);

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger journal_event_no_change before update or delete on journal_event
  for each row execute function journal_is_append_only();
create trigger journal_event_no_truncate before truncate on journal_event
  for each statement execute function journal_is_append_only();

create table task (
  id bigint generated always as identity primary key,
  case_id text not null references regulated_case (id),
  key text not null,
  stage text not null,
  title text not null,
  factor text not null,
  kind text not null,
  role text not null,
  quorum integer not null,
  given integer not null,
  opened_seq integer not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  closed_seq integer,
  closed_at timestamptz
);
create unique index task_open_once on task (case_id, key) where closed_at is null;
create index task_inbox on task (role, due_at, id) where closed_at is null;
create index task_of_case on task (case_id, id);

create table decision (
  id text primary key,
  case_id text not null references regulated_case (id),
  seq integer not null,
  stage text not null,
  role text not null,
  kind text not null,
  person_id text not null references person (id),
  reason text not null,
  rule text,
  expires_at timestamptz,
  -- What the person was shown.
  seen_sha256 text check (seen_sha256 ~ '^[0-9a-f]{64}$'),
  decided_at timestamptz not null,
  voided_seq integer
);
create index decision_of_case on decision (case_id, seq);

create table evidence (
  id text primary key,
  case_id text not null references regulated_case (id),
  document text not null,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by text not null references person (id),
  uploaded_at timestamptz not null,
  -- A newer upload for the same document takes its place; the older one stays readable.
  superseded_by text references evidence (id)
);
create index evidence_of_case on evidence (case_id, uploaded_at);

create table evidence_chunk (
  sha256 text not null,
  n integer not null,
  bytes bytea not null,
  primary key (sha256, n)
);

create table permit (
  id text primary key,
  case_id text not null references regulated_case (id),
  artifact_sha256 text not null,
  envelope jsonb not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index permit_of_artifact on permit (artifact_sha256);
create index permit_of_case on permit (case_id);

create table timer (
  case_id text not null references regulated_case (id),
  id text not null,
  due_at timestamptz not null,
  event jsonb not null,
  -- When to fire it: due_at, or later once its event could not be handled.
  run_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  primary key (case_id, id)
);
create index timer_due on timer (run_at);

create table job (
  id bigint generated always as identity primary key,
  kind text not null,
  case_id text not null references regulated_case (id),
  payload jsonb not null,
  run_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  leased_until timestamptz
);
create index job_due on job (run_at, id);
create unique index job_once on job (kind, case_id);

create table idempotency (
  person_id text not null,
  key text not null,
  method text not null,
  path text not null,
  body_sha256 bytea not null,
  status integer not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (person_id, key)
);
create index idempotency_age on idempotency (created_at);
`;

export class Cell1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

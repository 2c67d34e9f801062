import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs that need no case, leases with an owner, dead letters, and what operators have stopped. */
const UP = `
alter table job
  alter column case_id drop not null,
  -- What there is one of per kind: a case, a delivery.
  add column key text,
  add column state text not null default 'waiting' check (state in ('waiting', 'dead')),
  -- Who is at it; the lease is by this server's clock, never by a process's.
  add column leased_by uuid,
  add column died_at timestamptz,
  add column created_at timestamptz not null default now();
update job set key = case_id;
alter table job alter column key set not null;
drop index job_once;
drop index job_due;
create unique index job_once on job (kind, key);
create index job_due on job (kind, run_at, id) where state = 'waiting';
create index job_dead on job (died_at, id) where state = 'dead';

create table pause (
  scope text not null check (scope in ('case', 'stage', 'queue')),
  target text not null,
  reason text not null,
  paused_by text not null references person (id),
  paused_at timestamptz not null,
  primary key (scope, target)
);

-- The transaction that wrote an event: events are told to the outside in the order of their transactions, and only
-- once no older one can still commit, so that nobody misses one that was numbered early and committed late.
alter table journal_event add column xact xid8 not null default pg_current_xact_id();
create index journal_event_feed on journal_event (xact, subject collate "C", seq);

create table notification (
  id bigint generated always as identity primary key,
  person_id text not null references person (id),
  case_id text not null references regulated_case (id),
  seq integer not null,
  type text not null,
  at timestamptz not null,
  read_at timestamptz,
  unique (person_id, case_id, seq)
);
create index notification_of_person on notification (person_id, id);
create index notification_unread on notification (person_id, id) where read_at is null;

-- How far a reader of the feed has come; moved on in the transaction of what it made of the events.
create table feed_reader (
  name text primary key,
  cursor text not null
);
-- What was journaled before there were notifications is nobody's news: \`~\` comes after every subject.
insert into feed_reader values ('outbox', pg_current_xact_id()::text || '.0.~');

create table webhook_endpoint (
  id text primary key,
  url text not null,
  types text[] not null,
  -- Sealed with a key that is not in this database; the older one signs too until it ends.
  secret bytea not null,
  old_secret bytea,
  old_secret_until timestamptz,
  created_by text not null references person (id),
  created_at timestamptz not null,
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_why text
);
`;

export class Jobs1700000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

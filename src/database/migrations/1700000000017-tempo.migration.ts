import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A projection of the journal: it holds nothing that the journal does not, and may be thrown away and made again. */
const UP = `
create table tempo_place (
  one boolean primary key default true check (one),
  -- Which rebuild this is, and how many batches have been taken since.
  generation bigint not null,
  version bigint not null,
  -- Hash of what besides the journal the projection depends on: calendars, questions of readiness, its own shape.
  basis text not null,
  xact xid8 not null,
  subject text collate "C" not null,
  seq int not null
);
create table tempo_case (
  case_id text primary key,
  request_id text not null,
  model text not null,
  use_case text,
  algorithm text,
  team text not null,
  seq int not null,
  status text not null,
  started_at timestamptz not null,
  permit_at timestamptz,
  deployed_at timestamptz,
  ended_at timestamptz,
  lead_ms bigint,
  lead_working_ms bigint,
  rework int not null,
  warnings text[] not null,
  rules text[] not null,
  waived text[] not null,
  blocked_by text[] not null,
  version bigint not null
);
create index tempo_case_by_version on tempo_case (version);
create table tempo_turn (
  case_id text not null references tempo_case on delete cascade,
  n int not null,
  seq int not null,
  key text not null,
  stage text not null,
  kind text not null,
  role text not null,
  waits_on text not null,
  factor text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  due_at timestamptz not null,
  round int not null,
  touched_ms bigint,
  touched_working_ms bigint,
  held_since timestamptz,
  ended_by text,
  person text,
  ms bigint,
  working_ms bigint,
  rules text[] not null,
  documents json not null,
  primary key (case_id, n)
);
create table tempo_visit (
  case_id text not null references tempo_case on delete cascade,
  n int not null,
  stage text not null,
  factor text not null,
  visit int not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  ms bigint,
  working_ms bigint,
  primary key (case_id, n)
);
`;

export class Tempo1700000000017 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

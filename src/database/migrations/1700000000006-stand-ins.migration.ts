import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who takes whose place while they are away. */
const UP = `
create table stand_in (
  id text primary key,
  person_id text not null references person (id),
  stand_in_id text not null references person (id) check (stand_in_id <> person_id),
  -- Empty: every role in which the person decides.
  roles text[] not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  reason text not null,
  created_by text not null references person (id),
  created_at timestamptz not null,
  ended_at timestamptz
);
create index stand_in_of on stand_in (stand_in_id, until_at) where ended_at is null;

alter table decision add column stands_in_for text references person (id);
`;

export class StandIns1700000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

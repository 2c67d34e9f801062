import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on a task, and what people say to each other about a case. */
const UP = `
create table task_holder (
  task_id bigint not null references task (id),
  person_id text not null references person (id),
  since timestamptz not null,
  -- Who gave it to them; themselves where they took it.
  assigned_by text not null references person (id),
  primary key (task_id, person_id)
);
create index task_holder_of_person on task_holder (person_id, task_id);

create table case_comment (
  id text primary key,
  case_id text not null references regulated_case (id),
  -- The journal event that holds the commitment to the text.
  seq integer not null,
  person_id text not null references person (id),
  at timestamptz not null,
  -- Null, with the salt, once erased: the commitment then says nothing.
  text text,
  salt bytea,
  rules text[] not null,
  mentions text[] not null,
  unique (case_id, seq)
);
create index case_comment_of_case on case_comment (case_id, seq);
`;

export class Desk1700000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

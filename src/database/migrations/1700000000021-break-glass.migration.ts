import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody let run without a permit, for at most a day. */
const UP = `
create table break_glass (
  id text primary key,
  artifact_sha256 text not null check (artifact_sha256 ~ '^[0-9a-f]{64}$'),
  cloud_region text not null,
  case_id text references regulated_case (id),
  person_id text not null references person (id),
  reason text not null,
  given_at timestamptz not null,
  expires_at timestamptz not null,
  -- The same, signed with the key of the region's permits (DSSE): a row alone lets nothing run.
  envelope jsonb not null,
  subject text not null,
  seq integer not null,
  check (expires_at > given_at and expires_at <= given_at + interval '24 hours')
);
create index break_glass_of_artifact on break_glass (artifact_sha256, expires_at);
`;

export class BreakGlass1700000000021 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the gate was asked; its denials stand in the journal too. */
const UP = `
create table gate_tally (
  day date not null,
  artifact_sha256 text not null,
  answer text not null check (answer in ('allow', 'deny')),
  calls bigint not null,
  primary key (day, artifact_sha256, answer)
);
create index request_by_artifact on request (artifact_sha256);
`;

export class Gate1700000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

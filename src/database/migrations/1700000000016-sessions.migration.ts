import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Local accounts and the sessions of people who signed in with one. */
const UP = `
create table local_account (
  person_id text primary key references person (id),
  -- Argon2id in its own text form, parameters and salt included; the same in every cell that knows the person.
  password_hash text not null,
  changed_at timestamptz not null
);

create table web_session (
  id text primary key,
  person_id text not null references person (id),
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  -- The secret before the last rotation: requests that were under way still carry it.
  previous_sha256 bytea check (octet_length(previous_sha256) = 32),
  csrf text not null,
  user_agent text not null,
  created_at timestamptz not null,
  rotated_at timestamptz not null,
  seen_at timestamptz not null,
  -- When the person last proved who they are.
  proved_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index web_session_of on web_session (person_id, created_at) where ended_at is null;
`;

export class Sessions1700000000016 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

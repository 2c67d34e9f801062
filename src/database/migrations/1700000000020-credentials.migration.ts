import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Service accounts, what a token is limited to and when it was last used, and sign-in by an identity provider. */
const UP = `
-- A service account is a machine: it has roles, signs in with tokens only, and decides nothing.
alter table person add column kind text not null default 'person' check (kind in ('person', 'service'));

alter table access_token
  -- What of its person's powers the token opens; null means all of them.
  add column actions text[] check (cardinality(actions) > 0),
  -- Null: made before this was kept.
  add column created_by text,
  -- To the minute.
  add column last_used_at timestamptz;
create index access_token_of on access_token (person_id, created_at) where revoked_at is null;

-- How the person proved who they are when the session began: with a password, or at an identity provider.
alter table web_session add column way text not null default 'password';

-- Who an identity provider's subject is here.
create table outside_identity (
  issuer text not null,
  subject text not null,
  person_id text not null references person (id),
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index outside_identity_of on outside_identity (person_id);
`;

export class Credentials1700000000020 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

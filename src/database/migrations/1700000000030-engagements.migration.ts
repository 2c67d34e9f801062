import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What auditors may look at, and until when. */
const UP = `
create table engagement (
  id text primary key,
  person_id text not null references person (id),
  -- What it is limited to; null: every case of the region, of any time.
  cases text[] check (cardinality(cases) > 0),
  period_from date,
  period_until date check (period_until >= period_from),
  reason text not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index engagement_of on engagement (person_id, until_at) where ended_at is null;

-- Until now the role was the engagement, over the whole region; one without an end gets one.
insert into engagement (id, person_id, reason, from_at, until_at, created_by, created_at)
select 'eng-' || substr(translate(md5(person_id), '0189', 'ghij'), 1, 20), person_id,
       'was an auditor before engagements were kept', granted_at,
       greatest(coalesce(expires_at, now() + interval '90 days'), granted_at + interval '1 second'), granted_by, now()
  from person_role where role = 'auditor';
`;

export class Engagements1700000000030 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

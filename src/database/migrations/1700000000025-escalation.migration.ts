import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody works, who is their deputy, who leads the region; and how far an overdue task has been brought. */
const UP = `
create table work_profile (
  person_id text primary key references person (id),
  -- Null: as the region's calendar says.
  zone text,
  days integer[],
  opens text check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text check (closes > opens),
  deputy_id text references person (id) check (deputy_id <> person_id),
  leads boolean not null default false,
  set_by text not null references person (id),
  set_at timestamptz not null
);
create unique index work_profile_lead on work_profile (leads) where leads;

alter table task
  -- Steps of the region's plan that were taken, and the last that reached somebody.
  add column escalations integer not null default 0,
  add column escalated text,
  -- When to look again: null, when it is due; infinity, never.
  add column escalate_at timestamptz;
create index task_to_escalate on task ((coalesce(escalate_at, due_at)))
  where closed_at is null and role <> 'carnet';
`;

export class Escalation1700000000025 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

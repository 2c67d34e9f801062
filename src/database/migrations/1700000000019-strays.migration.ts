import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs although no permit covers it, tasks that belong to no machine, and answers of the gate by permit. */
const UP = `
create table stray (
  id text primary key,
  deployment_id text not null references deployment (id),
  -- Why no permit covers it, in the gate's words.
  code text not null,
  detail text not null,
  artifact_sha256 text not null,
  cloud_region text not null,
  -- The permit that comes closest, and the case that is told.
  permit_id text references permit (id),
  case_id text references regulated_case (id),
  -- The incident of that case, where its machine took one.
  incident text,
  found_at timestamptz not null,
  -- The event that says so: of the case, or of the region where there is none.
  subject text not null,
  seq integer not null,
  resolved_at timestamptz,
  resolved_how text check (resolved_how in ('covered', 'changed', 'stopped'))
);
-- A fact is told once, however often it is looked at.
create unique index stray_open on stray (deployment_id) where resolved_at is null;
create index stray_of_case on stray (case_id);

-- Of the region as a whole, or of a case whose machine asks for nothing any more.
create table region_task (
  id text primary key,
  kind text not null check (kind in ('stray', 'break_glass')),
  about text not null,
  case_id text references regulated_case (id),
  title text not null,
  role text not null,
  -- People who may not close it.
  barred text[] not null default '{}',
  subject text not null,
  seq integer not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  -- Null where the engine closed it.
  closed_by text references person (id),
  closed_how text,
  closed_reason text
);
create unique index region_task_open on region_task (kind, about) where closed_at is null;
create index region_task_inbox on region_task (role, due_at, id) where closed_at is null;

create table deployment_sweep (
  singleton boolean primary key default true check (singleton),
  swept_at timestamptz not null,
  looked_at integer not null
);

-- Who looks for what a deployment ran before need not read the whole journal of its region.
create index journal_event_deployment on journal_event ((payload::jsonb ->> 'deployment'), seq)
 where type in ('DEPLOYMENT_STARTED', 'DEPLOYMENT_MOVED', 'DEPLOYMENT_STOPPED');

alter table notification
  alter column case_id drop not null,
  -- A case id, or the region's name.
  add column subject text;
update notification set subject = case_id;
alter table notification
  alter column subject set not null,
  drop constraint notification_person_id_case_id_seq_key,
  add constraint notification_once unique (person_id, subject, seq);

-- An auditor asks of each deployment which answer let it run: by place and permit, empty where there was none.
alter table gate_tally
  add column cloud_region text not null default '',
  add column permit text not null default '',
  add column break_glass text not null default '',
  add column first_at timestamptz,
  add column last_at timestamptz,
  drop constraint gate_tally_pkey;
update gate_tally set first_at = day, last_at = day;
alter table gate_tally
  alter column first_at set not null,
  alter column last_at set not null,
  add primary key (artifact_sha256, day, answer, cloud_region, permit, break_glass);
`;

export class Strays1700000000019 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

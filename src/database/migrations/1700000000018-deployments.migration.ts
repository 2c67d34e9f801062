import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What pipelines say runs in the region. */
const UP = `
create table deployment (
  id text primary key,
  environment text not null,
  -- What its pipeline calls it: one runs under a name in an environment.
  name text not null,
  -- The model as manifests name it, where the pipeline says so.
  model text,
  artifact_sha256 text not null check (artifact_sha256 ~ '^[0-9a-f]{64}$'),
  cloud_region text not null,
  instances integer not null check (instances >= 1),
  started_at timestamptz not null,
  -- Since when it runs this artifact in this cloud region.
  since timestamptz not null,
  reported_by text not null references person (id),
  reported_at timestamptz not null,
  -- The event of the region's journal that holds the newest report.
  seq integer not null,
  stopped_at timestamptz
);
create unique index deployment_running on deployment (environment, name) where stopped_at is null;
create index deployment_of_artifact on deployment (artifact_sha256) where stopped_at is null;
`;

export class Deployments1700000000018 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  /** A cell's history is never undone by a program. */
  async down(): Promise<void> {
    throw new Error('a cell has no way back: restore a backup');
  }
}

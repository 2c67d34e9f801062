import type { MigrationInterface } from 'typeorm';
import { Cell1700000000001 } from './1700000000001-cell.migration.ts';
import { Jobs1700000000004 } from './1700000000004-jobs.migration.ts';

/** Every migration of a cell, oldest first. TypeORM orders by the number at the end of the name. */
export const ALL_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Cell1700000000001,
  Jobs1700000000004,
];

/** Where a database remembers which of them it has seen. */
export const MIGRATION_TABLE = 'carnet_migration';

import type { MigrationInterface } from 'typeorm';
import { Cell1700000000001 } from './1700000000001-cell.migration.ts';
import { Jobs1700000000004 } from './1700000000004-jobs.migration.ts';
import { Desk1700000000005 } from './1700000000005-desk.migration.ts';
import { StandIns1700000000006 } from './1700000000006-stand-ins.migration.ts';
import { Gate1700000000007 } from './1700000000007-gate.migration.ts';
import { Log1700000000008 } from './1700000000008-log.migration.ts';
import { Sessions1700000000016 } from './1700000000016-sessions.migration.ts';
import { Tempo1700000000017 } from './1700000000017-tempo.migration.ts';
import { Deployments1700000000018 } from './1700000000018-deployments.migration.ts';
import { Strays1700000000019 } from './1700000000019-strays.migration.ts';
import { Credentials1700000000020 } from './1700000000020-credentials.migration.ts';
import { BreakGlass1700000000021 } from './1700000000021-break-glass.migration.ts';
import { OutsideRoles1700000000022 } from './1700000000022-outside-roles.migration.ts';
import { Engagements1700000000030 } from './1700000000030-engagements.migration.ts';
import { Escalation1700000000025 } from './1700000000025-escalation.migration.ts';

/** Every migration of a cell, oldest first. TypeORM orders by the number at the end of the name. */
export const ALL_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Cell1700000000001,
  Jobs1700000000004,
  Desk1700000000005,
  StandIns1700000000006,
  Gate1700000000007,
  Log1700000000008,
  Sessions1700000000016,
  Tempo1700000000017,
  Deployments1700000000018,
  Strays1700000000019,
  Credentials1700000000020,
  BreakGlass1700000000021,
  OutsideRoles1700000000022,
  Engagements1700000000030,
  Escalation1700000000025,
];

/** Where a database remembers which of them it has seen. */
export const MIGRATION_TABLE = 'carnet_migration';

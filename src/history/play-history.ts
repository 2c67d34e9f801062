import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.ts';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { CasesService } from '../cases/cases.service.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import type { Cells } from '../database/cells.ts';
import { EvidenceService } from '../evidence/evidence.service.ts';
import { assemble } from '../http/assemble.ts';
import { seedPeople, type SeedPerson } from '../identity/seed-people.ts';
import { RequestsService } from '../requests/requests.service.ts';
import { TasksService } from '../tasks/tasks.service.ts';
import { TempoService } from '../tempo/tempo.service.ts';
import { project } from '../tempo/projection.ts';
import { Chance } from './chance.ts';
import { Deeds } from './deeds.ts';
import { HistoryNotFirstError } from './history.errors.ts';
import { type HistoryScript, peopleOf } from './history-script.ts';
import { planOf } from './plan.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { Simulation } from './simulation.ts';
import { Staff } from './staff.ts';

export interface HistoryOptions {
  readonly script: HistoryScript;
  /** Where the history ends; it begins as many years earlier as the script says. */
  readonly until: Date;
  readonly onProgress?: (made: number) => void;
}

export interface PlayedHistory {
  readonly requests: number;
  readonly cases: number;
  readonly events: number;
  /** What tempo says of all of it, as its service answers. */
  readonly tempo: {
    readonly overview: unknown;
    readonly causes: unknown;
    readonly queues: unknown;
  };
  /** Who takes part, with a token each. */
  readonly people: readonly SeedPerson[];
  readonly tokens: Readonly<Record<string, string>>;
}

/**
 * Writes a plausible history into empty cells: seeded people act through the services that answer HTTP, on the real
 * engine, by a simulated clock. The same seed makes the same history, but for ids and signatures.
 *
 * @throws {HistoryNotFirstError} a cell holds cases: nothing is written, so that no real journal gets invented events
 */
export async function playHistory(
  config: CarnetConfig,
  cells: Cells,
  { script, until, onProgress }: HistoryOptions,
): Promise<PlayedHistory> {
  await assertEmpty(cells);
  // Whoever loses this history by a failing machine plays it again: no commit has to wait for the disk.
  for (const { pool } of cells.all())
    pool.on('connect', (client) => void client.query('set synchronous_commit = off'));
  const chance = new Chance(script.seed);
  const served = { until: until.getTime(), served: cells.regions };
  const plan = planOf(script, chance, served);
  const people = [...script.people, ...script.teams.flatMap(peopleOf)];
  const tokens = await seedPeople(cells, people, new Date());
  const clock = new SimulatedClock(plan[0]?.at ?? until.getTime());
  const failures: unknown[] = [];
  const { parts, drain } = await assemble(config, cells, {
    now: clock.now,
    onFailure: (error) => failures.push(error),
  });
  const app = await NestFactory.createApplicationContext(AppModule.over(parts), {
    logger: false,
    abortOnError: false,
  });
  try {
    const stage = {
      script,
      chance,
      clock,
      staff: new Staff(people, script.work, chance),
      deeds: new Deeds({
        requests: app.get(RequestsService),
        cases: app.get(CasesService),
        reading: app.get(CaseReadingService),
        evidence: app.get(EvidenceService),
        tasks: app.get(TasksService),
      }),
      cells: new Map(
        cells.all().map(({ region, pool }) => {
          const ground = parts.tempoGrounds.get(region);
          if (!ground) throw new Error(`region \`${region}\` has no calendar`);
          return [region, { pool, time: ground.time }];
        }),
      ),
      drain: async () => {
        await drain();
        // What a server would try again tomorrow would be a hole in a history.
        if (failures.length > 0) throw failures[0];
      },
    };
    const played = await new Simulation(stage).play(plan, until.getTime(), onProgress);
    for (const [region, ground] of parts.tempoGrounds)
      // oxlint-disable-next-line no-await-in-loop -- one cell after the other
      await project(cells.get(region), ground);
    const reader = stage.staff.principal(script.people.find(isReader)?.id ?? '');
    const tempo = app.get(TempoService);
    const from = new Date(plan[0]?.at ?? until).toISOString().slice(0, 10);
    return {
      ...played,
      events: await countEvents(cells),
      tempo: {
        overview: await tempo.overview({ from }, reader),
        causes: await tempo.causes({ from }, reader),
        queues: await tempo.queues({ from }, reader),
      },
      people,
      tokens,
    };
  } finally {
    await app.close();
  }
}

/** An auditor reads every region they hold the role in. */
function isReader({ roles }: SeedPerson): boolean {
  return Object.values(roles).every((held) => held.includes('auditor'));
}

async function assertEmpty(cells: Cells): Promise<void> {
  for (const { region, pool } of cells.all()) {
    // oxlint-disable-next-line no-await-in-loop -- one cell after the other
    const { rows } = await pool.query<{ cases: number }>(
      'select count(*)::int as cases from regulated_case',
    );
    const found = rows[0]?.cases ?? 0;
    if (found > 0) throw new HistoryNotFirstError(region, found);
  }
}

async function countEvents(cells: Cells): Promise<number> {
  let sum = 0;
  for (const { pool } of cells.all()) {
    // oxlint-disable-next-line no-await-in-loop -- one cell after the other
    const { rows } = await pool.query<{ events: number }>(
      'select count(*)::int as events from journal_event',
    );
    sum += rows[0]?.events ?? 0;
  }
  return sum;
}

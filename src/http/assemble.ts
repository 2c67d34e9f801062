import type { Catalog } from '../policy/catalog.types.ts';
import { openArchive } from '../policy/life/archive.ts';
import { readLock } from '../policy/life/lock.ts';
import { type IncidentKind, loadIncidents } from '../policy/load-incidents.ts';
import { loadCatalog, shippedPolicies } from '../policy/load.ts';
import { applyLaw } from '../cases/apply-law.ts';
import { assertMachinesFrozen } from '../cases/frozen-machines.ts';
import { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import { knownRegions } from '../config/known-regions.ts';
import type { Cell } from '../database/cell.ts';
import type { Cells } from '../database/cells.ts';
import { queueSweep, SWEEP_JOB, sweepJob } from '../deployments/sweep-job.ts';
import { DeploymentSweep } from '../deployments/sweep.ts';
import { loadSeal } from '../evidence/seal/load-seal.ts';
import { issuePermitJob } from '../jobs/issue-permit-job.ts';
import { loadLogKey, type LogKey } from '../journal/log/log-key.ts';
import { LogRunner } from '../journal/log/log-runner.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { OutsideRunner } from '../jobs/outside-runner.ts';
import { webhookJob } from '../notifications/deliver-webhook.ts';
import { spreadEvents } from '../notifications/outbox.ts';
import { sealingKey } from '../notifications/webhook-secret.ts';
import { loadSigningKey } from '../permits/keys.ts';
import type { SigningKey } from '../permits/permit.types.ts';
import { IdentitySources } from '../identity/outside/identity-sources.ts';
import { withOlderLaw } from '../regions/older-law.ts';
import { jurisdictionsOf, lawOf } from '../regions/region.ts';
import type { RegionDefinition } from '../regions/region.ts';
import { REGIONS } from '../regions/registry.ts';
import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { escalateJob } from '../escalation/escalate-task.ts';
import { type EscalationPlans, loadEscalations } from '../escalation/load-escalations.ts';
import { queueOverdue } from '../escalation/queue-overdue.ts';
import { calendarOf, loadCalendars } from '../tempo/calendar/load-calendars.ts';
import type { Calendar } from '../tempo/calendar/working-time.ts';
import { RegionGround } from '../tempo/ground.ts';
import { TempoRunner } from '../tempo/tempo-runner.ts';
import { findMachine } from '../../workflows/registry.ts';
import type { Parts } from '../app.module.ts';
import { RegionUnknownError } from './http.errors.ts';

interface Runner {
  start(): void;
  stop(): Promise<void>;
}

/** What a server consists of besides its cells. */
export interface Assembly {
  readonly parts: Parts;
  readonly runners: readonly Runner[];
  /** Brings the cases of every cell up to law that was published since they were last looked at; never throws. */
  readonly catchUp: () => Promise<void>;
  /** Does every job and timer of the cells that is due now, by the engines' clock; nothing has to be started for it. */
  readonly drain: () => Promise<void>;
}

export interface AssemblyOptions {
  /** The only clock of the engines; the system's unless said. */
  readonly now?: () => string;
  /** Milliseconds between two looks at jobs and timers. */
  readonly pollMs?: number;
  readonly onFailure: (error: unknown, what: string) => void;
}

/**
 * Puts the parts of a server together: the law, and for each cell its engine, its signing key and what does its jobs.
 *
 * Nothing runs yet.
 *
 * @throws {PolicyLoadError} {SigningKeyError} {RegionUnknownError} {RegionWithoutLawError}
 * @throws {MachineChangedError} a workflow that cases may run on is not what was published
 */
export async function assemble(
  config: CarnetConfig,
  cells: Cells,
  options: AssemblyOptions,
): Promise<Assembly> {
  assertMachinesFrozen();
  const catalog = loadCatalog(shippedPolicies(), { ownOverlays: config.overlays });
  const data = {
    catalog,
    calendars: loadCalendars(),
    incidents: loadIncidents(),
    escalations: loadEscalations(),
  };
  const built = cells.all().map((cell) => buildCell(config, data, cell, options));
  const { dataDir } = config;
  const reviewers = [...catalog.reference.roles.keys()];
  const identity = IdentitySources.load(config.identity, knownRegions(), reviewers);
  const seals = await Promise.all(
    cells.all().map(async ({ region }) => loadSeal(region, { dataDir, ...config.seals[region] })),
  );
  const engines = new Engines(built.map(({ engine }) => engine));
  return {
    parts: {
      config,
      catalog,
      cells,
      engines,
      regions: built.map(({ definition }) => definition),
      logKeys: new Map(built.map(({ engine, logKey }) => [engine.region, logKey])),
      signingKeys: new Map(built.map(({ key }) => [key.region, key])),
      publicKeys: new Map(built.map(({ key }) => [key.region, publicHalf(key)])),
      seals: new Map(seals.map((seal) => [seal.region, seal])),
      identity,
      sweeps: new Map(built.map(({ engine, sweep }) => [engine.region, sweep])),
      tempoGrounds: new Map(built.map(({ engine, ground }) => [engine.region, ground])),
      webhookKeys: new Map(built.map(({ engine, webhookKey }) => [engine.region, webhookKey])),
    },
    runners: built.flatMap(({ runners }) => runners),
    catchUp: async () => {
      await Promise.all(engines.all().map(async (engine) => catchUp(engine, options)));
    },
    drain: async () => {
      await Promise.all(built.map(async ({ jobs }) => jobs.drain()));
    },
  };
}

/** A case that cannot be moved stays at its older law, which is sound: it must not keep a server from starting. */
async function catchUp(engine: CaseEngine, { onFailure }: AssemblyOptions): Promise<void> {
  try {
    const { failures } = await applyLaw(engine, { by: publisherOf(engine.region) });
    for (const { caseId, error } of failures) onFailure(error, `newer law for case ${caseId}`);
  } catch (error) {
    onFailure(error, `newer law in region ${engine.region}`);
  }
}

function publisherOf(region: string): string {
  const entries = (readLock(shippedPolicies()) ?? []).filter(({ pack }) => pack === region);
  return entries.at(-1)?.by ?? ENGINE_ACTOR;
}

interface BuiltCell {
  readonly engine: CaseEngine;
  readonly sweep: DeploymentSweep;
  readonly runners: readonly Runner[];
  readonly jobs: JobRunner;
  readonly webhookKey: Buffer;
  readonly definition: RegionDefinition;
  readonly key: SigningKey;
  readonly logKey: LogKey;
  readonly ground: RegionGround;
}

interface LoadedData {
  readonly catalog: Catalog;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly incidents: readonly IncidentKind[];
  readonly escalations: EscalationPlans;
}

function buildCell(
  config: CarnetConfig,
  { catalog, calendars, incidents, escalations }: LoadedData,
  { region, pool }: Cell,
  options: AssemblyOptions,
): BuiltCell {
  const definition = definitionOf(region);
  const { id, version } = definition.machine;
  const now = options.now ?? ((): string => new Date().toISOString());
  const archive = openArchive(shippedPolicies(), [], config.overlays);
  const law = withOlderLaw(lawOf(catalog, definition), definition, archive);
  const engine = new CaseEngine({ region, pool, machine: findMachine(id, version), law, now });
  const key = loadSigningKey(region, { dataDir: config.dataDir, path: config.keys[region] });
  const handlers = {
    'issue-permit': issuePermitJob(key, jurisdictionsOf(catalog, definition), now),
    escalate: escalateJob(escalations, calendarOf(calendars, region), now),
  };
  const { pollMs, onFailure } = options;
  const every = pollMs === undefined ? {} : { everyMs: pollMs };
  const jobs = new JobRunner(engine, {
    handlers,
    first: async (at) => queueOverdue(pool, at),
    onFailure,
    checkClock: options.now === undefined,
    ...every,
  });
  const logKey = loadLogKey(region, config.dataDir);
  const webhookKey = sealingKey(config.dataDir, region);
  const allowPrivate = config.webhookPrivate === true;
  const sweep = new DeploymentSweep(engine, incidents);
  const rhythm = { pool, now, everyMs: config.sweepMinutes * 60_000 };
  const outside = new OutsideRunner(pool, {
    handlers: {
      webhook: webhookJob({ region, pool, key: webhookKey, allowPrivate }),
      [SWEEP_JOB]: sweepJob(sweep, rhythm),
    },
    begin: async () => queueSweep(rhythm),
    first: async () => spreadEvents({ region, pool }, now),
    now,
    onFailure,
    checkClock: options.now === undefined,
    ...every,
  });
  const log = new LogRunner({ region, pool }, { key: logKey, now, onFailure, ...every });
  const ground = new RegionGround(catalog, region, calendars);
  const tempo = new TempoRunner({ region, pool }, { ground, onFailure, ...every });
  const runners = [jobs, outside, log, tempo];
  return { engine, sweep, runners, jobs, webhookKey, definition, key, logKey, ground };
}

function definitionOf(region: string): RegionDefinition {
  const known = REGIONS.find((definition) => definition.region === region);
  if (!known)
    throw new RegionUnknownError(
      region,
      REGIONS.map((definition) => definition.region),
    );
  return known;
}

/** Nobody but the job that signs gets to hold what signs. */
function publicHalf({
  keyId,
  publicKeyPem,
}: SigningKey): Pick<SigningKey, 'keyId' | 'publicKeyPem'> {
  return { keyId, publicKeyPem };
}

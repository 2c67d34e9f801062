import type { AnyStateMachine } from 'xstate';
import { GDPR_ROUTE, gdprMachine } from './gdpr.machine.ts';
import { NORTH_AMERICA_ROUTE, northAmericaMachine } from './north-america.machine.ts';
import { decisionStages, type Route } from './route.ts';

type MachineId = 'gdpr' | 'north-america';

/** One version of one region's way. A version that a case has run on is never changed, only followed by another. */
export interface MachineDefinition {
  readonly id: MachineId;
  readonly version: number;
  readonly title: string;
  /** Every stage in route order. */
  readonly stages: readonly string[];
  /** Stages that take decisions; an assessment's `seen` has an entry for each. */
  readonly decisionStages: readonly string[];
  /** Per role: the stage in which its approval counts as evidence; a role not named here signs in `approval`. */
  readonly ownStage: Readonly<Record<string, string>>;
  readonly machine: AnyStateMachine;
}

/** No machine is known by this id and version. */
export class MachineNotFoundError extends Error {
  readonly code = 'ERR_MACHINE_NOT_FOUND';

  constructor(id: string, version: number) {
    super(`no machine \`${id}\` of version \`${version}\` is known`);
  }
}

/** Every machine that a stored case may name. */
export const MACHINES: readonly MachineDefinition[] = [
  define(
    'gdpr',
    'Data protection: with the opinion of the data protection officer',
    GDPR_ROUTE,
    gdprMachine,
  ),
  define('north-america', 'United States and Canada', NORTH_AMERICA_ROUTE, northAmericaMachine),
];

/** @throws {MachineNotFoundError} no machine has this id and version */
export function findMachine(id: string, version: number): MachineDefinition {
  const found = MACHINES.find((machine) => machine.id === id && machine.version === version);
  if (!found) throw new MachineNotFoundError(id, version);
  return found;
}

function define(
  id: MachineId,
  title: string,
  route: Route,
  machine: AnyStateMachine,
): MachineDefinition {
  const { stages, ownStage } = route;
  return {
    id,
    version: 1,
    title,
    stages,
    decisionStages: decisionStages(route),
    ownStage,
    machine,
  };
}

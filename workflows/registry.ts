import type { AnyStateMachine } from 'xstate';
import type { MachineVersion } from './machine-version.ts';
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
  /** What becomes of cases that were opened on the version before: they finish on it. Null for the first. */
  readonly openCases: 'finish' | null;
}

/** No machine is known by this id and version. */
export class MachineNotFoundError extends Error {
  readonly code = 'ERR_MACHINE_NOT_FOUND';

  constructor(id: string, version: number) {
    super(`no machine \`${id}\` of version \`${version}\` is known`);
  }
}

const VERSIONS: readonly MachineVersion[] = [1, 2];

/** Every machine that a stored case may name. */
export const MACHINES: readonly MachineDefinition[] = VERSIONS.flatMap((version) => [
  gdpr(version),
  northAmerica(version),
]);

/** @throws {MachineNotFoundError} no machine has this id and version */
export function findMachine(id: string, version: number): MachineDefinition {
  const found = MACHINES.find((machine) => machine.id === id && machine.version === version);
  if (!found) throw new MachineNotFoundError(id, version);
  return found;
}

function gdpr(version: MachineVersion): MachineDefinition {
  return define(
    {
      id: 'gdpr',
      version,
      title: 'Data protection: with the opinion of the data protection officer',
    },
    GDPR_ROUTE,
    gdprMachine(version),
  );
}

function northAmerica(version: MachineVersion): MachineDefinition {
  return define(
    { id: 'north-america', version, title: 'United States and Canada' },
    NORTH_AMERICA_ROUTE,
    northAmericaMachine(version),
  );
}

function define(
  words: Pick<MachineDefinition, 'id' | 'version' | 'title'>,
  route: Route,
  machine: AnyStateMachine,
): MachineDefinition {
  const { stages, ownStage } = route;
  return {
    ...words,
    openCases: words.version === 1 ? null : 'finish',
    stages,
    decisionStages: decisionStages(route),
    ownStage,
    machine,
  };
}

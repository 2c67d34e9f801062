import { join } from 'node:path';
import type { TaskKind } from '../../workflows/words.ts';
import { checked } from '../policy/load-reference.ts';
import { shippedPolicies } from '../policy/load.ts';
import { PolicyLoadError } from '../policy/policy.errors.ts';
import { DATE, list, match, NUMBER, object, type Shape, TEXT, word } from '../policy/shape.ts';
import { YamlSource } from '../policy/yaml-source.ts';

/** Whom an overdue task is brought before: those who are late, their deputies, whoever leads the region. */
const ESCALATION_STEPS = ['remind', 'deputy', 'lead'] as const;
export type EscalationStepName = (typeof ESCALATION_STEPS)[number];

/** One step of a plan; exactly one of the two times is given. */
export interface EscalationStep {
  readonly step: EscalationStepName;
  /** Working time after the due date. */
  readonly workingDays?: number;
  readonly workingHours?: number;
}

interface Plan {
  readonly region: string;
  /** Kinds of tasks it is for; absent: all that no other plan of the region names. */
  readonly kinds?: readonly string[];
  readonly steps: readonly EscalationStep[];
}

const FILE = 'escalations.yaml';
const KINDS: readonly TaskKind[] = [
  'supply',
  'amend',
  'review',
  'opinion',
  'approve',
  'audit',
  'deploy',
  'confirm',
  'report',
];
/** Beyond it nobody would call it an escalation any more. */
const LONGEST_DAYS = 250;
const USUAL_DAY_HOURS = 8;

const ESCALATIONS: Shape = object({
  version: TEXT,
  lastReviewed: DATE,
  plans: list(
    object({
      region: match('region such as `eu`', /^[a-z][a-z0-9-]{0,62}$/u),
      'kinds?': list(word('kind of task', KINDS)),
      steps: list(
        object({
          step: word('step', ESCALATION_STEPS),
          'workingDays?': NUMBER,
          'workingHours?': NUMBER,
        }),
      ),
    }),
  ),
});

/** Says what happens to a region's overdue tasks. */
export class EscalationPlans {
  constructor(private readonly plans: readonly Plan[]) {}

  /** Steps for a kind of task, first first; none where the region has no plan for it. */
  stepsFor(region: string, kind: string): readonly EscalationStep[] {
    const its = this.plans.filter((plan) => plan.region === region);
    const named = its.find(({ kinds }) => kinds?.includes(kind));
    return (named ?? its.find(({ kinds }) => kinds === undefined))?.steps ?? [];
  }
}

/**
 * The plans of all regions.
 *
 * @throws {PolicyLoadError} the file is not sound: every mistake with its line
 */
export function loadEscalations(policies: string = shippedPolicies()): EscalationPlans {
  const source = YamlSource.read(join(policies, FILE), FILE);
  const file = checked<{ readonly plans: readonly Plan[] }>(source, ESCALATIONS);
  if (file) check(source, file.plans);
  if (source.problems.length > 0 || !file) throw new PolicyLoadError(source.problems);
  return new EscalationPlans(file.plans);
}

function check(source: YamlSource, plans: readonly Plan[]): void {
  const known = new Set<string>();
  for (const [index, { region, kinds, steps }] of plans.entries()) {
    for (const kind of kinds ?? ['']) {
      const name = `${region} ${kind}`.trimEnd();
      if (known.has(name)) source.report(['plans', index], `\`${name}\` has a plan already`);
      known.add(name);
    }
    let before = 0;
    for (const [at, step] of steps.entries()) {
      const here = ['plans', index, 'steps', at] as const;
      const fault = faultOf(step);
      if (fault !== null) source.report(here, fault);
      const hours = hoursOf(step);
      if (hours < before) source.report(here, 'it comes before the step above it');
      before = hours;
    }
  }
}

function faultOf({ workingDays, workingHours }: EscalationStep): string | null {
  const given = [workingDays, workingHours].filter((one) => one !== undefined);
  if (given.length !== 1) return 'give either `workingDays` or `workingHours`';
  const days = workingDays ?? (workingHours ?? 0) / USUAL_DAY_HOURS;
  return days >= 0 && days <= LONGEST_DAYS
    ? null
    : `a step is 0 to ${String(LONGEST_DAYS)} working days after the due date`;
}

function hoursOf({ workingDays, workingHours }: EscalationStep): number {
  return workingHours ?? (workingDays ?? 0) * USUAL_DAY_HOURS;
}

import {
  ENGINE_ACTOR,
  type AssessmentSummary,
  type CaseContext,
  type CaseEvent,
  type CaseInput,
  type FindingSummary,
} from '../../workflows/contract.ts';
import type { StepResult } from '../../workflows/step-result.ts';
import { findMachine, type MachineDefinition } from '../../workflows/registry.ts';
import { dayOf } from '../../workflows/duration.ts';
import { AUDIT_FINDINGS } from '../../workflows/route.ts';
import { inputsKey, needsAssessment } from '../../workflows/inputs.ts';
import { startCase, stepCase } from '../../workflows/step.ts';

/** Time of a small world: the case begins, waivers run out, the permit runs out. */
export const BEGIN = '2026-11-23T09:00:00.000Z';
export const WAIVER_END = '2027-03-01T00:00:00.000Z';
export const LATER = '2027-07-01T00:00:00.000Z';
export const PERMIT_END = '2027-11-23T09:00:00.000Z';

export const INPUT: CaseInput = {
  caseId: 'eu-aaaaaaaaaaaaaaaaaaaa',
  region: 'eu',
  requester: 'ana',
  team: ['tim'],
  manifest: 'good',
  documents: [],
  settings: {
    approvalQuorum: 2,
    permitValidity: 'P1Y',
    reviewEvery: 'P6M',
    due: { supply: 'P10D', review: 'P5D' },
  },
};

/** A law in miniature: what one set of facts, papers and approvals comes to, and what each stage is shown of it. */
export interface SmallLaw {
  findings(
    context: CaseContext,
    granted: readonly string[],
    asOf: string,
  ): readonly FindingSummary[];
  seen(context: CaseContext, stage: string, asOf: string): string;
  /** First day after this one on which it says something else. */
  nextChange?(asOf: string): string | null;
}

export function assessmentOf(
  def: MachineDefinition,
  law: SmallLaw,
  context: CaseContext,
  granted: readonly string[],
  at = BEGIN,
): AssessmentSummary {
  const asOf = dayOf(at);
  const stages = [...def.decisionStages, AUDIT_FINDINGS];
  const seen = stages.map((stage) => [stage, law.seen(context, stage, asOf)]);
  return {
    hash: 'h',
    inputs: inputsKey(context),
    asOf,
    nextChange: law.nextChange?.(asOf) ?? null,
    outcome: 'conditional',
    findings: law.findings(context, granted, asOf),
    seen: Object.fromEntries(seen) as Record<string, string>,
  };
}

/** Roles whose people have all signed, counted without the machine's own arithmetic. */
export function signedRoles(def: MachineDefinition, context: CaseContext): string[] {
  const roles = new Set(
    Object.entries(context.stages).flatMap(([stage, { approvals }]) =>
      approvals
        .map(({ role }) => role)
        .filter((role) => (def.ownStage[role] ?? 'approval') === stage),
    ),
  );
  return [...roles].filter((role) => isSigned(def, context, role)).toSorted();
}

function isSigned(def: MachineDefinition, context: CaseContext, role: string): boolean {
  const record = context.stages[def.ownStage[role] ?? 'approval'];
  const people = (record?.approvals ?? []).filter((approval) => approval.role === role);
  const wanted = role === 'compliance_officer' ? context.settings.approvalQuorum : 1;
  return (
    (record?.needs.some((need) => need.role === role) ?? false) &&
    new Set(people.map(({ by }) => by)).size >= wanted
  );
}

export function finding(
  rule: string,
  stage: string,
  word: FindingSummary['finding'],
  more: Partial<FindingSummary> = {},
): FindingSummary {
  return {
    rule,
    stage,
    finding: word,
    effect: 'require_document',
    approvals: [],
    awaitsOnlyApprovals: false,
    ...more,
  };
}

/** One case played by hand: every step goes through the stored JSON, as it does in the database. */
export class CasePlay {
  result: StepResult;

  constructor(
    private readonly def: MachineDefinition,
    private readonly law: SmallLaw,
    input: CaseInput = INPUT,
  ) {
    this.result = startCase(def, input, BEGIN);
  }

  get context(): CaseContext {
    return this.result.context;
  }

  /** Sends one event as it is. */
  tell(event: CaseEvent): StepResult | null {
    const snapshot = JSON.parse(JSON.stringify(this.result.snapshot)) as StepResult['snapshot'];
    const stored = { machineId: this.def.id, machineVersion: this.def.version, snapshot };
    const next = stepCase(this.def, stored, event);
    if (next) this.result = next;
    return next;
  }

  /** Sends one event and assesses until nothing is stale, as the engine does in one transaction. */
  send(event: CaseEvent): StepResult | null {
    return this.tell(event) && this.assess(event.at);
  }

  assess(at = BEGIN): StepResult {
    for (let turn = 0; needsAssessment(this.context); turn++) {
      if (turn > 5) throw new Error('the case never settles');
      const granted = signedRoles(this.def, this.context);
      const assessment = assessmentOf(this.def, this.law, this.context, granted, at);
      if (!this.tell({ type: 'ASSESSED', by: ENGINE_ACTOR, at, assessment })) {
        throw new Error(`ASSESSED refused in ${this.result.states.join(' ')}`);
      }
    }
    return this.result;
  }

  approve(stage: string, role: string, by: string, at = BEGIN): StepResult | null {
    return this.send({
      type: 'APPROVED',
      stage,
      role,
      by,
      at,
      seen: this.context.assessment?.seen[stage] ?? '',
      decision: `${stage}/${by}`,
      reason: 'looked at',
    });
  }

  /** Every open task of a deciding role is done by somebody of that role, until the engine has to act. */
  approveAll(at = BEGIN): StepResult {
    for (let turn = 0; turn < 40; turn++) {
      const task = this.result.tasks.find(({ key, stage, role }) => key === `${stage}:${role}`);
      if (!task) return this.result;
      const people = ['a', 'b', 'c'].map((name) => `${task.role}-${name}`);
      const done = people.some((by) => this.approve(task.stage, task.role, by, at) !== null);
      if (!done) throw new Error(`nobody could approve ${task.key}`);
    }
    throw new Error('approvals never end');
  }

  permit(at = BEGIN): StepResult | null {
    const permit = { id: 'permit-1', sha256: 'p', issuedAt: at, expiresAt: PERMIT_END };
    return this.send({ type: 'PERMIT_ISSUED', by: ENGINE_ACTOR, at, permit });
  }

  deploy(at = BEGIN): StepResult | null {
    return this.send({ type: 'DEPLOYED', by: 'ana', at, cloudRegion: 'eu-central-1' });
  }
}

/** Every stage is shown manifest and papers; the findings are what the test says. */
export function lawOf(findings: SmallLaw['findings']): SmallLaw {
  return {
    findings,
    seen: ({ manifest, documents }) => `${manifest}+${documents.map((d) => d.sha256).join()}`,
  };
}

export const NOTHING_ASKED = lawOf(() => []);
export const officer = {
  role: 'compliance_officer',
  decision: 'd',
  reason: 'because',
  at: BEGIN,
} as const;

export function play(id: string, law: SmallLaw = NOTHING_ASKED): CasePlay {
  const it = new CasePlay(findMachine(id, 2), law);
  it.assess();
  return it;
}

export function livePlay(id: string, law?: SmallLaw): CasePlay {
  const it = play(id, law);
  it.approveAll();
  if (it.permit()?.status !== 'permitted') throw new Error('no permit came of it');
  return it;
}

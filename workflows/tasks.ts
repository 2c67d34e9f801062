import type { AnyStateNode } from 'xstate';
import type { CaseContext, StageMeta } from './contract.ts';
import type { OpenTask } from './step-result.ts';
import { openNeeds } from './conditions.ts';
import { notWaived } from './route.ts';

/** Words of the active leaves that a person would name. */
export function metaOf(leaves: readonly AnyStateNode[]): readonly StageMeta[] {
  return leaves.flatMap((leaf) => (leaf.meta === undefined ? [] : [leaf.meta as StageMeta]));
}

/** Work that is open in these states: one task per role that is still missing, one per turn of anybody else. */
export function openTasks(context: CaseContext, metas: readonly StageMeta[]): readonly OpenTask[] {
  const late = context.permit === null || metas.length === 0 ? [] : lateTasks(context);
  const owed = metas.length === 0 || context.rejection ? [] : obligations(context);
  return [...metas.flatMap((meta) => tasksOf(context, meta)), ...late, ...owed];
}

function tasksOf(context: CaseContext, { stage, title, factor, task }: StageMeta): OpenTask[] {
  if (!task) return [];
  const { kind, role } = task;
  const words = { stage, title, factor, kind, due: context.settings.due[kind] ?? task.due };
  if (stage === 'permit' && context.permitFailure !== null) {
    return [failureTask(words, context.permitFailure)];
  }
  if (role !== 'signatories') {
    return [{ ...words, key: `${stage}:${role}:${kind}`, role, quorum: 1, given: 0 }];
  }
  const record = context.stages[stage];
  const open = openNeeds(context, stage);
  return (record?.needs ?? [])
    .filter((need) => open.includes(need.role))
    .map(({ role: asked, quorum }) => ({
      ...words,
      key: `${stage}:${asked}`,
      role: asked,
      quorum,
      given: record?.approvals.filter((approval) => approval.role === asked).length ?? 0,
    }));
}

/** Signatures that a duty asks of a live permit and that nobody was asked for when it was given. */
function lateTasks(context: CaseContext): OpenTask[] {
  const open = notWaived(context.assessment?.findings ?? [], context.waivers).filter(
    ({ finding }) => finding === 'open',
  );
  const asked = new Set(open.flatMap(({ approvals }) => approvals));
  const stages = Object.keys(context.stages).filter((stage) => stage !== 'review');
  return stages.flatMap((stage) =>
    openNeeds(context, stage)
      .filter((role) => asked.has(role))
      .map((role) => ({
        key: `${stage}:${role}`,
        stage,
        title: 'Signature that a duty asks of a live permit',
        factor: 'regulation',
        kind: 'approve',
        role,
        quorum: 1,
        given: 0,
        due: context.settings.due.approve ?? 'P5D',
      })),
  );
}

/** What approvals were given on, and what authorities have to be told: work with a date of its own. */
function obligations({ conditions = [], incidents = [] }: CaseContext): OpenTask[] {
  const work = { factor: 'regulation', quorum: 1, given: 0 } as const;
  const unmet = conditions.filter(({ met }) => met === null);
  const untold = incidents.flatMap(({ id, duties }) =>
    duties.flatMap((duty) => (duty.done === null ? [{ ...duty, incident: id }] : [])),
  );
  return [
    ...unmet.flatMap(({ id, stage, text, owner, role, within: due }): OpenTask[] => [
      {
        ...work,
        key: `condition:${id}:meet`,
        stage,
        title: `Condition for ${owner}: ${text}`,
        kind: 'supply',
        role: 'requester',
        due,
      },
      {
        ...work,
        key: `condition:${id}:confirm`,
        stage,
        title: `Confirm the condition: ${text}`,
        kind: 'confirm',
        role,
        due,
      },
    ]),
    ...untold.map(({ id, incident, title, citation, role, within: due }) => ({
      ...work,
      key: `incident:${incident}:${id}`,
      stage: 'deployment',
      title: `${title} (${citation})`,
      kind: 'report' as const,
      role,
      due,
    })),
  ];
}

/** What the engine could not do by itself, somebody has to look at. */
function failureTask(words: Pick<OpenTask, 'stage' | 'factor'>, error: string): OpenTask {
  const role = 'compliance_officer';
  return {
    stage: words.stage,
    factor: words.factor,
    title: `Permit cannot be issued: ${error}`,
    kind: 'review',
    role,
    key: `${words.stage}:${role}:failed`,
    quorum: 1,
    given: 0,
    due: 'P1D',
  };
}

import type {
  CaseListItem,
  CaseView,
  FindingView,
  RegionTaskView,
  RequestView,
  TaskView,
} from './client.types.ts';
import type { Style } from './style.ts';
import { harmless, wrap } from './style.ts';

/** A request and one line per case. */
export function requestLines(request: RequestView, style: Style): string[] {
  const { id, model, requester } = request;
  return [
    `${style.bold(id)}  ${harmless(`${model.name} ${model.version}`)}  ${style.dim(`by ${harmless(requester)}`)}`,
    ...request.cases.map((one) => `  ${caseLine(one, style)}`),
  ];
}

function caseLine({ id, outcome, status, stages }: CaseListItem, style: Style): string {
  const where = stages.length === 0 ? status : `${status}: ${stages.join(', ')}`;
  return `${id}  ${paintOutcome(outcome, style)}  ${where}`;
}

/** The head of a case: what it is, where it stands, who has approved. */
export function caseLines(found: CaseView, style: Style): string[] {
  const { model, permit, deployment } = found;
  return [
    `${style.bold(found.id)}  ${harmless(`${model.name} ${model.version}`)}`,
    `  verdict   ${paintOutcome(found.outcome, style)}  ${style.dim(`as of ${found.as_of}`)}`,
    `  status    ${found.status}${found.stages.length === 0 ? '' : `: ${found.stages.join(', ')}`}`,
    `  request   ${found.request_id} by ${harmless(found.requester)}`,
    `  documents ${found.documents.length} held`,
    ...approvalLines(found),
    ...obligationLines(found),
    ...(permit === null
      ? []
      : [`  permit    ${permit.id}, valid until ${permit.expires_at.slice(0, 10)}`]),
    ...(deployment === null
      ? []
      : [`  deployed  in ${deployment.cloud_region} since ${deployment.at.slice(0, 10)}`]),
  ];
}

/** Conditions that are not met yet, incidents with what is owed, a rejection that may be appealed against. */
function obligationLines({ conditions, incidents, rejection }: CaseView): string[] {
  const unmet = conditions.filter(({ met }) => met === null);
  return [
    ...unmet.map(
      ({ id, text, owner, due, overdue }) =>
        `  condition ${id}: ${harmless(text)} (${harmless(owner)}, ${overdue ? 'overdue since' : 'by'} ${due.slice(0, 10)})`,
    ),
    ...incidents.flatMap(({ id, kind, duties }) =>
      duties.map(
        ({ id: duty, title, due, done }) =>
          `  incident  ${id} ${kind.replaceAll('_', ' ')}: ${harmless(title)} (${duty}, ${done === null ? `by ${due}` : 'done'})`,
      ),
    ),
    ...(rejection
      ? [
          `  rejected  by ${harmless(rejection.by)} in ${rejection.stage}${rejection.appealed === null ? '; the team may appeal' : ', appealed against'}`,
        ]
      : []),
  ];
}

function approvalLines(found: CaseView): string[] {
  // The stages people work in now come first.
  const order = ([stage]: readonly [string, unknown]): number =>
    found.stages.includes(stage) ? 0 : 1;
  const records = Object.entries(found.stage_records).toSorted((a, b) => order(a) - order(b));
  return records.flatMap(([stage, { needs, approvals }]) =>
    needs.map(({ role, quorum }) => {
      const by = approvals
        .filter((approval) => approval.role === role)
        .map((approval) => harmless(approval.by));
      return `  approval  ${stage}: ${role} ${by.length} of ${quorum}${by.length === 0 ? '' : ` (${by.join(', ')})`}`;
    }),
  );
}

const WORKED_OFF: ReadonlySet<string> = new Set(['met', 'exempt', 'not_applicable', 'upcoming']);

/** What still stands between a case and its permit; a count of the rest. */
export function findingsLines(findings: readonly FindingView[], style: Style): string[] {
  const open = findings.filter(({ finding }) => !WORKED_OFF.has(finding));
  const counts = countBy(findings.map(({ finding }) => finding));
  const summary = Object.entries(counts).map(([word, count]) => `${count} ${word}`);
  return [
    style.bold(`Findings: ${summary.join(', ')}`),
    ...open.flatMap((finding) => [
      `  ${paintFinding(finding.finding, style)}  ${style.bold(finding.rule)}  ${harmless(finding.title)}`,
      ...wrap(
        harmless(
          `${finding.citation}${finding.missing.length === 0 ? '' : ` · missing: ${finding.missing.join(', ')}`}`,
        ),
        style.width,
        '      ',
      ),
    ]),
  ];
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** One line per task: case, stage, who, until when; below a review that a newer law called in, what it finds otherwise. */
export function taskLines(tasks: readonly TaskView[], style: Style): string[] {
  return tasks.flatMap((task) => {
    const { case_id: caseId, stage, title, role, given, quorum, due_at: dueAt } = task;
    const on = task.holders.map(({ person }) => person).join(', ');
    const share = quorum > 1 ? ` ${given} of ${quorum}` : '';
    const line = `  ${caseId}  ${stage}: ${harmless(title)}  ${style.dim(`${role}${share}, due ${dueAt.slice(0, 10)}${on === '' ? '' : `, taken by ${on}`}`)}`;
    return [line, ...newerLawLines(task, style)];
  });
}

function newerLawLines({ because }: TaskView, style: Style): string[] {
  if (!because) return [];
  const { from = [], packs, differences = [] } = because;
  return [
    `    a newer law: ${[versionsOf(from), versionsOf(packs)].filter((one) => one !== '').join(' → ')}`,
    ...differences.flatMap(({ rule, title, before, after }) => [
      `    ${style.bold(rule)}  ${harmless(title)}`,
      ...wrap(`${foundText(before)} → ${foundText(after)}`, style.width, '      '),
    ]),
  ];
}

function versionsOf(packs: readonly { readonly pack: string; readonly version: string }[]): string {
  return packs.map(({ pack, version }) => `${pack} ${version}`).join(', ');
}

type Found = NonNullable<NonNullable<TaskView['because']>['differences']>[number]['before'];

function foundText(found: Found): string {
  if (found === null) return 'does not concern it';
  const { finding, missing } = found;
  return missing.length === 0 ? finding : `${finding} (missing ${missing.join(', ')})`;
}

/** Tasks that no case's machine asks for, one per line. */
export function regionTaskLines(tasks: readonly RegionTaskView[], style: Style): string[] {
  return tasks.map(({ id, region, title, role, due_at: dueAt, closed_how: how }) => {
    const state = how === null ? `due ${dueAt.slice(0, 10)}` : `closed: ${how}`;
    return `  ${id}  ${region}: ${harmless(title)}  ${style.dim(`${role}, ${state}`)}`;
  });
}

function paintOutcome(outcome: string, style: Style): string {
  if (outcome === 'blocked') return style.red(outcome);
  return outcome === 'allowed' ? style.green(outcome) : style.yellow(outcome);
}

function paintFinding(word: string, style: Style): string {
  if (word === 'blocked') return style.red(word);
  return word === 'warning' ? style.cyan(word) : style.yellow(word);
}

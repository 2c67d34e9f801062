import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseView, TaskView } from '../client.types.ts';
import type { Bank } from './bank.ts';
import type { Screen } from './screen.ts';

/** Kinds of task that a person settles by a decision. */
const DECIDED_KINDS: ReadonlySet<string> = new Set(['review', 'opinion', 'approve', 'audit']);
const PATIENCE_MS = 20_000;
const POLL_MS = 40;

/** Hands in every document that the case's findings ask for and the bank has, but for those in `without`. */
export async function handInDocuments(
  bank: Bank,
  caseId: string,
  without: readonly string[] = [],
): Promise<string[]> {
  const asked = await documentsAsked(bank, caseId);
  const handed: string[] = [];
  for (const document of asked.filter((id) => !without.includes(id))) {
    const fileName = `${document}.md`;
    await bank.requester.uploadEvidence(caseId, {
      document,
      fileName,
      contentType: 'text/markdown',
      from: { path: `${bank.script.folder}/${bank.script.documents}/${fileName}` },
    });
    handed.push(document);
  }
  return handed;
}

/** Document ids that findings of the case still lack, sorted. */
export async function documentsAsked(bank: Bank, caseId: string): Promise<string[]> {
  const { items } = await bank.requester.findings(caseId);
  const asked = items
    .filter(({ finding }) => finding === 'open')
    .flatMap(({ lacks }) => lacks.documents);
  return [...new Set(asked)].toSorted();
}

/** Lets every person do what waits for them, until the case has its permit; one line per decision. */
export async function walkToPermit(bank: Bank, caseId: string, screen: Screen): Promise<CaseView> {
  for (;;) {
    const open = await openTasks(bank, caseId);
    const task = open.find(({ kind }) => DECIDED_KINDS.has(kind));
    if (task) {
      await decideOnce(bank, task, screen);
      continue;
    }
    const own = open.find(({ role }) => role === 'requester');
    const view = await bank.requester.getCase(caseId);
    if (view.status !== 'open') return view;
    if (own) throw new Error(`case \`${caseId}\` waits for the ML team: ${own.title}`);
    return waitForPermit(bank, caseId);
  }
}

/** Issuing is a job that runs right after the last decision commits. */
async function waitForPermit(bank: Bank, caseId: string): Promise<CaseView> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const view = await bank.requester.getCase(caseId);
    if (view.permit) return view;
    await sleep(POLL_MS);
  }
  throw new Error(`case \`${caseId}\` has no permit after ${PATIENCE_MS / 1000} s`);
}

async function openTasks(bank: Bank, caseId: string): Promise<readonly TaskView[]> {
  const { items } = await bank.requester.tasks(caseId);
  return items.filter(({ closed_at: closed }) => closed === null);
}

async function decideOnce(bank: Bank, task: TaskView, screen: Screen): Promise<void> {
  const view = await bank.requester.getCase(task.case_id);
  const record = view.stage_records[task.stage];
  const already = new Set(record?.approvals.map(({ by }) => by));
  const person = bank.candidates(task, view.team).find(({ id }) => !already.has(id));
  if (!person) throw new Error(`nobody is left to decide as ${task.role} in ${task.stage}`);
  const { reasons } = bank.script;
  await bank.as(person.id).decide(task.case_id, {
    stage: task.stage,
    role: task.role,
    kind: 'approve',
    reason: reasons[task.stage] ?? reasons['default'] ?? 'in order',
    seen: view.seen[task.stage] ?? '',
  });
  const count = task.quorum > 1 ? ` (${task.given + 1} of ${task.quorum})` : '';
  const { style } = screen;
  const stage = style.bold(task.stage.padEnd(14));
  screen.done(
    `${task.region.padEnd(14)} ${stage} ${person.name}, ${task.role.replaceAll('_', ' ')}${count}`,
  );
}

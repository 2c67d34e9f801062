import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ServerProblemError } from '../client.errors.ts';
import type { CaseView, RegionView, RequestView } from '../client.types.ts';
import type { Bank } from './bank.ts';
import { trustOf } from '../trust.ts';
import { askTheGate } from './gate-scene.ts';
import { scriptFile } from './script.ts';
import type { Screen } from './screen.ts';
import { summarise, summaryRows } from './summary.ts';
import type { CaseSummary } from './summary.ts';
import { paintOutcome, showFindings, showOpen, showVerdict } from './verdict.ts';
import { documentsAsked, handInDocuments, walkToPermit } from './walk.ts';

/** What the demo leaves behind, for the summary and for `--json`. */
export interface DemoResult {
  readonly request: string;
  readonly cases: readonly CaseSummary[];
  readonly packs: readonly PackFile[];
  readonly verified: boolean;
}

interface PackFile {
  readonly region: string;
  readonly file: string;
}

/** Plays the whole story over HTTP: the first answer, the correction, the people's decisions, permits and packs. */
export async function play(bank: Bank, screen: Screen, out: string): Promise<DemoResult> {
  introduce(bank, screen);
  const first = await scriptFile(bank.script, bank.script.manifest);
  await ask(bank, screen, first);
  const request = await submit(bank, screen, first);
  await correct(bank, screen, request);
  await beRefused(bank, screen, request);
  const views = await decide(bank, screen, request);
  await askTheGate(bank, screen, views);
  await deploy(bank, screen, views);
  return prove(bank, screen, views, out);
}

function introduce(bank: Bank, screen: Screen): void {
  screen.heading(`The people of ${bank.script.bank}`);
  screen.table([
    ['who', 'what they do', 'roles'],
    ...bank.script.people.map(({ name, title, roles }) => [name, title, rolesOf(roles)]),
  ]);
}

function rolesOf(roles: Readonly<Record<string, readonly string[]>>): string {
  const regionsByRole = new Map<string, string[]>();
  for (const [region, held] of Object.entries(roles)) {
    for (const role of held) regionsByRole.set(role, [...(regionsByRole.get(role) ?? []), region]);
  }
  return [...regionsByRole].map(([role, regions]) => `${role} (${regions.join(', ')})`).join(', ');
}

async function ask(bank: Bank, screen: Screen, manifest: string): Promise<void> {
  screen.heading('May this model run there? The answer before anybody waits');
  screen.say(`${bank.name(bank.script.requester)} asks with the first version of the facts.`);
  const report = await bank.requester.check(manifest);
  showVerdict(screen, report);
  showFindings(screen, report, ({ finding }) => finding === 'blocked');
  screen.line();
  screen.say('Open, with papers or approvals missing (what is held is counted already):');
  showOpen(screen, report);
  screen.say(
    `The team had forgotten \`${bank.script.forgotten}\`. Approvals come from people, below.`,
  );
}

async function submit(bank: Bank, screen: Screen, manifest: string): Promise<RequestView> {
  screen.heading('The request becomes one case per region');
  const request = await bank.requester.submit(manifest);
  for (const { id, region, outcome, stages } of request.cases) {
    screen.done(`${region.padEnd(14)} ${paintOutcome(screen.style, outcome)}, case ${id}`);
    screen.say(`open: ${stages.join(', ')}`);
  }
  return request;
}

async function correct(bank: Bank, screen: Screen, request: RequestView): Promise<void> {
  const { script } = bank;
  screen.heading('The ML team corrects the facts and hands its papers in');
  for (const correction of script.corrections) screen.done(correction);
  await bank.requester.amend(request.id, await scriptFile(script, script.corrected));
  for (const { id, region } of request.cases) {
    const handed = await handInDocuments(bank, id, [script.forgotten]);
    screen.done(`${region.padEnd(14)} ${handed.length} documents handed in`);
    const lacking = await documentsAsked(bank, id);
    if (lacking.length === 0) continue;
    screen.say(`${region} still asks for: ${lacking.join(', ')}`);
    await handInDocuments(bank, id);
    screen.done(`${region.padEnd(14)} ${lacking.join(', ')} handed in`);
  }
  const report = await bank.requester.check(await scriptFile(script, script.corrected));
  const blocked = report.findings.filter(({ finding }) => finding === 'blocked');
  screen.done(`${blocked.length} rules block now; what is open waits for people`);
}

/** Two things that must not work, tried for real. */
async function beRefused(bank: Bank, screen: Screen, request: RequestView): Promise<void> {
  const { script } = bank;
  screen.heading('Two attempts that the server refuses');
  const [first] = request.cases;
  if (!first) return;
  const { id, region } = first;
  const view = await bank.requester.getCase(id);
  const own = script.people.find((person) => person.id === script.requester)?.roles[region] ?? [];
  const reviews = (await bank.requester.tasks(id)).items.filter(({ kind }) => kind === 'review');
  const task = reviews.find(({ role }) => own.includes(role)) ?? reviews[0];
  if (!task) throw new Error(`case \`${id}\` has no review to be refused at`);
  const decision = {
    stage: task.stage,
    role: task.role,
    kind: 'approve' as const,
    reason: 'it is my own model, I know it is fine',
    seen: view.seen[task.stage] ?? '',
  };
  await refused(screen, `${bank.name(script.requester)} approves the request she made`, () =>
    bank.requester.decide(id, decision),
  );
  const stranger = script.people.find(({ roles }) => roles[region] === undefined);
  if (!stranger) return;
  await refused(screen, `${stranger.name} decides in ${region}`, () =>
    bank.as(stranger.id).decide(id, decision),
  );
}

async function refused(
  screen: Screen,
  attempt: string,
  act: () => Promise<unknown>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ServerProblemError)) throw error;
    screen.refused(attempt);
    screen.say(`${error.status}: ${error.message}`);
    return;
  }
  throw new Error(`${attempt}: this should have been refused`);
}

async function decide(bank: Bank, screen: Screen, request: RequestView): Promise<CaseView[]> {
  screen.heading('The people decide, stage by stage');
  const views: CaseView[] = [];
  for (const { id } of request.cases) {
    const view = await walkToPermit(bank, id, screen);
    const until = view.permit?.expires_at.slice(0, 10) ?? '';
    screen.done(`${view.region.padEnd(14)} permit ${view.permit?.id ?? ''}, valid until ${until}`);
    views.push(view);
  }
  return views;
}

async function deploy(bank: Bank, screen: Screen, views: readonly CaseView[]): Promise<void> {
  screen.heading('The model goes where its permits let it go');
  for (const { id, region } of views) {
    const cloudRegion = bank.script.deployments[region];
    if (cloudRegion === undefined) continue;
    const { status } = await bank.requester.deploy(id, cloudRegion);
    screen.done(`${region.padEnd(14)} ${status} in ${cloudRegion}`);
  }
}

async function prove(
  bank: Bank,
  screen: Screen,
  views: readonly CaseView[],
  out: string,
): Promise<DemoResult> {
  screen.heading('The auditor downloads the evidence packs and verifies them');
  await mkdir(out, { recursive: true });
  const regions = (await bank.requester.regions()).items;
  const trust = trustOf(regions);
  await writeFile(join(out, 'trust.json'), `${JSON.stringify(trust, null, 2)}\n`);
  const cases: CaseSummary[] = [];
  const packs: PackFile[] = [];
  let verified = true;
  for (const view of views) {
    const bytes = await auditorOf(bank, view.region).pack(view.id);
    const file = join(out, `${view.model.name}-${view.model.version}-${view.region}.pdf`);
    await writeFile(file, bytes);
    // Loaded here: `carnet check` shall not wait for a PDF reader.
    const { verifyPack } = await import('../../evidence/verify-pack.ts');
    const lines = await verifyPack(bytes, { trust });
    const failed = lines.filter(({ result }) => result !== 'pass');
    verified &&= failed.length === 0;
    const verdict = failed.length === 0 ? 'verified' : 'NOT verified';
    screen.done(`${shown(file)}: ${verdict}, ${lines.length} checks`);
    screen.say(lines.map(({ check }) => check).join(' · '));
    for (const { result, check, detail } of failed) screen.refused(`${result} ${check}: ${detail}`);
    packs.push({ region: view.region, file });
    cases.push(await summarise(await bank.requester.getCase(view.id), bytes));
  }
  screen.heading('What it took');
  screen.table(summaryRows(cases, stagesInOrder(regions)));
  return { request: views[0]?.request_id ?? '', cases, packs, verified };
}

/** Stages of every route served, in route order. */
function stagesInOrder(regions: readonly RegionView[]): string[] {
  const longestFirst = regions.toSorted(
    (one, other) => other.machine.stages.length - one.machine.stages.length,
  );
  return [...new Set(longestFirst.flatMap(({ machine }) => machine.stages))];
}

function auditorOf(bank: Bank, region: string): ReturnType<Bank['as']> {
  const auditor = bank.script.people.find(({ roles }) => roles[region]?.includes('auditor'));
  return auditor ? bank.as(auditor.id) : bank.requester;
}

/** A path as a person types it from here. */
export function shown(file: string): string {
  const path = relative('.', file);
  return path.startsWith('..') ? file : path;
}

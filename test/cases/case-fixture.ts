/** A cell with people and a small law of its own, so that the engine's promises are told apart from the packs'. */
import type { PermitSummary } from '../../workflows/contract.ts';
import type { Instant } from '../../workflows/words.ts';
import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { findMachine } from '../../workflows/registry.ts';
import type { CaseView } from '../../src/cases/case.views.ts';
import { CaseEngine } from '../../src/cases/engine.ts';
import type { Law } from '../../src/cases/law.ts';
import type { NewRequest } from '../../src/cases/open-case.ts';
import { openRequest } from '../../src/cases/open-request.ts';
import type { Actor, PersonEvent } from '../../src/cases/person-event.ts';
import { sha256Hex, sha256Of } from '../../src/common/canonical-json.ts';
import { newId } from '../../src/common/ids.ts';
import type { Cell } from '../../src/database/cell.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import type { Assessment, Facts, Finding, FindingWord } from '../../src/policy/policy.types.ts';
import { readTasks } from '../../src/tasks/task-queries.ts';

export const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  rita: ['requester'],
  dev: ['requester', 'compliance_officer'],
  ona: ['compliance_officer'],
  otto: ['compliance_officer'],
  olga: ['compliance_officer'],
  vera: ['independent_validator'],
  dora: ['dpo'],
  fay: ['fair_lending_officer'],
  aud: ['auditor'],
};

export function actor(personId: string): Actor {
  return { personId, roles: PEOPLE[personId] ?? [] };
}

export async function addPeople(cell: Cell): Promise<void> {
  for (const id of Object.keys(PEOPLE)) {
    await cell.pool.query('insert into person (id, name, created_at) values ($1, $1, now())', [id]);
  }
}

/** A clock that a test moves. */
export class Clock {
  constructor(public at: Instant = '2026-11-23T09:00:00.000Z') {}

  readonly now = (): Instant => this.at;

  forward(ms: number): void {
    this.at = new Date(Date.parse(this.at) + ms).toISOString();
  }
}

/** Four rules: a place, a basis, a paper with the data protection officer's word, a validated model. */
export function smallLaw(region: string, sha256 = sha256Hex(`law of ${region}`)): Law {
  return {
    region,
    pins: [{ pack: region, version: '2026.11.1', sha256 }],
    settings: {
      approvalQuorum: 2,
      permitValidity: 'P1Y',
      reviewEvery: 'P6M',
      due: { supply: 'P10D' },
    },
    assess: ({ facts, held, asOf }) => {
      const data = (facts['data'] ?? {}) as Record<string, unknown>;
      const findings = [
        placeRule(region, data['place']),
        paperRule(region, 'T-DPIA', { paper: 'dpia', role: 'dpo', stage: 'documentation' }, held),
        paperRule(
          region,
          'T-VALID',
          { paper: 'validation_report', role: 'independent_validator', stage: 'validation' },
          held,
        ),
      ];
      const outcome = worst(findings);
      return {
        asOf,
        vocabulary: { version: '1', sha256: sha256Hex('vocabulary') },
        packs: [{ pack: region, version: '2026.11.1', sha256 }],
        outcomes: { XX: outcome },
        regions: { [region]: outcome },
        findings,
        transfers: [],
      };
    },
    nextChange: () => null,
  };
}

function worst(findings: readonly Finding[]): Assessment['regions'][string] {
  const words = findings.map(({ finding }) => finding);
  if (words.includes('blocked')) return 'blocked';
  if (words.includes('unknown')) return 'unknown';
  return words.includes('open') ? 'conditional' : 'allowed';
}

function placeRule(region: string, place: unknown): Finding {
  const word = place === undefined ? 'unknown' : place === 'home' ? 'met' : 'blocked';
  return {
    ...findingOf(region, 'T-PLACE', word),
    stage: 'residency',
    effect: 'block',
    facts: [
      {
        fact: 'data.place',
        operator: '==',
        expected: 'home',
        truth: word === 'met' ? 'true' : word === 'unknown' ? 'unknown' : 'false',
        ...(place === undefined ? {} : { value: place }),
      },
    ],
    lacks: {
      documents: [],
      approvals: [],
      facts: word === 'unknown' ? ['data.place'] : [],
      conditions: [],
    },
  };
}

function paperRule(
  region: string,
  rule: string,
  asks: { paper: string; role: string; stage: 'documentation' | 'validation' },
  held: { readonly documents: readonly string[]; readonly approvals: readonly string[] },
): Finding {
  const documents = [asks.paper].filter((paper) => !held.documents.includes(paper));
  const approvals = [asks.role].filter((role) => !held.approvals.includes(role));
  const met = documents.length + approvals.length === 0;
  return {
    ...findingOf(region, rule, met ? 'met' : 'open'),
    stage: asks.stage,
    documents: [asks.paper],
    approvals: [asks.role],
    missing: [...documents, ...approvals],
    lacks: { documents, approvals, facts: [], conditions: [] },
  };
}

function findingOf(region: string, rule: string, finding: FindingWord): Finding {
  return {
    rule,
    version: 1,
    jurisdiction: 'XX',
    region,
    instrument: 'test',
    title: rule,
    statement: rule,
    citation: rule,
    source: 'https://example.org',
    effect: 'require_document',
    severity: 'high',
    stage: 'documentation',
    factor: 'regulation',
    finding,
    facts: [],
    because: [],
    missing: [],
    lacks: { documents: [], approvals: [], facts: [], conditions: [] },
    exception: null,
    documents: [],
    approvals: [],
    remedy: 'do it',
    from: '2020-01-01',
    reviewEvery: null,
    review: { last: '2026-11-23', level: 'memory', recheck: false },
  };
}

export function manifestOf(facts: Facts): NewRequest['manifest'] {
  return {
    sha256: sha256Of(facts),
    facts,
    source: JSON.stringify(facts),
    model: { name: 'loan-default', version: '1.0.0', artifactSha256: sha256Hex('artifact') },
  };
}

/** An engine on a cell with the small law and a clock that stands. */
export function engineOn(cell: Cell, clock = new Clock(), law = smallLaw(cell.region)): CaseEngine {
  const machine = findMachine(cell.region === 'eu' ? 'gdpr' : 'north-america', 2);
  return new CaseEngine({ region: cell.region, pool: cell.pool, machine, law, now: clock.now });
}

/** Jobs whose permits are unsigned: what a permit says is not the engine's promise. */
export function runnerOf(engine: CaseEngine): JobRunner {
  return new JobRunner(engine, {
    handlers: {
      'issue-permit': async (tx, view) => {
        await tx.tell(view.id, (at) => ({
          type: 'PERMIT_ISSUED',
          by: ENGINE_ACTOR,
          at,
          permit: permitFrom(at),
        }));
      },
    },
    onFailure: (error) => {
      throw error;
    },
  });
}

function permitFrom(at: Instant): PermitSummary {
  const expiresAt = new Date(Date.parse(at) + 365 * 86_400_000).toISOString();
  return { id: newId('permit'), sha256: sha256Hex(at), issuedAt: at, expiresAt };
}

export function requestOf(facts: Facts, clock = new Clock()): NewRequest {
  return {
    id: newId('req'),
    regions: ['eu'],
    submittedBy: 'rita',
    submittedAt: clock.now(),
    manifest: manifestOf(facts),
    team: ['dev'],
  };
}

/** A case of the small law that is in order but for its papers and signatures. */
export async function openAt(
  engine: CaseEngine,
  facts: Facts = { data: { place: 'home' } },
): Promise<CaseView> {
  const clock = new Clock(engine.parts.now());
  const { cases } = await openRequest([engine], requestOf(facts, clock));
  const [view] = cases;
  if (!view) throw new Error('no case was opened');
  return view;
}

export function evidence(document: string, bytes = document): PersonEvent {
  return {
    type: 'EVIDENCE_ADDED',
    document: { document, sha256: sha256Hex(bytes), evidence: newId('ev') },
  };
}

export async function act(
  engine: CaseEngine,
  caseId: string,
  personId: string,
  event: PersonEvent,
): Promise<CaseView> {
  return engine.handle(caseId, event, { actor: actor(personId) });
}

/** Approves a stage as it stands now. */
export async function approve(
  engine: CaseEngine,
  caseId: string,
  personId: string,
  of: { readonly stage: string; readonly role: string },
): Promise<CaseView> {
  const { seen } = await engine.view(caseId);
  return act(engine, caseId, personId, {
    type: 'APPROVED',
    ...of,
    reason: 'looked at it',
    seen: seen[of.stage] ?? '',
  });
}

/** Hands in the papers and lets everybody who is asked approve, until nobody is asked any more. */
export async function walkToOwed(engine: CaseEngine, caseId: string): Promise<CaseView> {
  await act(engine, caseId, 'rita', evidence('dpia'));
  await act(engine, caseId, 'rita', evidence('validation_report'));
  const deciders = ['ona', 'otto', 'vera', 'dora', 'fay'];
  for (let turn = 0; turn < 30; turn += 1) {
    const tasks = await readTasks(engine.parts.pool, caseId);
    const open = tasks.find(
      (task) => task.closedAt === null && ['review', 'opinion', 'approve'].includes(task.kind),
    );
    if (!open) break;
    const view = await engine.view(caseId);
    const counted = view.stageRecords[open.stage]?.approvals.map(({ by }) => by) ?? [];
    const who = deciders.find(
      (id) => PEOPLE[id]?.includes(open.role) === true && !counted.includes(id),
    );
    await approve(engine, caseId, who ?? 'nobody', { stage: open.stage, role: open.role });
  }
  return engine.view(caseId);
}

/** As `walkToOwed`, and the permit is issued. */
export async function walkToPermit(engine: CaseEngine, caseId: string): Promise<CaseView> {
  await walkToOwed(engine, caseId);
  await runnerOf(engine).drain();
  return engine.view(caseId);
}

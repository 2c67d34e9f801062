import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseView } from '../src/cases/case.views.ts';
import type { CaseEngine } from '../src/cases/engine.ts';
import { openRequest } from '../src/cases/open-request.ts';
import { sha256Hex } from '../src/common/canonical-json.ts';
import { newId } from '../src/common/ids.ts';
import { packageRoot } from '../src/common/package-root.ts';
import type { Catalog } from '../src/policy/catalog.types.ts';
import { readSubmission } from '../src/requests/read-submission.ts';
import { readInbox } from '../src/tasks/task-queries.ts';

const EXAMPLE = join(packageRoot(), 'examples', 'loan-default');

export const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  team: ['requester'],
  officer1: ['compliance_officer'],
  officer2: ['compliance_officer'],
  validator: ['independent_validator'],
  dpo: ['dpo'],
};

/** One decision on the way of the example through its stages. */
export interface Step {
  readonly personId: string;
  readonly stage: string;
  readonly role: string;
  /** Whether the law had to be read again because of it. */
  readonly readsLaw: boolean;
}

/** Opens the example's case with all its papers, ready for its first decision. */
export async function openExample(engine: CaseEngine, catalog: Catalog): Promise<CaseView> {
  const text = readFileSync(join(EXAMPLE, 'manifest.corrected.yaml'), 'utf8');
  const now = engine.parts.now();
  const { manifest } = readSubmission(catalog, text, now.slice(0, 10));
  const { cases } = await openRequest([engine], {
    id: newId('req'),
    regions: [engine.region],
    submittedBy: 'team',
    submittedAt: now,
    manifest,
    team: [],
  });
  const id = cases[0]?.id ?? '';
  for (const file of readdirSync(join(EXAMPLE, 'documents'))) {
    const document = file.replace(/\.md$/u, '');
    const held = { document, sha256: sha256Hex(file), evidence: newId('ev') };
    // oxlint-disable-next-line no-await-in-loop -- one case takes one document after the other
    await engine.handle(
      id,
      { type: 'EVIDENCE_ADDED', document: held },
      { actor: { personId: 'team', roles: ['requester'] } },
    );
  }
  return engine.view(id);
}

/** Walks one case to its permit by the inboxes of its people, and says which way that was. */
export async function walk(engine: CaseEngine, caseId: string): Promise<Step[]> {
  const way: Step[] = [];
  for (let found = true; found;) {
    found = false;
    for (const [personId, roles] of Object.entries(PEOPLE)) {
      // oxlint-disable-next-line no-await-in-loop -- each inbox depends on the decision before
      const inbox = await readInbox(engine.parts.pool, { personId, roles });
      const task = inbox.find((item) => item.caseId === caseId && item.role !== 'requester');
      if (!task) continue;
      found = true;
      const { stage, role } = task;
      // oxlint-disable-next-line no-await-in-loop -- a way is walked step by step
      const before = await engine.view(caseId);
      // oxlint-disable-next-line no-await-in-loop -- a way is walked step by step
      const after = await engine.handle(
        caseId,
        { type: 'APPROVED', stage, role, reason: 'bench', seen: before.seen[stage] ?? '' },
        { actor: { personId, roles } },
      );
      way.push({ personId, stage, role, readsLaw: after.seq > before.seq + 1 });
    }
  }
  return way;
}

/**
 * Copies a case that waits for its first decision, each copy with an id and a manifest of its own, so that nothing
 * the engine remembers of one helps with another.
 */
export async function copyCase(
  engine: CaseEngine,
  template: CaseView,
  copies: number,
): Promise<string[]> {
  const { pool, region } = engine.parts;
  const stock = Array.from({ length: copies }, () => {
    const id = newId(region);
    return { id, manifest: sha256Hex(id) };
  });
  const values = [template.id, template.manifestSha256, JSON.stringify(stock)];
  await pool.query(
    `with stock as (select * from json_to_recordset($3::json) as s (id text, manifest text)), facts as (
       insert into manifest (sha256, facts, source, received_at)
       select s.manifest, jsonb_set(m.facts, '{model,version}', to_jsonb(s.id)), m.source, m.received_at
         from stock s, manifest m where m.sha256 = $2)
     insert into regulated_case
     select (jsonb_populate_record(c, jsonb_build_object('id', s.id, 'manifest_sha256', s.manifest, 'snapshot',
              replace(replace(c.snapshot::text, $1, s.id), $2, s.manifest)::jsonb))).*
       from stock s, regulated_case c where c.id = $1`,
    values,
  );
  await pool.query(
    `insert into task (case_id, key, stage, title, factor, kind, role, quorum, given, opened_seq, opened_at, due_at)
     select s.id, t.key, t.stage, t.title, t.factor, t.kind, t.role, t.quorum, t.given, t.opened_seq, t.opened_at, t.due_at
       from task t, json_to_recordset($3::json) as s (id text)
      where t.case_id = $1 and t.closed_at is null and $2::text is not null`,
    values,
  );
  await pool.query('analyze');
  await pool.query('checkpoint');
  return stock.map(({ id }) => id);
}

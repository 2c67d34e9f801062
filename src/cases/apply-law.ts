import { appendEvent } from '../journal/journal.ts';
import type { CaseEngine } from './engine.ts';
import { lawId } from './older-law.ts';

/** What publishing did to the cases of one cell. */
export interface AppliedLaw {
  readonly region: string;
  /** Open cases that are judged by the newer law from now on. */
  readonly moved: number;
  /** Live permits that were called in for review. */
  readonly reviews: number;
  /** Cases that stay at their older law, by what its rules say of cases under way. */
  readonly stayed: number;
  readonly failures: readonly { readonly caseId: string; readonly error: unknown }[];
}

interface Behind {
  readonly id: string;
  readonly status: string;
}

const PAGE = 200;

/**
 * Brings the cases of a cell up to the law in force, as far as each changed rule's `inFlight` says.
 *
 * Each case in a transaction of its own, so that people go on working; what was done already is not done again, so it
 * can be stopped and started anew at any time. Live permits are called in once per law. A case that fails is named and
 * left at its older law.
 *
 * @param options.by who published, as the journal of the cell will say
 */
export async function applyLaw(
  engine: CaseEngine,
  options: { readonly by: string; readonly onCase?: (done: number) => void },
): Promise<AppliedLaw> {
  const isNew = !(await wasApplied(engine));
  const counts = { moved: 0, reviews: 0, stayed: 0 };
  const failures: { caseId: string; error: unknown }[] = [];
  let done = 0;
  for await (const { id, status } of casesBehind(engine)) {
    try {
      counts[await bring(engine, id, status === 'open' ? 'open' : isNew ? 'live' : 'reviewed')] +=
        1;
    } catch (error) {
      failures.push({ caseId: id, error });
    }
    done += 1;
    options.onCase?.(done);
  }
  if (isNew && done > 0 && failures.length === 0) await journalApplied(engine, options.by, counts);
  return { region: engine.region, ...counts, failures };
}

type Done = 'moved' | 'reviews' | 'stayed';

async function bring(
  engine: CaseEngine,
  id: string,
  as: 'open' | 'live' | 'reviewed',
): Promise<Done> {
  if (as === 'reviewed') return 'stayed';
  return engine.transact(async (tx) => {
    if (as === 'open') return (await tx.moveToLaw(id)) ? 'moved' : 'stayed';
    return (await tx.reviewForLaw(id)) ? 'reviews' : 'stayed';
  });
}

/** Page by page by id, so that memory stays flat and no transaction stays open meanwhile. */
async function* casesBehind({ parts }: CaseEngine): AsyncGenerator<Behind> {
  let after = '';
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
    const { rows } = await parts.pool.query<Behind>(
      `select id, status from regulated_case
        where status in ('open', 'permitted', 'deployed') and packs <> $1::jsonb and id > $2
        order by id limit $3`,
      [JSON.stringify(parts.law.pins), after, PAGE],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

async function wasApplied({ region, parts }: CaseEngine): Promise<boolean> {
  const { rows } = await parts.pool.query<{ found: boolean }>(
    `select exists (select from journal_event
       where subject = $1 and type = 'PACK_PUBLISHED' and payload::jsonb ->> 'law' = $2) as found`,
    [region, lawId(parts.law.pins)],
  );
  return rows[0]?.found ?? false;
}

async function journalApplied(
  engine: CaseEngine,
  by: string,
  counts: Readonly<Record<Done, number>>,
): Promise<void> {
  const { region, parts } = engine;
  const { pins } = parts.law;
  const payload = { law: lawId(pins), packs: pins, ...counts };
  await engine.transact(async ({ client }) =>
    appendEvent(client, {
      subject: region,
      actor: by,
      at: parts.now(),
      entry: { type: 'PACK_PUBLISHED', payload },
    }),
  );
}

import type { Finding } from '../policy/policy.types.ts';
import { questionOf } from './assess-case.ts';
import { readAssessment } from './case-queries.ts';
import { readCaseRow } from './case-row.ts';
import { CaseNotFoundError } from './cases.errors.ts';
import type { EngineParts } from './engine-parts.ts';
import { lawFor } from './older-law.ts';

/**
 * The findings of a case by the law it is pinned to, each that does not pass with what would make it pass.
 *
 * Worked out on demand and kept nowhere: nothing that anybody decides binds to it.
 *
 * @throws {CaseNotFoundError}
 */
export async function findingsWithWays(
  { pool, law, facts }: EngineParts,
  caseId: string,
): Promise<readonly Finding[]> {
  const row = await readCaseRow(pool, caseId);
  if (!row) throw new CaseNotFoundError(caseId);
  const { ways } = lawFor(law, row.packs);
  if (!ways) return (await readAssessment(pool, caseId)).findings;
  const { context, asOf } = row;
  return ways(questionOf({ facts: await facts.factsOf(pool, context.manifest), context, asOf }));
}

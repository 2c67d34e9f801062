import type { FoundUnderLaw, LawDifference } from '../../workflows/contract.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import type { Assessment, Finding } from '../policy/policy.types.ts';

/** More would not help the person who reviews; every rule that newly stands in the way is named beside them. */
const MOST_DIFFERENCES = 50;

/**
 * What two readings of one case find otherwise, rule by rule: those that stand in the way after it first, then by id.
 *
 * A rule that concerns the case under neither law is no difference, whatever it says.
 */
export function lawDifferences(
  before: Pick<Assessment, 'findings'>,
  after: Pick<Assessment, 'findings'>,
  first: readonly string[],
): LawDifference[] {
  const [were, are] = [byRule(before.findings), byRule(after.findings)];
  const rules = [...new Set([...were.keys(), ...are.keys()])].toSorted();
  const ordered = [...first, ...rules.filter((rule) => !first.includes(rule))];
  return ordered
    .flatMap((rule) => {
      const [was, is] = [were.get(rule), are.get(rule)];
      const said = is ?? was;
      if (!said || canonicalJson(found(was)) === canonicalJson(found(is))) return [];
      const { title, citation } = said;
      return [{ rule, title, citation, before: found(was), after: found(is) }];
    })
    .slice(0, MOST_DIFFERENCES);
}

function byRule(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const concerned = findings.filter(({ finding }) => finding !== 'not_applicable');
  return new Map(concerned.map((finding) => [finding.rule, finding]));
}

function found(finding: Finding | undefined): FoundUnderLaw | null {
  if (!finding) return null;
  const { version, finding: word, missing } = finding;
  return { version, finding: word, missing };
}

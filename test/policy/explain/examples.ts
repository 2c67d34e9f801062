/** The rules' own cases, judged: facts that somebody thought of for each rule. */
import type { Catalog, Rule } from '../../../src/policy/catalog.types.ts';
import { assess, type AssessOptions } from '../../../src/policy/evaluate.ts';
import type { Finding } from '../../../src/policy/policy.types.ts';

export interface Example {
  readonly rule: Rule;
  readonly options: AssessOptions;
  readonly finding: Finding;
}

/** Every case of every rule with the finding it gives, `not_applicable` too. */
export function examplesOf(catalog: Catalog): Example[] {
  return [...catalog.rules.values()].flatMap((rule) =>
    rule.cases.flatMap(({ given, held, asOf }) => {
      const places = [rule.jurisdiction];
      const facts = {
        ...given,
        deployment: { jurisdictions: places, ...(given['deployment'] as object) },
        data: { subject_regions: places, ...(given['data'] as object) },
      };
      const options = { facts, held, asOf, regions: [rule.region] };
      const { findings } = assess(catalog, { ...options, all: true });
      const finding = findings.find((one) => one.rule === rule.id);
      return finding ? [{ rule, options, finding }] : [];
    }),
  );
}

/** Every rule proves itself: its own cases come out as written, and they show it both firing and not firing. */
import type { Catalog, Rule, RuleCase } from '../../src/policy/catalog.types.ts';
import { assess } from '../../src/policy/evaluate.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import type { Finding } from '../../src/policy/policy.types.ts';

const catalog = loadCatalog();
const rules = [...catalog.rules.values()];
const FIRES = new Set(['blocked', 'open', 'met', 'exempt', 'warning', 'upcoming']);

/** A case that names no place is within the rule's reach. */
function placed(rule: Rule, given: RuleCase['given']): RuleCase['given'] {
  const section = (name: string) => (given[name] ?? {}) as Readonly<Record<string, unknown>>;
  const [deployment, data] = [section('deployment'), section('data')];
  if (deployment['jurisdictions'] !== undefined || data['subject_regions'] !== undefined)
    return given;
  const places = [rule.jurisdiction];
  return {
    ...given,
    deployment: { ...deployment, jurisdictions: places },
    data: { ...data, subject_regions: places },
  };
}

function judge(from: Catalog, rule: Rule, example: RuleCase): Finding | undefined {
  const { held, asOf } = example;
  const facts = placed(rule, example.given);
  const { findings } = assess(from, { facts, held, asOf, regions: [rule.region], all: true });
  return findings.find((finding) => finding.rule === rule.id);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.cases.map((example) => [example.name, example] as const))('%s', (__, example) => {
    const finding = judge(catalog, rule, example);
    const said = {
      finding: finding?.finding,
      ...(example.missing && { missing: finding?.missing.toSorted() }),
      ...(example.exception !== null && { exception: finding?.exception?.id }),
    };
    expect(said).toEqual({
      finding: example.finding,
      ...(example.missing && { missing: example.missing.toSorted() }),
      ...(example.exception !== null && { exception: example.exception }),
    });
  });

  it('has a case that fires and one that does not', () => {
    const words = rule.cases.map((example) => example.finding);
    // A law repealed before it applied never fires.
    const fires = words.some((word) => FIRES.has(word)) || rule.inForce.withdrawn !== null;
    expect({ fires, holdsBack: words.includes('not_applicable') }).toEqual({
      fires: true,
      holdsBack: true,
    });
  });
});

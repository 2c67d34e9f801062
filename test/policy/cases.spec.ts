/** Every rule proves itself: its cases come out as written, and show it firing, holding back, lacking a fact, excepted. */
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

/** What the cases of a rule show of it. */
function shownBy(rule: Rule): Record<string, unknown> {
  const asks = rule.effect === 'question';
  const words = new Set(rule.cases.map(({ finding }) => finding));
  const claimed = new Set(rule.cases.map(({ exception }) => exception));
  return {
    fires: asks ? words.has('warning') : [...words].some((word) => FIRES.has(word)),
    // A question holds back when it is answered.
    holdsBack: words.has('not_applicable') || (asks && words.has('met')),
    silent: asks
      ? rule.cases.some(({ finding, missing }) => finding === 'warning' && !isEmpty(missing))
      : words.has('unknown'),
    exceptions: rule.exceptions.map(({ id }) => id).filter((id) => claimed.has(id)),
  };
}

function isEmpty(missing: readonly string[] | null): boolean {
  return missing === null || missing.length === 0;
}

/** Whether a fact that nobody stated can decide: a condition that is always true or false has none. */
function canBeSilent(rule: Rule): boolean {
  const { from, until } = rule.inForce;
  const asOf = until ?? (from > '2026-11-23' ? from : '2026-11-23');
  return [NOTHING, EVERYTHING].some((held) => {
    const finding = judge(catalog, rule, { ...SILENCE, held, asOf });
    return finding?.finding === 'unknown' || (finding?.lacks.facts.length ?? 0) > 0;
  });
}

const NOTHING = { documents: [], approvals: [] };
const EVERYTHING = {
  documents: [...catalog.reference.documents.keys()],
  approvals: [...catalog.reference.roles.keys()],
};
const SILENCE = {
  name: 'nothing is stated',
  given: {},
  finding: '',
  missing: null,
  exception: null,
};

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

  it('has a case for each thing it can say', () => {
    expect(shownBy(rule)).toEqual({
      // A law repealed before it applied never fires.
      fires: rule.inForce.withdrawn === null,
      holdsBack: true,
      silent: canBeSilent(rule),
      exceptions: rule.exceptions.map(({ id }) => id),
    });
  });
});

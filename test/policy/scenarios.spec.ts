/** The scenarios of the law: a manifest, and what it comes to in each region. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { assess } from '../../src/policy/evaluate.ts';
import { checkFacts } from '../../src/policy/facts.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import type { Assessment, Finding } from '../../src/policy/policy.types.ts';

type Section = Record<string, unknown>;

interface Scenario {
  id: string;
  title: string;
  manifest: Record<string, Section | Section[]>;
  expected: {
    outcome: Record<string, string>;
    must_fire?: string[];
    must_not_fire?: string[];
    upcoming?: string[];
    exempt?: string[];
    satisfied?: string[];
    blocking?: string[];
    open?: string[];
    closed_world?: boolean;
  };
}
interface ScenarioFile {
  presets: Record<string, { documents: string[]; approvals: string[] }>;
  scenarios: Scenario[];
}

const fixture = (name: string): unknown =>
  parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
const { presets, scenarios } = fixture('scenarios.yaml') as ScenarioFile;
const defaults = fixture('manifest-defaults.yaml') as Record<string, Section>;
const catalog = loadCatalog();

/** Fills in what the scenario leaves out and unfolds its presets. */
function complete(manifest: Scenario['manifest']): { facts: Section; held: Held } {
  const section = (name: string): Section => ({
    ...defaults[name],
    ...(manifest[name] as Section),
  });
  const each = (list: unknown, name: string): Section[] =>
    ((list ?? []) as Section[]).map((item) => ({ ...defaults[name], ...item }));
  const data = section('data');
  const { presets: named = [], documents = [], approvals = [], ...evidence } = section('evidence');
  const bundles = (named as string[]).map(
    (name) => presets[name] ?? { documents: [], approvals: [] },
  );
  const facts = {
    request: section('request'),
    organisation: section('organisation'),
    model: section('model'),
    deployment: section('deployment'),
    data: { ...data, locations: each(data['locations'], 'location') },
    features: each(manifest['features'], 'feature'),
    evidence,
  };
  const held = {
    documents: [...bundles.flatMap((bundle) => bundle.documents), ...(documents as string[])],
    approvals: [...bundles.flatMap((bundle) => bundle.approvals), ...(approvals as string[])],
  };
  return { facts, held };
}
interface Held {
  documents: string[];
  approvals: string[];
}

function assessScenario({ manifest }: Scenario): Assessment {
  const { facts, held } = complete(manifest);
  const asOf = String((facts['request'] as Section)['date']);
  return assess(catalog, { facts, held, asOf });
}

const NOW = new Set(['blocked', 'open', 'met', 'exempt', 'warning', 'unknown']);
const idsOf = (findings: readonly Finding[], ...words: string[]): string[] =>
  findings.filter(({ finding }) => words.includes(finding)).map(({ rule }) => rule);

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s',
  (_, scenario) => {
    const { expected, title } = scenario;
    const { outcomes, findings } = assessScenario(scenario);
    const firing = findings.filter(({ finding }) => NOW.has(finding)).map(({ rule }) => rule);

    it(`${title}: comes to the expected outcomes`, () => {
      expect(outcomes).toEqual(expected.outcome);
    });

    it('leaves no finding unknown, for every fact is stated', () => {
      expect(idsOf(findings, 'unknown')).toEqual([]);
    });

    it('fires, and holds back, the rules it names', () => {
      expect(firing).toEqual(expect.arrayContaining(expected.must_fire ?? []));
      expect((expected.must_not_fire ?? []).filter((rule) => firing.includes(rule))).toEqual([]);
    });

    it('lists what is upcoming, exempt and met', () => {
      expect(idsOf(findings, 'upcoming')).toEqual(expect.arrayContaining(expected.upcoming ?? []));
      expect(idsOf(findings, 'exempt')).toEqual(expect.arrayContaining(expected.exempt ?? []));
      expect(idsOf(findings, 'met')).toEqual(expect.arrayContaining(expected.satisfied ?? []));
    });

    it('lists what blocks and what is open', () => {
      const [blocking, open] = [idsOf(findings, 'blocked'), idsOf(findings, 'open')];
      expect(blocking).toEqual(expect.arrayContaining(expected.blocking ?? []));
      expect(open).toEqual(expect.arrayContaining(expected.open ?? []));
      if (!expected.closed_world) return;
      expect(blocking.toSorted()).toEqual((expected.blocking ?? []).toSorted());
      expect(open.toSorted()).toEqual((expected.open ?? []).toSorted());
    });
  },
);

it('states only facts of the vocabulary', () => {
  const strange = scenarios.flatMap((scenario) => {
    const { problems, warnings } = checkFacts(
      catalog.vocabulary,
      complete(scenario.manifest).facts,
    );
    return [...problems, ...warnings].map(({ message }) => `${scenario.id}: ${message}`);
  });
  expect(strange).toEqual([]);
});

/** Readiness asks; it never decides. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageRoot } from '../../src/common/package-root.ts';
import { assess } from '../../src/policy/evaluate.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { PolicyLoadError } from '../../src/policy/policy.errors.ts';
import { FACTORS } from '../../src/policy/policy.types.ts';
import { arbitraryFacts } from './arbitrary-facts.ts';

const POLICIES = join(packageRoot(), 'policies');
const catalog = loadCatalog();
const questions = catalog.packs.get('readiness')?.rules ?? [];
const NOTHING = { documents: [], approvals: [] };
const TODAY = '2026-11-23';

describe('the questions of readiness', () => {
  it.each(FACTORS)('ask about %s', (factor) => {
    expect(questions.filter((one) => one.factor === factor).length).toBeGreaterThanOrEqual(3);
  });

  it('each say what to do and what it costs to skip, and ask for no paper and no approval', () => {
    expect(questions.length).toBeGreaterThanOrEqual(26);
    for (const { costOfSkipping, remedy, requires, exceptions } of questions) {
      expect(costOfSkipping).toMatch(/\w{3}.*\.$/su);
      expect(remedy).toMatch(/\w{3}/u);
      expect({ ...requires, when: requires.when !== null, exceptions }).toEqual({
        documents: [],
        approvals: [],
        when: true,
        evidence: null,
        reviewEvery: null,
        exceptions: [],
      });
    }
  });

  it('stay open where nothing is stated, and name what to state', () => {
    const { findings, outcomes } = assess(catalog, {
      facts: { deployment: { jurisdictions: [] }, data: { subject_regions: [] } },
      held: NOTHING,
      asOf: TODAY,
    });
    const asked = findings.filter(({ region }) => region === 'readiness');
    expect(asked.map(({ rule }) => rule)).toEqual(questions.map(({ id }) => id));
    for (const { finding, missing, jurisdiction, costOfSkipping } of asked) {
      expect({ finding, jurisdiction }).toEqual({ finding: 'warning', jurisdiction: 'readiness' });
      expect(missing).not.toEqual([]);
      expect(costOfSkipping).toBeDefined();
    }
    expect(outcomes).toEqual({});
  });

  it('are warnings or met, and change no outcome and no finding of law', () => {
    fc.assert(
      fc.property(arbitraryFacts(catalog), ({ facts, held, asOf }) => {
        const all = assess(catalog, { facts, held, asOf });
        const law = assess(catalog, { facts, held, asOf, regions: catalog.regions });
        expect({ outcomes: all.outcomes, regions: all.regions }).toEqual({
          outcomes: law.outcomes,
          regions: law.regions,
        });
        expect(all.findings.filter(({ region }) => region !== 'readiness')).toEqual(law.findings);
        const words = all.findings
          .filter(({ region }) => region === 'readiness')
          .map(({ finding }) => finding);
        expect(words.filter((word) => word !== 'warning' && word !== 'met')).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the form of a question', () => {
  let folder = '';
  const FILE = 'readiness/team/deployers.yaml';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carnet-readiness-'));
    cpSync(POLICIES, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function problemsWith(file: string, change: (text: string) => string): readonly unknown[] {
    const path = join(folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    try {
      loadCatalog(folder, { frozen: false });
    } catch (error) {
      if (error instanceof PolicyLoadError) return error.problems;
      throw error;
    }
    return [];
  }

  it.each([
    ['claims force of law', 'severity: medium', 'severity: medium\neffect: block', 'effect'],
    ['claims a place', 'severity: medium', 'severity: medium\njurisdiction: EU', 'jurisdiction'],
    ['hides what skipping costs', 'costOfSkipping: >-', 'penalty: >-', 'costOfSkipping'],
    ['belongs to no factor', 'factor: team', 'factor: weather', 'unknown factor `weather`'],
    ['asks for an unknown fact', 'team.deployers)', 'team.deplyers)', 'did you mean `deployers`'],
  ])('is refused when it %s', (_name, from, to, expected) => {
    const problems = problemsWith(FILE, (text) => text.replace(from, to));
    expect(JSON.stringify(problems)).toContain(expected);
    expect(problems).toEqual(expect.arrayContaining([expect.objectContaining({ file: FILE })]));
  });

  it('is not that of a rule of law: a question there is refused', () => {
    const file = 'eu/gdpr/art-15-access-to-logic.yaml';
    const problems = problemsWith(file, (text) => text.replace(/effect: \w+/u, 'effect: question'));
    expect(problems).toEqual([expect.objectContaining({ message: 'unknown effect `question`' })]);
  });
});

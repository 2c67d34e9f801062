/** An organisation may ask for more than the law, never for less. */
import { loadCatalog } from '../../../src/policy/load.ts';
import { assess } from '../../../src/policy/evaluate.ts';
import { PoliciesFixture, problemsOf } from './policies-fixture.ts';

let policies: PoliciesFixture;

beforeEach(() => {
  policies = new PoliciesFixture();
});
afterEach(() => policies.remove());

const STRICT = `version: 2026.11.1
pack: eu
title: What the bank asks beyond the law
tighten:
  EU-T-DPIA:
    effect: require_approval
    requires: { documents: [tia], approvals: [dpo] }
    exceptions: { remove: [consent] }
  EU-T-WARN: { effect: block }
route: { approvalQuorum: 3, permitValidity: P6M }
`;

const FACTS = { deployment: { jurisdictions: ['EU'] }, data: { personal: true } };

it('adds documents and approvals, removes exceptions, and makes effects and the route stricter', () => {
  const before = loadCatalog(policies.dir).packs.get('eu');
  policies.write('overlays/bank.yaml', STRICT);
  const catalog = loadCatalog(policies.dir);
  const pack = catalog.packs.get('eu');
  expect(pack?.route).toEqual({ ...before?.route, approvalQuorum: 3, permitValidity: 'P6M' });
  const rule = catalog.rules.get('EU-T-DPIA');
  expect([rule?.effect, rule?.requires.documents, rule?.requires.approvals]).toEqual([
    'require_approval',
    ['dpia', 'tia'],
    ['dpo'],
  ]);
  expect(rule?.exceptions).toEqual([]);
  const held = { documents: ['dpia'], approvals: [] };
  const { findings, packs } = assess(catalog, { facts: FACTS, held, asOf: '2026-11-23' });
  expect(findings.map(({ rule: id, finding }) => [id, finding])).toEqual([
    ['EU-T-WARN', 'blocked'],
    ['EU-T-DPIA', 'open'],
    ['EU-T-TIA', 'open'],
  ]);
  expect(packs[0]?.sha256).not.toBe(before?.sha256);
  expect(packs[0]?.overlays).toEqual([
    expect.objectContaining({ name: 'bank', version: '2026.11.1' }),
  ]);
});

it('builds one overlay on another', () => {
  policies.write(
    'overlays/a-group.yaml',
    'version: 2026.11.1\npack: eu\nextends: bank\nroute: { approvalQuorum: 4 }\n',
  );
  policies.write('overlays/bank.yaml', STRICT);
  const pack = loadCatalog(policies.dir).packs.get('eu');
  expect(pack?.route?.approvalQuorum).toBe(4);
  expect(pack?.overlays?.map(({ name }) => name)).toEqual(['bank', 'a-group']);
});

const HEAD = 'version: 2026.11.1\npack: eu\n';

it.each([
  [
    'a milder effect',
    'tighten:\n  EU-T-TIA: { effect: warn }\n',
    4,
    'loosens `EU-T-TIA`, which has `require_document`',
  ],
  [
    'a smaller quorum',
    'route: { approvalQuorum: 1 }\n',
    3,
    'quorum 1 loosens pack `eu`, which asks for 2',
  ],
  [
    'a longer permit',
    'route: { permitValidity: P13M }\n',
    3,
    '`permitValidity` P13M loosens pack `eu`',
  ],
  ['a rarer review', 'route: { reviewEvery: P200D }\n', 3, '`reviewEvery` P200D loosens pack `eu`'],
  ['another condition', 'tighten:\n  EU-T-TIA: { when: "false" }\n', 4, 'unknown key `when`'],
  ['an unknown rule', 'tighten:\n  EU-T-TIAA: { effect: block }\n', 4, 'unknown rule `EU-T-TIAA`'],
  [
    'an unknown document',
    'tighten:\n  EU-T-TIA: { requires: { documents: [tiaa] } }\n',
    4,
    'unknown document `tiaa`',
  ],
  [
    'an unknown role',
    'tighten:\n  EU-T-TIA: { requires: { approvals: [dpoo] } }\n',
    4,
    'unknown role `dpoo`',
  ],
  [
    'an unknown exception',
    'tighten:\n  EU-T-TIA: { exceptions: { remove: [consnt] } }\n',
    4,
    '`EU-T-TIA` has no exception `consnt`',
  ],
  ['an unknown effect', 'tighten:\n  EU-T-TIA: { effect: blok }\n', 4, 'unknown effect `blok`'],
  [
    'a duty that asks for nothing',
    'tighten:\n  EU-T-WARN: { effect: require_document }\n',
    4,
    'asks for nothing, so everybody would meet it',
  ],
  [
    'papers that change nothing',
    'tighten:\n  EU-T-WARN: { requires: { documents: [dpia] } }\n',
    4,
    'papers change nothing',
  ],
  ['an unknown overlay', 'extends: bnk\n', 3, 'unknown overlay `bnk`'],
  ['an overlay on itself', 'extends: bank\n', 3, 'circular: bank → bank'],
])('refuses %s with its line', (_what, text, line, says) => {
  policies.write('overlays/bank.yaml', HEAD + text);
  const problems = problemsOf(() => loadCatalog(policies.dir));
  expect(problems.map(({ file, line: at, message }) => [file, at, message])).toEqual([
    ['overlays/bank.yaml', line, expect.stringContaining(says)],
  ]);
});

it('tells a circle, an unknown pack and a loosening at once', () => {
  policies.write('overlays/one.yaml', `${HEAD}extends: two\n`);
  policies.write('overlays/two.yaml', `${HEAD}extends: one\n`);
  policies.write('overlays/three.yaml', 'version: 2026.11.1\npack: eeu\n');
  policies.write(
    'overlays/four.yaml',
    `${HEAD}route: { approvalQuorum: 1, permitValidity: P2Y }\n`,
  );
  const problems = problemsOf(() => loadCatalog(policies.dir));
  expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual([
    'overlays/four.yaml quorum 1 loosens pack `eu`, which asks for 2',
    'overlays/four.yaml `permitValidity` P2Y loosens pack `eu`, which has P1Y',
    'overlays/one.yaml circular: two → one → two',
    'overlays/three.yaml unknown pack `eeu`',
    'overlays/two.yaml circular: one → two → one',
  ]);
});

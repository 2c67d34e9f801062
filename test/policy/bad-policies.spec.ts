/** A mistake in the policies is refused at load, with its file, its line and what was probably meant. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadCatalog } from '../../src/policy/load.ts';
import { PolicyLoadError } from '../../src/policy/policy.errors.ts';

const POLICIES = new URL('../../policies/', import.meta.url);
const RULE = 'eu/gdpr/transfer.yaml';
const PACK = 'eu/pack.yaml';

const SOUND_PACK = `region: eu
version: 2026.11.1
title: A pack
status: published
publishedAt: 2026-11-23
jurisdictions: [EU]
sources: { gdpr: { title: GDPR, url: 'https://example.org/gdpr' } }
notLegalAdvice: no advice
route: { approvalQuorum: 2, permitValidity: P1Y, reviewEvery: P1Y }
`;

const SOUND_RULE = `id: EU-GDPR-44-TRANSFER
title: No unlawful transfer
jurisdiction: EU
cite: { source: gdpr, at: Art. 44 }
statement: Data stays unless a tool is named.
inForce: { from: 2018-05-25, until: 2030-01-01 }
reach: subjects
when: data.personal && derived.transfers.exists(t, t.origin == "EEA" && !t.lawful)
effect: require_document
severity: critical
stage: residency
requires:
  documents: [tia]
  approvals: [dpo]
  when: '"dpia" in evidence.documents'
exceptions:
  - { id: consent, at: Art. 49, when: data.art9_condition == "explicit_consent", requires: [dpia] }
inFlight: reevaluate
review: { last: 2026-11-23, level: memory, recheck: true }
cases:
  - name: an example
    given: { data: { personal: true, locations: [{ id: a, provider: aws, region: us-east-1 }] } }
    held: { documents: [dpia] }
    finding: unknown
`;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carnet-policies-'));
  cpSync(new URL('reference/', POLICIES), join(folder, 'reference'), { recursive: true });
  cpSync(new URL('vocabulary.yaml', POLICIES), join(folder, 'vocabulary.yaml'));
  write(PACK, SOUND_PACK);
  write(RULE, SOUND_RULE);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Replaces a piece of a file and says on which line it stood. */
function plant(file: string, piece: string, mistake: string): number {
  const text = readFileSync(join(folder, file), 'utf8');
  const at = text.indexOf(piece);
  if (at < 0) throw new Error(`no \`${piece}\` in ${file}`);
  write(
    file,
    text.replace(piece, () => mistake),
  );
  return text.slice(0, at).split('\n').length;
}

function refusal(): PolicyLoadError {
  try {
    loadCatalog(folder);
  } catch (error) {
    if (error instanceof PolicyLoadError) return error;
    throw error;
  }
  throw new Error('the policies were taken');
}

it('takes the sound policies these mistakes are planted in', () => {
  expect(loadCatalog(folder).rules.has('EU-GDPR-44-TRANSFER')).toBe(true);
});

/** file, what stands there, what is written instead, what the message says, the hint. */
const MISTAKES: readonly [
  what: string,
  file: string,
  piece: string,
  mistake: string,
  says: string,
  hint?: string,
][] = [
  [
    'an unknown key',
    RULE,
    'severity: critical',
    'severity: critical\nseverety: low',
    'unknown key `severety`',
    '`severity`',
  ],
  [
    'a missing key',
    RULE,
    'statement: Data stays unless a tool is named.\n',
    '',
    '`statement` is missing',
  ],
  ['a wrong type', RULE, 'documents: [tia]', 'documents: tia', 'is to be a list'],
  [
    'an unknown effect',
    RULE,
    'require_document',
    'require_documents',
    'unknown effect',
    '`require_document`',
  ],
  ['an unknown document', RULE, '[tia]', '[tiaa]', 'unknown document `tiaa`', '`tia`'],
  ['an unknown role', RULE, '[dpo]', '[dpoo]', 'unknown role `dpoo`', '`dpo`'],
  ['an unknown source', RULE, 'source: gdpr', 'source: gdprr', 'unknown source', '`gdpr`'],
  [
    'an unknown jurisdiction',
    RULE,
    'jurisdiction: EU',
    'jurisdiction: EU-XX',
    'unknown jurisdiction',
  ],
  [
    'a jurisdiction of another pack',
    RULE,
    'jurisdiction: EU',
    'jurisdiction: US',
    'lies outside pack `eu`',
  ],
  ['a day that is none', RULE, '2018-05-25', '2018-02-30', 'is to be a date'],
  ['an end before the beginning', RULE, '2030-01-01', '2017-01-01', 'lies before `from`'],
  [
    'a bad duration',
    PACK,
    'permitValidity: P1Y',
    'permitValidity: one year',
    'is to be a duration',
  ],
  ['an unknown jurisdiction of the pack', PACK, '[EU]', '[EUU]', 'unknown jurisdiction `EUU`'],
  ['a pack in the wrong folder', PACK, 'region: eu', 'region: uk', 'stands in folder `eu`'],
  ['CEL that does not parse', RULE, '&& !t.lawful', '&& && !t.lawful', 'no valid CEL'],
  [
    'an unknown fact',
    RULE,
    'data.personal &&',
    'data.persona &&',
    'unknown fact `data.persona`',
    '`personal`',
  ],
  [
    'an unknown derived fact',
    RULE,
    '!t.lawful',
    '!t.lawfull',
    'unknown fact `derived.transfers[].lawfull`',
    '`lawful`',
  ],
  [
    'an unknown root',
    RULE,
    'data.personal &&',
    'date.personal &&',
    'unknown fact `date`',
    '`data`',
  ],
  [
    'an unknown set',
    RULE,
    't.origin == "EEA"',
    't.dest_country in US_COUNTRYS_OF_CONCERN',
    'unknown set',
    'US_COUNTRIES_OF_CONCERN',
  ],
  [
    'a set of other things',
    RULE,
    't.origin == "EEA"',
    't.dest_country in GDPR_ART9',
    'no country is a category',
  ],
  ['a word the fact cannot take', RULE, '"EEA"', '"EEE"', '`EEE` is no word of this fact', '`EEA`'],
  [
    'an unknown category',
    RULE,
    'data.personal &&',
    'features.exists(f, f.category == "sex_gendr") &&',
    '`sex_gendr` is no category',
    '`sex_gender`',
  ],
  [
    'an unknown category in a list',
    RULE,
    'data.personal &&',
    'features.exists(f, f.category in ["age", "agee"]) &&',
    '`agee` is no category',
  ],
  [
    'an unknown use case',
    RULE,
    'data.personal &&',
    'model.use_case == "credit_scorin" &&',
    '`credit_scorin` is no use case',
    '`credit_scoring`',
  ],
  [
    'an unknown practice',
    RULE,
    'data.personal &&',
    'model.practices.exists(p, p == "face_scrapin") &&',
    '`face_scrapin` is no practice',
  ],
  [
    'an unknown document in a condition',
    RULE,
    '"dpia" in evidence',
    '"dpiaa" in evidence',
    '`dpiaa` is no document',
    '`dpia`',
  ],
  [
    'an unknown role in a condition',
    RULE,
    '"dpia" in evidence.documents',
    '"dpoo" in evidence.approvals',
    '`dpoo` is no role',
  ],
  [
    'a word in an exception',
    RULE,
    '"explicit_consent"',
    '"explicit_consents"',
    '`explicit_consents` is no word',
    '`explicit_consent`',
  ],
  [
    'a number against a word',
    RULE,
    'data.personal &&',
    'organisation.employees == "many" &&',
    'a number cannot be compared with text',
  ],
  [
    'an order of words',
    RULE,
    'data.personal &&',
    'model.effect > "none" &&',
    '`>` compares numbers',
  ],
  [
    'a word where a truth is wanted',
    RULE,
    'data.personal &&',
    'model.effect &&',
    'a condition is wanted here',
  ],
  [
    'a macro on what is no list',
    RULE,
    'derived.transfers.exists',
    'model.exists',
    'a list is wanted before the dot',
  ],
  [
    'CEL that is not supported',
    RULE,
    'data.personal &&',
    'model.effect == (model.effect) + model.effect &&',
    'cannot stand here',
  ],
  [
    'a function that is not supported',
    RULE,
    'data.personal &&',
    'model.effect.matches("x") &&',
    'not supported',
  ],
  [
    'a prefix no word has',
    RULE,
    't.origin == "EEA"',
    't.mechanism.startsWith("art48")',
    'no word of this fact starts with `art48`',
  ],
  [
    'nesting without end',
    RULE,
    'data.personal &&',
    `${'('.repeat(200)}data.personal${')'.repeat(200)} &&`,
    'no valid CEL',
  ],
  [
    'a condition without end',
    RULE,
    'data.personal &&',
    'data.personal && '.repeat(300),
    'at most 4000 characters',
  ],
  ['too many parts', RULE, 'data.personal &&', 'data.personal && '.repeat(220), 'no valid CEL'],
  [
    'a fact nobody knows in a case',
    RULE,
    'personal: true',
    'persnal: true',
    'unknown key `data.persnal`',
    '`personal`',
  ],
  ['a wrong type in a case', RULE, 'personal: true', 'personal: yes', 'is to be true or false'],
  [
    'an unknown provider in a case',
    RULE,
    'provider: aws',
    'provider: awz',
    'unknown provider `awz`',
    '`aws`',
  ],
  [
    'a finding that is no word',
    RULE,
    'finding: unknown',
    'finding: unknwon',
    'unknown finding',
    '`unknown`',
  ],
  ['YAML that is none', RULE, 'reach: subjects', 'reach: [subjects', 'Flow sequence'],
  [
    'a key that is there twice',
    RULE,
    'reach: subjects',
    'reach: subjects\nreach: either',
    'unique',
  ],
  [
    'a rule it supersedes that is not there',
    RULE,
    'inFlight: reevaluate',
    'inFlight: reevaluate\nsupersedes: EU-GDPR-45',
    'unknown rule',
  ],
  [
    'a set with a strange member',
    'reference/sets.yaml',
    'criminal_record',
    'criminal_records',
    'which is no category',
    '`criminal_record`',
  ],
  [
    'a definition that does not check',
    'vocabulary.yaml',
    'model.ai_system && (',
    'model.ai_systm && (',
    'unknown fact',
    '`ai_system`',
  ],
  [
    'a list of words that is not there',
    'vocabulary.yaml',
    'values: subject_type,',
    'values: subject_typ,',
    'unknown list',
    '`subject_type`',
  ],
  [
    'a document with an unknown owner',
    'reference/documents.yaml',
    'owner: model_owner',
    'owner: modl_owner',
    'unknown role',
    '`model_owner`',
  ],
];

it.each(MISTAKES)('refuses %s', (_, file, piece, mistake, says, hint = '') => {
  const line = plant(file, piece, mistake);
  const { code, problems, message } = refusal();
  expect(code).toBe('ERR_POLICY_INVALID');
  const found = problems.find((problem) => problem.message.includes(says));
  expect(problems.map((problem) => problem.message)).toEqual(
    expect.arrayContaining([expect.stringContaining(says)]),
  );
  expect(found?.hint ?? '').toContain(hint);
  expect(message).toContain(`${found?.file}:${found?.line}:`);
  if (SAME_LINE.test(says)) return;
  expect([file, found?.line]).toEqual([found?.file, expect.closeTo(line, -1)]);
});

/** Told where the list of words is declared, not where the set stands. */
const SAME_LINE = /which is no/;

it('says the column of a word within a condition', () => {
  plant(RULE, 'data.personal &&', 'data.persona &&');
  expect(refusal().problems).toEqual([
    expect.objectContaining({ file: RULE, line: 8, column: 'when: '.length + 1 }),
  ]);
});

it('finds the place in a condition that is folded over lines', () => {
  plant(
    RULE,
    'when: data.personal && derived',
    'when: >-\n  data.personal\n  && data.persona && derived',
  );
  expect(refusal().problems).toEqual([expect.objectContaining({ line: 10, column: 6 })]);
});

it('tells all mistakes at once', () => {
  plant(RULE, '[tia]', '[tiaa]');
  plant(RULE, '"EEA"', '"EEE"');
  plant(PACK, 'permitValidity: P1Y', 'permitValidity: P1Q');
  plant(RULE, 'finding: unknown', 'finding: unkown');
  plant(PACK, 'permitValidity: P1Q', 'permitValidity: P1Y');
  write('eu/gdpr/other.yaml', 'id: nothing\n');
  const files = refusal().problems.map((problem) => problem.file);
  expect(new Set(files)).toEqual(new Set([RULE, 'eu/gdpr/other.yaml']));
  expect(files.length).toBeGreaterThan(10);
});

it('refuses two rules of one id', () => {
  write('eu/gdpr/again.yaml', SOUND_RULE);
  expect(refusal().message).toContain(
    'rule `EU-GDPR-44-TRANSFER` is already in eu/gdpr/again.yaml',
  );
});

it('refuses a file that is missing, empty, or larger than any rule', () => {
  rmSync(join(folder, 'reference/roles.yaml'));
  write('reference/sets.yaml', '');
  write('eu/gdpr/huge.yaml', `# ${'x'.repeat(1024 * 1024)}`);
  const said = refusal().problems.map(({ file, message }) => `${file}: ${message}`);
  expect(said).toEqual(
    expect.arrayContaining([
      'reference/roles.yaml: the file is missing',
      'reference/sets.yaml: the file is empty',
    ]),
  );
});

it('refuses aliases that unfold without end', () => {
  const bomb = Array.from(
    { length: 12 },
    (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(i === 0 ? 0 : 9)}]`,
  );
  write('eu/gdpr/bomb.yaml', bomb.join('\n'));
  expect(refusal().message).toContain('eu/gdpr/bomb.yaml');
});

it('changes its fingerprint with the law, and not with the examples that prove it', () => {
  const before = loadCatalog(folder).packs.get('eu')?.sha256;
  plant(RULE, 'name: an example', 'name: another name');
  expect(loadCatalog(folder).packs.get('eu')?.sha256).toBe(before);
  plant(RULE, 'severity: critical', 'severity: high');
  expect(loadCatalog(folder).packs.get('eu')?.sha256).not.toBe(before);
});

/** A mistake in the policies is refused at load, with its file, its line and what was probably meant. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
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

interface Mistake {
  what: string;
  file: string;
  /** What stands there, and what is written instead. */
  piece: string;
  mistake: string;
  /** Part of the message, and of the hint. */
  says: string;
  hint?: string;
}
const MISTAKES = parse(
  readFileSync(new URL('../fixtures/policy-mistakes.yaml', import.meta.url), 'utf8'),
) as Mistake[];

it.each(MISTAKES)('refuses $what', ({ file, piece, mistake, says, hint = '' }) => {
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

it('tells what a rule says wrongly beside what is wrong with its form', () => {
  plant(RULE, '[tia]', '[tiaa]');
  plant(RULE, 'when: data.personal &&', 'when: data.persona &&');
  plant(RULE, 'until: 2030-01-01', 'until: 2010-01-01');
  plant(RULE, 'severity: critical', 'severity: urgent');
  plant(RULE, '    finding: unknown', '    found: unknown');
  expect(refusal().problems.map(({ file, line, message }) => [file, line, message])).toEqual([
    [RULE, 10, 'unknown severity `urgent`'],
    [RULE, 24, 'unknown key `found`'],
    [RULE, 21, '`cases.0.finding` is missing'],
    [RULE, 6, '`until` 2010-01-01 lies before `from` 2018-05-25'],
    [RULE, 8, 'unknown fact `data.persona`'],
    [RULE, 13, 'unknown document `tiaa`'],
  ]);
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

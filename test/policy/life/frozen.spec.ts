/** What was published never changes under its version; drafts stay out until they are asked for. */
import { cpSync, existsSync } from 'node:fs';
import { openArchive } from '../../../src/policy/life/archive.ts';
import { PackNotFoundError, PublishError } from '../../../src/policy/life/life.errors.ts';
import { readLock } from '../../../src/policy/life/lock.ts';
import { publishAll, publishDraft } from '../../../src/policy/life/publish.ts';
import { loadCatalog } from '../../../src/policy/load.ts';
import { DPIA, PoliciesFixture, problemsOf, ruleText } from './policies-fixture.ts';

const BY = { by: 'ona', at: '2026-11-24' };
const HOME = 'eu/rules/eu-t-dpia.yaml';
let policies: PoliciesFixture;

beforeEach(() => {
  policies = new PoliciesFixture();
});
afterEach(() => policies.remove());

it('locks what is published, and takes it as long as it stays the same', () => {
  const { published } = publishAll(policies.dir, BY);
  const catalog = loadCatalog(policies.dir);
  expect(published.map(({ pack, version, by }) => [pack, version, by])).toEqual([
    ['vocabulary', catalog.vocabulary.version, 'ona'],
    ['eu', '2026.11.1', 'ona'],
  ]);
  expect(readLock(policies.dir)).toContainEqual({
    pack: 'eu',
    version: '2026.11.1',
    sha256: catalog.packs.get('eu')?.sha256,
    publishedAt: '2026-11-24',
    by: 'ona',
  });
  expect(publishAll(policies.dir, BY)).toMatchObject({ published: [] });
});

it('refuses a changed pack with the rule that differs, what was found and what to do', () => {
  publishAll(policies.dir, BY);
  policies.change(HOME, 'severity: high', 'severity: low');
  policies.rule({ id: 'EU-T-NEW' });
  const problems = problemsOf(() => loadCatalog(policies.dir));
  expect(problems.map(({ file, line }) => [file, line])).toEqual([
    ['eu/pack.yaml', 2],
    [HOME, 1],
    ['eu/rules/eu-t-new.yaml', 1],
  ]);
  expect(problems[0]?.message).toMatch(
    /^pack `eu` differs from what was published as 2026\.11\.1: found [0-9a-f]{12}…, published [0-9a-f]{12}…$/,
  );
  expect(problems[0]?.hint).toContain('raise the version and publish it');
  expect(problems[1]?.message).toBe('this rule differs from what was published as 2026.11.1');
  expect(problems[2]?.message).toBe('this rule was not in what was published as 2026.11.1');
});

it('takes new examples of a rule without a new version', () => {
  publishAll(policies.dir, BY);
  policies.change(HOME, 'name: an example', 'name: another example');
  expect(loadCatalog(policies.dir).rules.has(DPIA.id)).toBe(true);
});

it('refuses a version that nobody published, and reference data that changed', () => {
  publishAll(policies.dir, BY);
  policies.change('eu/pack.yaml', 'version: 2026.11.1', 'version: 2026.12.1');
  policies.change('reference/roles.yaml', 'title:', 'title: The');
  const problems = problemsOf(() => loadCatalog(policies.dir));
  expect(problems.map(({ file, message }) => [file, message.replace(/:.*/u, '')])).toEqual([
    ['eu/pack.yaml', 'pack `eu` 2026.12.1 was never published'],
    ['vocabulary.yaml', expect.stringMatching(/^the vocabulary with its reference data differs/)],
  ]);
});

it('refuses to publish another text under a version that is frozen, unless it is renewed', () => {
  publishAll(policies.dir, BY);
  const before = readLock(policies.dir);
  policies.change(HOME, 'severity: high', 'severity: low');
  expect(() => publishAll(policies.dir, BY)).toThrow(PublishError);
  expect(readLock(policies.dir)).toEqual(before);
  publishAll(policies.dir, { ...BY, renew: true });
  expect(loadCatalog(policies.dir).packs.get('eu')?.sha256).toBe(
    openArchive(policies.dir).pack('eu', '2026.11.1')?.sha256,
  );
});

it('says when the lock file is no lock file', () => {
  policies.write('packs.lock.json', '{ "entries": [{ "pack": "eu" }] }');
  expect(() => loadCatalog(policies.dir)).toThrow('`packs.lock.json` cannot be read');
});

describe('a draft', () => {
  it('stays out of the law until it is asked for, and then stands in the place of its pack', () => {
    publishAll(policies.dir, BY);
    const draft = policies.draft('2026.12.1');
    policies.rule({ id: 'EU-T-NEW' }, draft);
    expect(loadCatalog(policies.dir).rules.has('EU-T-NEW')).toBe(false);
    const catalog = loadCatalog(policies.dir, { drafts: [draft] });
    expect(catalog.rules.has('EU-T-NEW')).toBe(true);
    expect(catalog.packs.get('eu')?.version).toBe('2026.12.1');
  });

  it('may stand in its own region, and serves nobody there; neither does what is withdrawn', () => {
    policies.change('eu/pack.yaml', 'status: published', 'status: draft');
    expect(loadCatalog(policies.dir).regions).toEqual([]);
    expect(loadCatalog(policies.dir, { drafts: ['eu'] }).regions).toEqual(['eu']);
    policies.change('eu/pack.yaml', 'status: draft', 'status: withdrawn');
    expect(loadCatalog(policies.dir).regions).toEqual([]);
  });

  it('is checked like everything else when it is asked for', () => {
    const draft = policies.draft('2026.12.1');
    policies.rule({ ...DPIA, when: 'data.personel' }, draft);
    expect(loadCatalog(policies.dir).regions).toEqual(['eu']);
    const [problem] = problemsOf(() => loadCatalog(policies.dir, { drafts: [draft] }));
    expect(problem).toMatchObject({
      file: `${draft}/rules/eu-t-dpia.yaml`,
      line: 9,
      hint: 'did you mean `personal`?',
    });
  });

  it('becomes the pack of its region when it is published; the version before is kept', () => {
    publishAll(policies.dir, BY);
    const draft = policies.draft('2026.12.1');
    policies.rule({ id: 'EU-T-NEW' }, draft);
    const { published } = publishDraft(policies.dir, 'next', { by: 'otto', at: '2026-12-01' });
    expect(published).toEqual([
      expect.objectContaining({ pack: 'eu', version: '2026.12.1', by: 'otto' }),
    ]);
    const pack = loadCatalog(policies.dir).packs.get('eu');
    expect([pack?.version, pack?.status, pack?.publishedAt]).toEqual([
      '2026.12.1',
      'published',
      '2026-12-01',
    ]);
    expect(existsSync(policies.path(draft))).toBe(false);
    const archive = openArchive(policies.dir);
    expect(archive.pack('eu', '2026.11.1')?.rules).toHaveLength(3);
    expect(archive.pack('eu', '2026.12.1')?.rules).toHaveLength(4);
  });

  it('is refused below the version that stands, with mistakes, and when it is none', () => {
    publishAll(policies.dir, BY);
    policies.draft('2026.9.9', 'old');
    expect(() => publishDraft(policies.dir, 'old', BY)).toThrow('was published as 2026.11.1');
    const bad = policies.draft('2026.12.1', 'bad');
    policies.write(`${bad}/rules/twice.yaml`, ruleText(DPIA));
    expect(problemsOf(() => publishDraft(policies.dir, 'bad', BY))).toHaveLength(1);
    expect(() => publishDraft(policies.dir, 'eu', BY)).toThrow('has `status: published`');
    expect(() => publishDraft(policies.dir, 'nothing', BY)).toThrow(PackNotFoundError);
    expect(loadCatalog(policies.dir).packs.get('eu')?.version).toBe('2026.11.1');
  });

  it('is refused when an example cannot be decided or comes out otherwise', () => {
    const draft = policies.draft('2026.12.1');
    const tia = `${draft}/rules/eu-t-tia.yaml`;
    policies.change(tia, 'given: { data: { personal: true } }', 'given: { data: {} }');
    policies.change(`${draft}/rules/eu-t-warn.yaml`, 'finding: warning', 'finding: blocked');
    const problems = problemsOf(() => publishDraft(policies.dir, 'next', BY));
    expect(problems.map(({ file, line, message, hint }) => [file, line, message, hint])).toEqual([
      [tia, 19, 'case `an example` cannot be decided as `open`', 'nobody states data.personal'],
      [
        `${draft}/rules/eu-t-warn.yaml`,
        19,
        'case `an example` comes out as `warning`, not `blocked`',
        null,
      ],
    ]);
  });

  it('does not carry changes of other things along', () => {
    publishAll(policies.dir, BY);
    policies.draft('2026.12.1');
    policies.change('reference/roles.yaml', 'title:', 'title: The');
    expect(() => publishDraft(policies.dir, 'next', BY)).toThrow(
      /`vocabulary` [0-9.]+ changed after being published/u,
    );
    expect(existsSync(policies.path('drafts/next/pack.yaml'))).toBe(true);
  });

  it('may lie outside of the policies', () => {
    const draft = policies.draft('2026.12.1');
    const elsewhere = `${policies.dir}-elsewhere`;
    cpSync(policies.path(draft), elsewhere, { recursive: true });
    policies.write('drafts/next/pack.yaml', 'gone');
    publishDraft(policies.dir, elsewhere, BY);
    expect(loadCatalog(policies.dir).packs.get('eu')?.version).toBe('2026.12.1');
    expect(openArchive(policies.dir).pack('eu', '2026.12.1')?.rules[0]?.file).toBe(HOME);
  });
});

import { canonicalJson, sha256Hex } from '../../src/common/canonical-json.ts';
import { attachmentsOf } from '../../src/evidence/attachments.ts';
import { exitCodeOf } from '../../src/evidence/check-line.ts';
import { oscalAssessmentResults } from '../../src/evidence/oscal-assessment-results.ts';
import type { PackModel } from '../../src/evidence/pack-model.ts';
import { renderPack } from '../../src/evidence/render-pack.ts';
import { verifyPack } from '../../src/evidence/verify-pack.ts';
import { loadWording } from '../../src/evidence/wording.ts';
import { schemaFaults } from '../support/export-schema.ts';
import { packFixture, testKey } from './pack-fixture.ts';
import { withAttachment } from './read-pack.ts';

type Thing = Readonly<Record<string, unknown>>;
interface Result extends Thing {
  readonly findings: readonly (Thing & {
    readonly target: { readonly 'target-id': string; readonly status: Thing };
    readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
  })[];
  readonly observations: readonly (Thing & { readonly uuid: string })[];
  readonly risks: readonly (Thing & { readonly title: string })[];
  readonly attestations: readonly Thing[];
  readonly 'assessment-log': { readonly entries: readonly Thing[] };
}

const SCHEMA = 'oscal assessment results';
const key = testKey();

function resultOf(model: PackModel): Result {
  const told = oscalAssessmentResults(model)['assessment-results'] as { results: Result[] };
  const [result] = told.results;
  if (!result) throw new Error('there is no result');
  return result;
}

describe('the assessment results of a case', () => {
  let model: PackModel;
  beforeAll(async () => {
    model = await packFixture(key);
  });

  it("are OSCAL by NIST's schema", () => {
    expect(schemaFaults(SCHEMA, oscalAssessmentResults(model))).toEqual([]);
  });

  it('are valid for a case in which nothing has happened yet', () => {
    const bare: PackModel = {
      ...model,
      subject: { ...model.subject, artifactSha256: null, useCase: null, algorithm: null },
      law: { ...model.law, notices: [], packs: [] },
      conditions: [],
      findings: [],
      documents: [],
      decisions: [],
      timeline: [],
      permit: null,
      deployment: null,
      sources: { ...model.sources, events: [], permit: null },
    };
    expect(schemaFaults(SCHEMA, oscalAssessmentResults(bare))).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['many lines', ' \n# a\r\n\n- b\u2028c\t'],
    ['marks', '*a* `b` <script> [c](d) {{ insert: param, e }} \\'],
    ['control characters and half a character', 'a\u0000b\u0007\uD800'],
  ])('are valid whatever people typed: %s', (_, text) => {
    const typed: PackModel = {
      ...model,
      subject: { ...model.subject, name: text, version: text, useCase: text },
      request: { ...model.request, submittedBy: { id: text, name: text } },
      decisions: model.decisions.map((one) => ({ ...one, reason: text })),
      documents: model.documents.map((one) => ({ ...one, fileName: text, mediaType: text })),
      findings: model.findings.map((one) => ({ ...one, missing: [text], remedy: text })),
      timeline: model.timeline.map((one) => ({ ...one, detail: text })),
    };
    expect(schemaFaults(SCHEMA, oscalAssessmentResults(typed))).toEqual([]);
  });

  it('call satisfied only what is met or exempt, and speak of the statement of the rule', () => {
    const { findings } = resultOf(model);
    const states = findings.map(({ target }) => [target['target-id'], target.status['state']]);
    expect(Object.fromEntries(states)).toEqual({
      'EU-DORA-28-30_smt': 'not-satisfied',
      'EU-GDPR-48-FOREIGN-ORDER_smt': 'not-satisfied',
      'EU-AIA-11-TECHDOC_smt': 'not-satisfied',
      'EU-GDPR-9-SPECIAL_smt': 'satisfied',
      'EU-GDPR-22-ADM_smt': 'satisfied',
      'EU-GDPR-35-DPIA_smt': 'satisfied',
      'EU-CCD2-18-HUMAN_smt': 'satisfied',
    });
  });

  it('list as risks what stands open, a waived one until its waiver ends', () => {
    const risks = resultOf(model).risks.map(({ title, status, deadline }) => ({
      title,
      status,
      deadline,
    }));
    expect(risks).toEqual([
      {
        title: 'Register of arrangements with cloud providers',
        status: 'deviation-approved',
        deadline: '2027-02-28T00:00:00.000Z',
      },
      {
        title: 'Technical documentation of a high-risk system',
        status: 'open',
        deadline: '2027-12-02T00:00:00Z',
      },
    ]);
  });

  it('carry the hash of every document, and tie it to the findings that ask for it', () => {
    const { findings, observations } = resultOf(model);
    const text = JSON.stringify(oscalAssessmentResults(model));
    expect(observations[0]?.['description']).toContain('personal data is used');
    for (const { sha256 } of model.documents) expect(text).toContain(sha256 ?? '');
    const dpia = findings.find(({ target }) => target['target-id'] === 'EU-GDPR-35-DPIA_smt');
    const related = dpia?.['related-observations'].map((one) => one['observation-uuid']) ?? [];
    const titles = observations.filter(({ uuid }) => related.includes(uuid));
    expect(titles.map(({ title }) => title)).toEqual([
      'Facts that decided EU-GDPR-35-DPIA',
      'Document: Data protection impact assessment',
    ]);
  });

  it('attest decisions that stand and no others; the log has them all', () => {
    const { attestations, 'assessment-log': log } = resultOf(model);
    const standing = model.decisions.filter(({ voidedSeq }) => voidedSeq === null);
    expect(attestations).toHaveLength(standing.length);
    expect(log.entries).toHaveLength(model.timeline.length);
    for (const { hash } of model.timeline) expect(JSON.stringify(log)).toContain(hash);
  });

  it('refer to nothing that is not in the document, and use no id twice', () => {
    const document = oscalAssessmentResults(model);
    const defined = [...valuesOf(document, 'uuid')];
    expect(defined.filter((uuid, at) => defined.indexOf(uuid) !== at)).toEqual([]);
    const references = [
      'actor-uuid',
      'component-uuid',
      'observation-uuid',
      'party-uuid',
      'party-uuids',
      'risk-uuid',
      'subject-uuid',
    ].flatMap((name) => [...valuesOf(document, name)]);
    const links = [...valuesOf(document, 'href')].filter((href) => href.startsWith('#'));
    const known = new Set(defined);
    const wanted = [...references, ...links.map((href) => href.slice(1))];
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((uuid) => !known.has(uuid))).toEqual([]);
  });

  it('are the same whenever they are made, and another document once something has changed', () => {
    const text = canonicalJson(oscalAssessmentResults(model));
    expect(canonicalJson(oscalAssessmentResults(structuredClone(model)))).toBe(text);
    const later = oscalAssessmentResults({ ...model, conditions: [] });
    expect(uuidOf(later)).not.toBe(uuidOf(oscalAssessmentResults(model)));
  });

  it('name the attachments beside them with the hashes that SHA256SUMS has', () => {
    const files = attachmentsOf(model);
    const sums = files.find(({ name }) => name === 'SHA256SUMS')?.bytes.toString() ?? '';
    expect(sums).toContain('  assessment-results.json\n');
    const text = JSON.stringify(oscalAssessmentResults(model));
    for (const name of ['manifest.json', 'events.jsonl', 'permit.dsse.json']) {
      expect(text).toContain(files.find((file) => file.name === name)?.sha256 ?? '');
    }
  });
});

describe('a pack whose assessment results were rewritten', () => {
  const trust = { keys: [{ region: 'eu', keyId: key.keyId, publicKeyPem: key.publicKeyPem }] };

  it.each([
    ['a verdict', '"value":"open"', '"value":"met"'],
    ['the end of the journal', /("name":"journal-tail","ns":"[^"]*","value":")./u, '$1-'],
  ])('fails, though SHA256SUMS was made anew: %s', async (_, before, after) => {
    const pdf = await renderPack(await packFixture(key), loadWording());
    let changed = '';
    const forged = await withAttachment(pdf, 'assessment-results.json', (bytes) => {
      changed = bytes.toString('utf8').replace(before, after);
      expect(changed).not.toBe(bytes.toString('utf8'));
      return Buffer.from(changed);
    });
    const summed = await withAttachment(forged, 'SHA256SUMS', (bytes) =>
      Buffer.from(
        bytes
          .toString('utf8')
          .replace(/^\S+(?= {2}assessment-results\.json$)/mu, sha256Hex(changed)),
      ),
    );
    const lines = await verifyPack(summed, { trust });
    const failing = lines.filter(({ result }) => result === 'fail').map(({ check }) => check);
    expect(failing).toEqual(['assessment results']);
    expect(exitCodeOf(lines)).toBe(1);
  });
});

function uuidOf(document: { readonly 'assessment-results': object }): unknown {
  return (document['assessment-results'] as { uuid: string }).uuid;
}

/** Every text under a key of this name, lists of texts included. */
function* valuesOf(value: unknown, name: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [member, inner] of Object.entries(value)) {
    if (member !== name) yield* valuesOf(inner, name);
    else if (Array.isArray(inner)) yield* inner.map(String);
    else yield String(inner);
  }
}

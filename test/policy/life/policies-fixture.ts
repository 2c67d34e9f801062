/** A folder of policies of its own: the shipped words, and a pack of three rules that a test changes as it likes. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PolicyLoadError, type PolicyProblem } from '../../../src/policy/policy.errors.ts';

const POLICIES = new URL('../../../policies/', import.meta.url);

const PACK = `region: eu
version: 2026.11.1
title: A pack
status: published
publishedAt: 2026-11-23
jurisdictions: [EU]
sources: { gdpr: { title: GDPR, url: 'https://example.org/gdpr' } }
notLegalAdvice: no advice
route: { approvalQuorum: 2, permitValidity: P1Y, reviewEvery: P6M }
`;

interface RuleText {
  readonly id: string;
  readonly when?: string;
  readonly effect?: string;
  readonly requires?: string;
  readonly inFlight?: string;
  readonly version?: number;
  /** What its example comes out as; open unless said. */
  readonly finding?: string;
}

export function ruleText(rule: RuleText): string {
  return `id: ${rule.id}
version: ${rule.version ?? 1}
title: ${rule.id}
jurisdiction: EU
cite: { source: gdpr, at: Art. 1 }
statement: A statement.
inForce: { from: 2018-05-25 }
reach: either
when: ${rule.when ?? 'data.personal'}
effect: ${rule.effect ?? 'require_document'}
severity: high
stage: documentation
requires: ${rule.requires ?? '{ documents: [dpia] }'}
exceptions:
  - { id: consent, at: Art. 2, when: data.art9_condition == "explicit_consent" }
inFlight: ${rule.inFlight ?? 'reevaluate'}
review: { last: 2026-11-23, level: memory, recheck: true }
cases:
  - { name: an example, given: { data: { personal: true } }, finding: ${rule.finding ?? 'open'} }
`;
}

export const DPIA: RuleText = { id: 'EU-T-DPIA' };
export const TIA: RuleText = { id: 'EU-T-TIA', requires: '{ documents: [tia], approvals: [dpo] }' };
const WARN: RuleText = { id: 'EU-T-WARN', effect: 'warn', requires: '{}', finding: 'warning' };

/** A folder that is gone when the test is. */
export class PoliciesFixture {
  readonly dir = mkdtempSync(join(tmpdir(), 'carnet-life-'));

  constructor() {
    cpSync(new URL('reference/', POLICIES), this.path('reference'), { recursive: true });
    cpSync(new URL('vocabulary.yaml', POLICIES), this.path('vocabulary.yaml'));
    // The shipped sets speak of places that other packs bring along.
    this.write('eu/pack.yaml', PACK);
    for (const rule of [DPIA, TIA, WARN]) this.rule(rule);
  }

  path(file: string): string {
    return join(this.dir, file);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  rule(rule: RuleText, folder = 'eu'): void {
    this.write(`${folder}/rules/${rule.id.toLowerCase()}.yaml`, ruleText(rule));
  }

  change(file: string, piece: string, other: string): void {
    const text = this.read(file);
    if (!text.includes(piece)) throw new Error(`no \`${piece}\` in ${file}`);
    this.write(file, text.replace(piece, other));
  }

  /** A draft of the next version in `drafts/<name>`, a copy of what is published. */
  draft(version: string, name = 'next'): string {
    cpSync(this.path('eu'), this.path(`drafts/${name}`), { recursive: true });
    const header = `drafts/${name}/pack.yaml`;
    this.change(header, 'status: published', 'status: draft');
    this.write(header, this.read(header).replace(/^version: .*$/mu, `version: ${version}`));
    return `drafts/${name}`;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}

/** Every problem that kept policies from loading. */
export function problemsOf(load: () => unknown): readonly PolicyProblem[] {
  try {
    load();
  } catch (error) {
    if (error instanceof PolicyLoadError) return error.problems;
    throw error;
  }
  throw new Error('the policies were taken');
}

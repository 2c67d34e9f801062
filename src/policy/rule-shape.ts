/** The form of a rule file and of a pack file, as TypeScript and as a check. */
import type { RuleCase } from './catalog.types.ts';
import { EFFECTS, FACTORS, FINDING_WORDS, REVIEW_LEVELS, RULE_STAGES } from './policy.types.ts';
import type { Rule } from './catalog.types.ts';
import {
  ANY,
  BOOL,
  DATE,
  DURATION,
  INT,
  list,
  map,
  match,
  object,
  type Shape,
  TEXT,
  word,
} from './shape.ts';

export interface RuleFile {
  readonly id: string;
  readonly version?: number;
  readonly title: string;
  readonly jurisdiction: string;
  readonly cite: { readonly source: string; readonly at: string };
  readonly statement: string;
  readonly inForce: { readonly from: string; readonly until?: string; readonly withdrawn?: string };
  readonly penalty?: string;
  readonly reach: Rule['reach'];
  readonly when: string;
  readonly effect: Rule['effect'];
  readonly severity: Rule['severity'];
  readonly stage: Rule['stage'];
  readonly factor?: Rule['factor'];
  readonly requires?: {
    readonly documents?: readonly string[];
    readonly approvals?: readonly string[];
    readonly when?: string;
    readonly evidence?: string;
    readonly reviewEvery?: string;
  };
  readonly exceptions?: readonly {
    readonly id: string;
    readonly at: string;
    readonly when: string;
    readonly requires?: readonly string[];
    readonly text?: string;
  }[];
  readonly remedy?: string;
  /** Who may waive its finding, and for how long at most; a compliance officer, for any time, when it says nothing. */
  readonly waiver?: { readonly by?: readonly string[]; readonly atMost?: string };
  /** On questions of readiness only. */
  readonly costOfSkipping?: string;
  readonly inFlight: string;
  readonly supersedes?: string | readonly string[];
  readonly supersededBy?: string | readonly string[];
  readonly note?: string;
  readonly review: Rule['review'];
  readonly cases: readonly {
    readonly name: string;
    readonly given: RuleCase['given'];
    readonly held?: Partial<RuleCase['held']>;
    readonly asOf?: string;
    readonly finding: string;
    readonly missing?: readonly string[];
    readonly exception?: string;
  }[];
}

/** A question has no legal force, so no rule of law is one. */
const LEGAL_EFFECTS = EFFECTS.filter((effect) => effect !== 'question');

/** What rules of law and questions of readiness have in common. */
export const COMMON_RULE = {
  id: match('rule id such as EU-GDPR-44-TRANSFER', /^[A-Z]{2}[A-Z0-9.]*(-[A-Z0-9.]+)+$/),
  'version?': INT,
  title: TEXT,
  cite: object({ source: TEXT, at: TEXT }),
  statement: TEXT,
  severity: word('severity', ['critical', 'high', 'medium', 'low']),
  'note?': TEXT,
  review: object({
    last: DATE,
    level: word('verification level', REVIEW_LEVELS),
    recheck: BOOL,
    'note?': TEXT,
  }),
  cases: list(
    object({
      name: TEXT,
      given: ANY,
      'held?': object({ 'documents?': list(TEXT), 'approvals?': list(TEXT) }),
      'asOf?': DATE,
      finding: word('finding', FINDING_WORDS),
      'missing?': list(TEXT),
      'exception?': TEXT,
    }),
  ),
};

export const RULE: Shape = object({
  ...COMMON_RULE,
  jurisdiction: TEXT,
  inForce: object({ from: DATE, 'until?': DATE, 'withdrawn?': DATE }),
  'penalty?': TEXT,
  reach: word('reach', ['deployment', 'subjects', 'either']),
  // A condition such as `false` is read as a bool by YAML.
  when: ANY,
  effect: word('effect', LEGAL_EFFECTS),
  stage: word('stage', RULE_STAGES),
  'factor?': word('factor', FACTORS),
  'requires?': object({
    'documents?': list(TEXT),
    'approvals?': list(TEXT),
    'when?': ANY,
    'evidence?': TEXT,
    'reviewEvery?': DURATION,
  }),
  'exceptions?': list(
    object({ id: TEXT, at: TEXT, when: ANY, 'requires?': list(TEXT), 'text?': TEXT }),
  ),
  'waiver?': object({ 'by?': list(TEXT), 'atMost?': DURATION }),
  'remedy?': TEXT,
  inFlight: match(
    'policy for cases under way',
    /^(reevaluate|grandfather_until_change|grandfather_until_significant_change|new_requests_only|new_applications_only|grace_until:\d{4}-\d{2}-\d{2})$/,
  ),
  'supersedes?': ANY,
  'supersededBy?': ANY,
  'transition?': ANY,
});

export interface PackFile {
  /** Law when it says nothing. */
  readonly kind?: 'law' | 'readiness';
  readonly region: string;
  readonly version: string;
  readonly title: string;
  readonly status: 'draft' | 'published' | 'withdrawn';
  readonly publishedAt: string;
  readonly jurisdictions: readonly string[];
  /** Places that the shared list of jurisdictions does not hold. */
  readonly places?: readonly PackPlace[];
  readonly sources: Readonly<Record<string, { readonly title: string; readonly url: string }>>;
  readonly notLegalAdvice: string;
  readonly route?: {
    readonly approvalQuorum: number;
    readonly permitValidity: string;
    readonly reviewEvery: string;
    readonly due?: Readonly<Record<string, string>>;
  };
}

/** A jurisdiction that a region brings along. */
interface PackPlace {
  readonly id: string;
  readonly title: string;
  readonly parent?: string;
}

const TASK_KINDS = [
  'supply',
  'amend',
  'review',
  'opinion',
  'approve',
  'audit',
  'deploy',
  'machine',
];

export const COMMON_PACK = {
  region: TEXT,
  version: match('version such as 2026.11.1', /^\d+\.\d+\.\d+$/),
  title: TEXT,
  status: word('status', ['draft', 'published', 'withdrawn']),
  publishedAt: DATE,
  sources: map(
    object({ title: TEXT, url: match('web address', /^https?:\/\/\S+$/), 'note?': TEXT }, true),
  ),
  notLegalAdvice: TEXT,
};

export const PACK: Shape = object({
  ...COMMON_PACK,
  'kind?': word('kind of pack', ['law', 'readiness']),
  jurisdictions: list(TEXT),
  'places?': list(object({ id: TEXT, title: TEXT, 'parent?': TEXT })),
  route: object({
    approvalQuorum: INT,
    permitValidity: DURATION,
    reviewEvery: DURATION,
    'due?': object(Object.fromEntries(TASK_KINDS.map((kind) => [`${kind}?`, DURATION]))),
  }),
});

/** What one rule says of one set of facts. */
import type { Condition, Rule, RuleException } from './catalog.types.ts';
import {
  and,
  every,
  type Judgement,
  type Leaf,
  or,
  reasoned,
  type Scope,
  TRUE,
  unique,
} from './cel/truth.ts';
import { Teller } from './explain/because.ts';
import type { Wording } from './explain/labels.ts';
import { judgeReach } from './places.ts';
import type { FactLeaf, Finding, FindingWord, Held, Lacks } from './policy.types.ts';
import { sayRemedy } from './remedy.ts';

/** What rules are judged against; made by `questionOf`. */
export interface Question {
  readonly wording: Wording;
  readonly scope: Scope;
  readonly held: Held;
  /** ISO date. */
  readonly asOf: string;
  /** Whether a rule that does not apply gets a finding that says why. */
  readonly all: boolean;
  readonly teller: Teller;
  /** How far the law of a place reaches, filled in by each of its rules for the others; empty at first. */
  readonly reaches: Map<string, Partial<Record<Rule['reach'], Judgement>>>;
}

/** A question about one set of facts, to be put to any number of rules. */
export function questionOf(
  wording: Wording,
  scope: Scope,
  asked: Pick<Question, 'held' | 'asOf' | 'all'>,
): Question {
  const { held, asOf, all } = asked;
  return {
    wording,
    scope,
    held,
    asOf,
    all,
    teller: new Teller(wording, scope.roots),
    reaches: new Map(),
  };
}

interface Verdict {
  readonly finding: FindingWord;
  readonly lacks: Lacks;
  readonly leaves: readonly Leaf[];
  readonly exception: RuleException | null;
}

const NOTHING: Lacks = { documents: [], approvals: [], facts: [], conditions: [] };

/** Judges one rule; null when it does not apply and nobody asked for those. */
export function findingOf(rule: Rule, question: Question): Finding | null {
  const applies = judgeApplies(rule, question);
  if (!question.all && (isOver(rule, question.asOf) || applies.truth === 'false')) return null;
  const verdict = judge(rule, question, applies);
  const { finding, leaves, exception } = verdict;
  const lacks = lacksOf(verdict);
  const said: { -readonly [key in keyof Finding]: Finding[key] } = {
    rule: rule.id,
    version: rule.version,
    jurisdiction: rule.jurisdiction,
    region: rule.region,
    instrument: rule.instrument,
    title: rule.title,
    statement: rule.statement,
    citation: rule.citation,
    source: rule.source,
    effect: rule.effect,
    severity: rule.severity,
    stage: rule.stage,
    factor: rule.factor,
    finding,
    facts: leaves.some(({ assumes }) => assumes) ? leaves.map(withoutAssumptions) : leaves,
    because: question.scope.explain ? question.teller.becauseOf(leaves) : [],
    missing: unique([...lacks.documents, ...lacks.approvals, ...lacks.facts]),
    lacks,
    exception: exception && {
      id: exception.id,
      citation: `${rule.instrument}, ${exception.at}`,
      text: exception.text,
    },
    // An exemption rests on the exception's papers: who decides on it is shown them too.
    documents: exception
      ? unique([...rule.requires.documents, ...exception.requires])
      : rule.requires.documents,
    approvals: rule.requires.approvals,
    remedy: sayRemedy(rule, { finding, lacks, leaves, roots: question.scope.roots }),
    from: rule.inForce.from,
    reviewEvery: rule.requires.reviewEvery,
    review: rule.review,
  };
  // Set one by one: a literal with parts spread into it is slow to make, and there are a hundred of them.
  if (rule.waiverTerms) said.waiverTerms = rule.waiverTerms;
  if (rule.costOfSkipping !== null) said.costOfSkipping = rule.costOfSkipping;
  return said;
}

/** With the facts that were taken to be absent on purpose: stating one of them may turn the finding. */
function lacksOf({ lacks, leaves }: Verdict): Lacks {
  if (!leaves.some(({ assumes }) => assumes)) return lacks;
  const assumed = leaves.flatMap((leaf) => leaf.assumes ?? []);
  return { ...lacks, facts: unique([...lacks.facts, ...assumed]) };
}

/** A duty whose last day has gone by, or that was withdrawn before its first. */
function isOver({ inForce: { until, withdrawn } }: Rule, asOf: string): boolean {
  return withdrawn !== null || (until !== null && asOf > until);
}

function judgeApplies(rule: Rule, question: Question): Judgement {
  const reach = judgeRuleReach(rule, question);
  if (reach.truth !== 'true') return every([reach, rule.when], (part) => judged(part, question));
  // Nearly every rule: how far it reaches is settled, and its condition alone decides.
  const when = rule.when.judge(question.scope);
  return when.truth === 'true'
    ? reasoned(when, () => [...reach.leaves, ...when.leaves])
    : withHolding(reach, when);
}

/** The condition is what decides; reach is named where it rests on an assumption and the condition is open. */
function withHolding(reach: Judgement, when: Judgement): Judgement {
  return when.truth === 'unknown' ? and([reach, when]) : when;
}

function judged(part: Judgement | Condition, { scope }: Question): Judgement {
  return 'judge' in part ? part.judge(scope) : part;
}

function judge(rule: Rule, question: Question, applies: Judgement): Verdict {
  if (isOver(rule, question.asOf) || applies.truth === 'false')
    return plain('not_applicable', applies);
  if (rule.effect === 'question') return judgeQuestion(rule, question, applies);
  const { missing: facts } = applies;
  if (question.asOf < rule.inForce.from) {
    return plain('upcoming', applies, { ...lacking(rule, question.held), facts });
  }
  if (applies.truth === 'unknown') return plain('unknown', applies, { ...NOTHING, facts });
  return judgeDuty(rule, question, applies);
}

/** Silence leaves a question open, it does not make a verdict unknown: nothing is decided by it. */
function judgeQuestion(rule: Rule, { scope }: Question, applies: Judgement): Verdict {
  if (applies.truth === 'unknown')
    return plain('warning', applies, { ...NOTHING, facts: applies.missing });
  const answer = rule.requires.when?.judge(scope) ?? TRUE;
  return {
    finding: answer.truth === 'true' ? 'met' : 'warning',
    lacks: {
      ...NOTHING,
      facts: answer.missing,
      conditions: rule.requires.when && answer.truth === 'false' ? [rule.requires.when.source] : [],
    },
    leaves: [...applies.leaves, ...answer.leaves],
    exception: null,
  };
}

/**
 * The rule applies today. An exception that holds with its papers frees from the duty, whether or not the duty's own
 * papers are held too: the finding names what the case rests on.
 */
function judgeDuty(rule: Rule, question: Question, applies: Judgement): Verdict {
  const exceptions = rule.exceptions.map((exception) => ({
    exception,
    claim: exception.when.judge(question.scope),
    documents: without(exception.requires, question.held.documents),
  }));
  const claimed = exceptions.filter(({ claim }) => claim.truth === 'true');
  const used = claimed.find(({ documents }) => documents.length === 0);
  const because = (claim: Judgement): readonly Leaf[] => [...applies.leaves, ...claim.leaves];
  if (used) {
    const { exception, claim } = used;
    return { finding: 'exempt', lacks: NOTHING, leaves: because(claim), exception };
  }
  const duty = standing(rule, question, applies);
  if (duty.finding === 'met') return duty;
  const [best] = claimed;
  if (best) {
    const { exception, claim, documents } = best;
    const lacks = { ...NOTHING, documents };
    return { finding: 'open', lacks, leaves: because(claim), exception };
  }
  return withOpenExceptions(
    duty,
    exceptions.map(({ claim }) => claim),
  );
}

/** An exception that only facts nobody stated keep from counting: the finding stands, and names these facts. */
function withOpenExceptions(duty: Verdict, claims: readonly Judgement[]): Verdict {
  if (claims.length === 0) return duty;
  const open = claims.filter(({ truth }) => truth === 'unknown').flatMap(({ missing }) => missing);
  const assumed = claims.flatMap(({ leaves }) => leaves.flatMap((leaf) => leaf.assumes ?? []));
  const facts = unique([...duty.lacks.facts, ...open, ...assumed]);
  return { ...duty, lacks: { ...duty.lacks, facts } };
}

/** What the duty itself comes to, exceptions aside. */
function standing(rule: Rule, question: Question, applies: Judgement): Verdict {
  if (rule.effect === 'warn') return plain('warning', applies);
  if (rule.effect === 'block') return plain('blocked', applies);
  const papers = lacking(rule, question.held);
  const { when } = rule.requires;
  const condition = when?.judge(question.scope) ?? TRUE;
  const lacks: Lacks = {
    ...papers,
    facts: condition.missing,
    conditions: when && condition.truth === 'false' ? [when.source] : [],
  };
  const complete = papers.documents.length + papers.approvals.length === 0;
  const finding = complete ? WHEN_COMPLETE[condition.truth] : 'open';
  return { finding, lacks, leaves: [...applies.leaves, ...condition.leaves], exception: null };
}

/** With all papers held, the condition alone decides. */
const WHEN_COMPLETE = { true: 'met', unknown: 'unknown', false: 'open' } as const;

function lacking(rule: Rule, held: Held): Lacks {
  if (rule.effect === 'block' || rule.effect === 'warn') return NOTHING;
  return {
    documents: without(rule.requires.documents, held.documents),
    approvals: without(rule.requires.approvals, held.approvals),
    facts: [],
    conditions: [],
  };
}

function judgeRuleReach(rule: Rule, question: Question): Judgement {
  const { reaches } = question;
  const known = reaches.get(rule.jurisdiction) ?? {};
  reaches.set(rule.jurisdiction, known);
  return (known[rule.reach] ??= reachOf(rule, question));
}

function reachOf(rule: Rule, { wording: { reference }, scope }: Question): Judgement {
  if (rule.reach === 'always') return TRUE;
  const ask = (root: string, key: string): Judgement => {
    const section = scope.roots[root] as Readonly<Record<string, unknown>> | null | undefined;
    return judgeReach(reference, rule.jurisdiction, `${root}.${key}`, section?.[key]);
  };
  if (rule.reach === 'deployment') return ask('deployment', 'jurisdictions');
  if (rule.reach === 'subjects') return ask('data', 'subject_regions');
  return or([ask('deployment', 'jurisdictions'), ask('data', 'subject_regions')]);
}

function plain(finding: FindingWord, applies: Judgement, lacks: Lacks = NOTHING): Verdict {
  return { finding, lacks, leaves: applies.leaves, exception: null };
}

function without(wanted: readonly string[], held: readonly string[]): readonly string[] {
  return wanted.filter((word) => !held.includes(word));
}

function withoutAssumptions(leaf: Leaf): FactLeaf {
  if (!leaf.assumes) return leaf;
  const { assumes: _assumes, ...plainLeaf } = leaf;
  return plainLeaf;
}

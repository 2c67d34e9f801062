/** What a finding may be met with: changes that are worth trying. Whether they help is for others to find out. */
import type { FactLeaf, Held } from '../policy.types.ts';
import type { Step } from './apply.ts';
import { candidateValues } from './candidate-values.ts';
import { listAt, placeOf } from './labels.ts';
import { locationMoves } from './location-moves.ts';
import type { Move, Situation } from './moves.types.ts';
import { movedLocation } from './phrases.ts';

/** All moves in a fixed order, without duplicates. */
export function movesFor(situation: Situation): readonly Move[] {
  const moves = [
    ...paperMoves(situation),
    ...locationMoves(situation, involvedLocations(situation)),
    ...featureMoves(situation),
    ...factMoves(situation),
  ];
  const seen = new Set<string>();
  return moves.filter((move) => {
    const key = JSON.stringify(move);
    const isNew = move.length > 0 && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** The papers of the duty, those of each exception, and single documents that the condition itself asks for. */
function paperMoves({ rule, finding, scope, held }: Situation): Move[] {
  const exceptions = rule.exceptions.map(({ requires, when }) => [
    ...documents(requires, held),
    ...papersIn(when.judge(scope).leaves, held),
  ]);
  const single = papersIn(finding.facts, held).map((step) => [step]);
  const { requires } = rule;
  const duty = [...documents(requires.documents, held), ...approvals(requires.approvals, held)];
  const moves =
    rule.effect === 'block' || rule.effect === 'warn' ? exceptions : [duty, ...exceptions];
  return [...moves.map(distinct), ...single];
}

function distinct(steps: readonly Step[]): Move {
  return steps.filter(
    (step, index) => steps.findIndex((one) => one.target === step.target) === index,
  );
}

function documents(ids: readonly string[], held: Held): Step[] {
  return ids
    .filter((id) => !held.documents.includes(id))
    .map((target) => ({ kind: 'document', target }));
}

function approvals(roles: readonly string[], held: Held): Step[] {
  return roles
    .filter((role) => !held.approvals.includes(role))
    .map((target) => ({ kind: 'approval', target }));
}

/** Papers that a condition looked for and did not find. */
function papersIn(leaves: readonly FactLeaf[], held: Held): Step[] {
  const wanted = (fact: string): string[] =>
    leaves.flatMap((leaf) =>
      leaf.fact === fact && leaf.truth === 'false' && typeof leaf.expected === 'string'
        ? [leaf.expected]
        : [],
    );
  return [
    ...documents(wanted('evidence.documents'), held),
    ...approvals(wanted('evidence.approvals'), held),
  ];
}

function involvedLocations({ wording, finding, scope }: Situation): readonly number[] {
  const found = finding.facts.flatMap(({ fact }) => {
    const entry = placeOf(wording, fact).entry;
    const place = entry && movedLocation(entry, scope.roots);
    return place?.list === 'data.locations' ? [place.index] : [];
  });
  return [...new Set(found)];
}

/** Where papers would do, nobody wants to lose this many features. */
const MOST_FEATURES = 3;

/** Features that decided are kept for audits, or left out; each by itself, and all together. */
function featureMoves({ wording, rule, finding, scope }: Situation): Move[] {
  const features = listAt(scope.roots, 'features');
  const found = finding.facts.flatMap(({ fact }) => {
    const entry = placeOf(wording, fact).entry;
    return entry?.list === 'features' && features[entry.index] !== undefined ? [entry.index] : [];
  });
  const indices = [...new Set(found)];
  return ['audit_only', 'excluded'].flatMap((value) => {
    const steps = indices.map((index): Step => ({
      kind: 'feature',
      target: `features[${index}].use`,
      value,
    }));
    const all = rule.effect === 'block' || steps.length <= MOST_FEATURES ? [steps] : [];
    return [...steps.map((step) => [step]), ...all];
  });
}

/** Facts that nobody stated, and those that the rule asks to be otherwise. */
function factMoves({ wording, rule, finding, scope }: Situation): Move[] {
  const asked = rule.requires.when?.judge(scope);
  const wrong = asked?.truth === 'false' ? asked.leaves.map(({ fact }) => fact) : [];
  const facts = [...new Set([...finding.lacks.facts, ...wrong])];
  const leaves = [...finding.facts, ...(asked?.leaves ?? [])];
  return facts.flatMap((target) =>
    candidateValues(wording, target, leaves).map((value) => [
      { kind: 'fact', target, value } as const,
    ]),
  );
}

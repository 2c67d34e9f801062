/** On what a movement of personal data over a border rests, on a given day. */
import type { AdequacyDecision, Reference } from './catalog.types.ts';
import { member, settle } from './cel/refs.ts';
import {
  and,
  Assumed,
  FALSE,
  type Judgement,
  or,
  type Ref,
  TRUE,
  Unknown,
  unique,
  unknown,
} from './cel/truth.ts';
import type { Transfer } from './policy.types.ts';

/** Zones whose law asks for a legal basis of every movement out of them. */
export type Zone = 'EEA' | 'UK';

/** Tools that bring appropriate safeguards, by the law of each zone. */
const SAFEGUARDS: Readonly<Record<Zone, readonly string[]>> = {
  EEA: ['scc_2021_914', 'bcr', 'code_of_conduct', 'certification', 'adhoc_clauses'],
  UK: ['idta', 'uk_addendum', 'bcr', 'code_of_conduct', 'certification'],
};
const DEROGATION = 'art49_';

export interface Footing {
  readonly lawful: boolean | Assumed | Unknown;
  readonly basis: Transfer['basis'] | Assumed | Unknown;
}

export interface Movement {
  readonly zone: Zone;
  readonly country: string | Unknown;
  /** The entry of `data.locations`. */
  readonly location: Ref;
  readonly useCase: Ref;
  readonly asOf: string;
}

/**
 * Adequacy comes first, then the declared tool. A partial decision holds when its condition is stated to be met; when
 * nobody said so, it stays open if the team relies on it (`adequacy`, `dpf`) and is taken not to hold if the team
 * relies on something else or on nothing.
 */
export function footingOf(reference: Reference, movement: Movement): Footing {
  const mechanism = settle(member(movement.location, 'mechanism'));
  const tool = mechanism.known ? toolBasis(movement.zone, String(mechanism.value)) : null;
  if (movement.country instanceof Unknown) {
    const open = new Unknown([
      ...movement.country.facts,
      ...(mechanism.known ? [] : mechanism.facts),
    ]);
    return { lawful: tool === null || tool === 'none' ? open : true, basis: open };
  }
  const adequate = judgeAdequacy(reference, movement.country, movement);
  if (adequate.truth === 'true') return { lawful: true, basis: 'adequacy' };
  if (!mechanism.known) {
    const open = new Unknown(unique([...mechanism.facts, ...doubtsOf(adequate)]));
    return { lawful: open, basis: open };
  }
  return onTool(tool ?? 'none', String(mechanism.value), adequate);
}

function onTool(tool: Transfer['basis'], mechanism: string, adequate: Judgement): Footing {
  const lawful = tool !== 'none';
  const reliedOn = mechanism === 'adequacy' || mechanism === 'dpf';
  if (adequate.truth === 'unknown' && reliedOn) {
    const open = new Unknown(adequate.missing);
    return { lawful: open, basis: open };
  }
  const doubts = doubtsOf(adequate);
  if (doubts.length === 0) return { lawful, basis: tool };
  return { lawful: lawful || new Assumed(false, doubts), basis: new Assumed(tool, doubts) };
}

/** Facts that would bring adequacy after all. */
function doubtsOf(adequate: Judgement): readonly string[] {
  return [...adequate.missing, ...adequate.leaves.flatMap((leaf) => leaf.assumes ?? [])];
}

function toolBasis(zone: Zone, mechanism: string): Transfer['basis'] {
  if (SAFEGUARDS[zone].includes(mechanism)) return 'safeguards';
  return mechanism.startsWith(DEROGATION) ? 'derogation' : 'none';
}

function judgeAdequacy(reference: Reference, country: string, movement: Movement): Judgement {
  const inForce = reference.adequacy[movement.zone].filter(
    (decision) => decision.code === country && holdsOn(decision, movement.asOf),
  );
  return or(inForce.map((decision) => judgeDecision(decision, movement)));
}

function holdsOn({ from, until }: AdequacyDecision, day: string): boolean {
  return (from === null || from <= day) && (until === null || day <= until);
}

function judgeDecision(decision: AdequacyDecision, movement: Movement): Judgement {
  const { location } = movement;
  switch (decision.condition) {
    case null:
      return TRUE;
    case 'recipient_dpf_certified':
      return stated(location, 'dpf_certified');
    case 'recipient_dpf_certified_with_uk_extension':
      return and([stated(location, 'dpf_certified'), stated(location, 'dpf_uk_extension')]);
    case 'recipient_subject_to_pipeda':
      return stated(location, 'pipeda_covered');
    case 'automated_processing_only':
      // What a model reads is processed automatically.
      return TRUE;
    default:
      return judgeOther(decision, movement);
  }
}

/** A condition without a fact of its own; some decisions leave out the data of certain uses. */
function judgeOther(decision: AdequacyDecision, { location, useCase }: Movement): Judgement {
  const met = stated(location, 'adequacy_condition_met');
  if (met.truth !== 'unknown' || decision.excludesUses.length === 0) return met;
  const use = settle(useCase);
  if (!use.known) return unknown([...use.facts, ...met.missing], []);
  if (!decision.excludesUses.includes(String(use.value))) return met;
  const leaf = {
    fact: useCase.path,
    operator: 'is left out',
    truth: 'false',
    assumes: met.missing,
  } as const;
  return { ...FALSE, leaves: [leaf] };
}

function stated(location: Ref, key: string): Judgement {
  const fact = settle(member(location, key));
  if (!fact.known) return unknown(fact.facts, []);
  return fact.value === true ? TRUE : FALSE;
}

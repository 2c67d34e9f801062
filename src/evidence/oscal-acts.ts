/** Who did what in a case, in the words of OSCAL: parties, attestations and the log. */
import { ENGINE_ACTOR } from '../../workflows/contract.ts';
import { listed, markup, ownPart, plain, propsOf, token } from '../policy/export/oscal-words.ts';
import { caseUuid } from './oscal-findings.ts';
import type { PackDecision, PackModel, PersonRef } from './pack-model.ts';

/** Everybody the case names, once; the engine is a tool, not a party. */
export function partiesOf(model: PackModel): object[] {
  return peopleOf(model).map(({ id, name }) => ({
    uuid: caseUuid(model, `people/${id}`),
    type: 'person',
    name: plain(name) || plain(id) || '–',
    ...listed('props', propsOf({ person: id })),
  }));
}

/** The roles in which somebody decided, and the one who asked. */
export function rolesOf(model: PackModel): object[] {
  const roles = new Set(['requester', ...model.decisions.map(({ role }) => role)]);
  return [...roles]
    .toSorted()
    .map((role) => ({ id: token(role), title: markup(role.replaceAll('_', ' ')) }));
}

function peopleOf({ request, decisions, documents, timeline }: PackModel): PersonRef[] {
  const named = [
    request.submittedBy,
    ...decisions.map(({ by }) => by),
    ...documents.flatMap(({ suppliedBy }) => suppliedBy ?? []),
    ...timeline.map(({ actor }) => actor),
  ].filter(({ id }) => id !== ENGINE_ACTOR);
  const byId = new Map(named.map((person) => [person.id, person]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Decisions that stand: who stated what about which stage, having been shown what. */
export function attestationsOf(model: PackModel): object[] {
  return model.decisions
    .filter(({ voidedSeq }) => voidedSeq === null)
    .map((decision) => ({
      'responsible-parties': [
        {
          'role-id': token(decision.role),
          'party-uuids': [caseUuid(model, `people/${decision.by.id}`)],
        },
      ],
      parts: [
        ownPart('decision', {
          title: markup(`${decision.kind} ${decision.stage}`),
          props: decisionProps(decision),
          prose: markup(decision.reason),
        }),
      ],
    }));
}

function decisionProps(decision: PackDecision): ReturnType<typeof propsOf> {
  return propsOf({
    decision: decision.id,
    kind: decision.kind,
    stage: decision.stage,
    at: decision.at,
    seen: decision.seen,
    rule: decision.rule,
    expires: decision.expires,
    'journal-seq': decision.seq,
  });
}

/** The journal as a log, an entry an event; the hash in it is that of the event in `events.jsonl`. */
export function logOf(model: PackModel): object {
  const voided = new Map(model.decisions.map(({ seq, voidedSeq }) => [seq, voidedSeq]));
  const entries = model.timeline.map(({ seq, at, actor, type, detail, hash }) => ({
    uuid: caseUuid(model, `events/${seq}`),
    title: markup(type),
    ...(plain(detail) === '' ? {} : { description: markup(detail) }),
    start: at,
    props: propsOf({
      'journal-seq': seq,
      sha256: hash,
      actor: actor.id,
      'voided-by': voided.get(seq) ?? null,
    }),
    ...listed(
      'logged-by',
      actor.id === ENGINE_ACTOR ? [] : [{ 'party-uuid': caseUuid(model, `people/${actor.id}`) }],
    ),
  }));
  return entries.length === 0 ? {} : { 'assessment-log': { entries } };
}

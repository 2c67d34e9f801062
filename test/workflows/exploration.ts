import {
  ENGINE_ACTOR,
  type CaseContext,
  type CaseEvent,
  type FindingSummary,
} from '../../workflows/contract.ts';
import type { StepResult, TimerStart } from '../../workflows/step-result.ts';
import type { MachineDefinition } from '../../workflows/registry.ts';
import { startCase, stepCase } from '../../workflows/step.ts';
import {
  assessmentOf,
  BEGIN,
  finding,
  INPUT,
  LATER,
  PERMIT_END,
  signedRoles,
  WAIVER_END,
  type SmallLaw,
} from './case-world.ts';

/** One reachable situation: the case, the timers the engine holds for it, and whether much time has passed. */
export interface Node {
  readonly key: string;
  readonly result: StepResult;
  readonly timers: ReadonlyMap<string, TimerStart['event']>;
  readonly now: string;
}

export interface Edge {
  readonly from: Node;
  readonly event: CaseEvent;
  /** The situation reached, as it was first met. */
  readonly to: Node;
  /** What this very step made void. */
  readonly voided: CaseContext['voided'];
}

export interface World {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly edges: readonly Edge[];
  /** Events that were tried and not taken. */
  readonly refused: number;
}

export const DOCUMENT = { document: 'dpia', sha256: 'd1', evidence: 'e1' };

/**
 * Two findings: the place of the data depends on the manifest, the paper needs a document and a signature.
 * Residency sees the manifest alone, documentation the paper too, later stages everything.
 */
export function smallLaw(signer: string, effect = 'require_document'): SmallLaw {
  return {
    findings: ({ manifest, documents }, granted) => {
      const place: FindingSummary['finding'] = manifest === 'good' ? 'met' : 'blocked';
      const held = documents.length > 0;
      const signed = granted.includes(signer);
      return [
        finding('PLACE', 'residency', place, { effect: 'block' }),
        finding(
          'PAPER',
          effect === 'require_audit' ? 'audit' : 'documentation',
          held && signed ? 'met' : 'open',
          {
            effect,
            approvals: [signer],
            awaitsOnlyApprovals: held && !signed,
          },
        ),
      ];
    },
    seen: ({ manifest, documents }, stage) => {
      if (stage === 'residency' || stage === 'features' || stage === 'validation') return manifest;
      return `${manifest}+${documents.map(({ sha256 }) => sha256).join()}`;
    },
  };
}

/** Told of everything that is met on the way. */
export interface Watcher {
  /** True ends the exploration there. */
  node(node: Node): boolean;
  edge(edge: Edge): boolean;
  /** Whether what was met last is looked at first, which is the quickest way to something deep. */
  readonly isDeepFirst: boolean;
}

/** Tries every event in every situation, until no new situation comes up or the watcher has seen enough. */
export function explore(
  def: MachineDefinition,
  law: SmallLaw,
  offers: Offers,
  watcher?: Watcher,
): World {
  const first = nodeOf(startCase(def, INPUT, BEGIN), new Map(), BEGIN);
  const nodes = new Map([[first.key, first]]);
  const edges: Edge[] = [];
  const waiting = [first];
  let refused = 0;
  const reach = (from: Node, event: CaseEvent): Edge | null => {
    const result = stepFrom(def, from, event);
    if (!result) {
      refused++;
      return null;
    }
    const reached = nodeOf(result, afterStep(from, event, result), event.at);
    const to = nodes.get(reached.key) ?? reached;
    if (to === reached) {
      nodes.set(to.key, to);
      waiting.push(to);
    }
    const edge = { from, event, to, voided: result.context.voided };
    edges.push(edge);
    return edge;
  };
  for (let next = 0; next < waiting.length;) {
    const from = watcher?.isDeepFirst ? waiting.pop() : waiting[next++];
    if (!from || watcher?.node(from)) break;
    const isEnough = offers(def, law, from).some((event) => {
      const edge = reach(from, event);
      return edge !== null && watcher?.edge(edge);
    });
    if (isEnough) break;
  }
  return { nodes, edges, refused };
}

function stepFrom(def: MachineDefinition, { result }: Node, event: CaseEvent): StepResult | null {
  const { id: machineId, version: machineVersion } = def;
  return stepCase(def, { machineId, machineVersion, snapshot: result.snapshot }, event);
}

export type Offers = (def: MachineDefinition, law: SmallLaw, node: Node) => readonly CaseEvent[];

interface Person {
  readonly by: string;
  readonly role: string;
  readonly stages?: readonly string[];
}

export interface Cast {
  /** People, the roles they act in, and the stages they try to decide in; every stage when unsaid. */
  readonly people: readonly Person[];
  readonly documents: readonly (typeof DOCUMENT)[];
  readonly asksForChangesIn: readonly string[];
  /** Whether anybody rejects. A rejected case waits for an appeal, which every-obligation.spec.ts explores. */
  readonly rejects?: boolean;
}

/** Everything that these people, the engine and time might do, allowed or not. */
export function offersOf(cast: Cast): Offers {
  return (def, law, { result, timers, now }) => {
    const { context } = result;
    const times = now === BEGIN && context.permit ? [BEGIN, LATER] : [now];
    return times.flatMap((at) => [
      ...engineOffers(def, law, context, at),
      ...[...timers.values()].map(
        (event) => ({ ...event, by: ENGINE_ACTOR, at: LATER }) as CaseEvent,
      ),
      ...teamOffers(cast, context, at),
      ...cast.people.flatMap((person) => [
        ...decisionOffers(cast, result, { ...person, at }),
        ...officerOffers({ ...person, at }, context),
      ]),
    ]);
  };
}

function engineOffers(
  def: MachineDefinition,
  law: SmallLaw,
  context: CaseContext,
  at: string,
): CaseEvent[] {
  const by = ENGINE_ACTOR;
  const assessment = assessmentOf(def, law, context, signedRoles(def, context), at);
  const permit = { id: 'p', sha256: 'p', issuedAt: BEGIN, expiresAt: PERMIT_END };
  return [
    { type: 'ASSESSED', by, at, assessment },
    { type: 'ASSESSED', by: 'cora', at, assessment },
    { type: 'PERMIT_ISSUED', by, at, permit },
    { type: 'PERMIT_ISSUED', by: 'cora', at, permit },
    { type: 'PERMIT_FAILED', by, at, error: 'no key' },
    { type: 'PERMIT_FAILED', by: 'cora', at, error: 'no key' },
    { type: 'LAW_DATE', by, at },
    { type: 'LAW_DATE', by: 'cora', at },
  ];
}

function teamOffers(cast: Cast, context: CaseContext, at: string): CaseEvent[] {
  const manifest = context.manifest === 'good' ? 'bad' : 'good';
  return [
    { type: 'AMENDED', by: 'ana', at, manifest, team: context.team },
    { type: 'AMENDED', by: 'cora', at, manifest, team: context.team },
    ...cast.documents.map(
      (document) => ({ type: 'EVIDENCE_ADDED', by: 'ana', at, document }) as const,
    ),
    { type: 'DEPLOYED', by: 'ana', at, cloudRegion: 'eu-central-1' },
    { type: 'RETIRED', by: 'ana', at, reason: '' },
    { type: 'WITHDRAWN', by: 'tim', at, reason: '' },
    { type: 'WITHDRAWN', by: 'cora', at, reason: '' },
  ];
}

interface Who extends Person {
  readonly at: string;
}

function decisionOffers(cast: Cast, { stages, context }: StepResult, who: Who): CaseEvent[] {
  const { by, role, at } = who;
  const tried = stages.filter((stage) => who.stages?.includes(stage) ?? true);
  return tried.flatMap((stage) => {
    const seen = context.assessment?.seen[stage] ?? '';
    const act = { by, role, at, stage, decision: `${stage}/${by}`, reason: '' };
    const changes = { ...act, type: 'CHANGES_REQUESTED', seen } as const;
    return [
      { ...act, type: 'APPROVED', seen },
      { ...act, type: 'APPROVED', seen: 'something else' },
      ...(cast.asksForChangesIn.includes(stage) ? [changes] : []),
      ...(cast.rejects === false ? [] : [{ ...act, type: 'REJECTED', seen } as const]),
    ] as const;
  });
}

function officerOffers({ by, role, at }: Who, context: CaseContext): CaseEvent[] {
  if (role !== 'compliance_officer') return [];
  const act = { by, role, at, decision: `officer/${by}`, reason: '' };
  const waivers = ['PLACE', 'PAPER'].map(
    (rule) => ({ ...act, type: 'FINDING_WAIVED', rule, expires: WAIVER_END }) as const,
  );
  const all: CaseEvent[] = [
    { ...act, type: 'SUSPENDED' },
    { ...act, type: 'RESUMED' },
    { ...act, type: 'REVOKED' },
  ];
  return context.waivers.length > 0 ? all : [...all, ...waivers];
}

/** What an engine would hold afterwards; a timer that fired is gone unless the step started it again. */
function afterStep(from: Node, event: CaseEvent, { timers }: StepResult): Node['timers'] {
  const held = new Map(from.timers);
  for (const [id, fired] of from.timers) {
    const isRule = !('rule' in fired) || ('rule' in event && event.rule === fired.rule);
    if (fired.type === event.type && isRule) held.delete(id);
  }
  for (const id of timers.cancel) held.delete(id);
  for (const { id, event: later } of timers.start) held.set(id, later);
  return held;
}

function nodeOf(result: StepResult, timers: Node['timers'], now: string): Node {
  // What the last event made void, and when it was, decide nothing: leaving them out keeps the world finite.
  const { snapshot, context } = result;
  const { voided: _voided, ...open } = context;
  // Nothing can follow an end, so all ways into it are one situation.
  const kept = snapshot.status === 'done' ? null : open;
  const key = JSON.stringify([snapshot.value, kept, [...timers.keys()].toSorted(), now]);
  return { key, result, timers, now };
}

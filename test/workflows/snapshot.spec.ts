import { assign, createActor, initialTransition, raise, setup, transition } from 'xstate';
import { ENGINE_EVENTS, type CaseEvent } from '../../workflows/contract.ts';
import type { StoredSnapshot } from '../../workflows/step-result.ts';
import { findMachine, MachineNotFoundError } from '../../workflows/registry.ts';
import { MachineMismatchError } from '../../workflows/snapshot.ts';
import { possibleEvents, startCase, stepCase } from '../../workflows/step.ts';
import { nettedTimers } from '../../workflows/timers.ts';
import { BEGIN, INPUT, livePlay, play } from './case-world.ts';

const gdpr = findMachine('gdpr', 1);
const withdraw: CaseEvent = { type: 'WITHDRAWN', by: 'ana', at: BEGIN, reason: '' };

const cancel = (sendId: string) => ({ type: 'xstate.cancel', params: { sendId } });

function stored(snapshot: StoredSnapshot, machineId = 'gdpr', machineVersion = 1) {
  return { machineId, machineVersion, snapshot };
}

function withValue(value: unknown): StoredSnapshot {
  return { ...play('gdpr').result.snapshot, value };
}

describe('a stored snapshot', () => {
  it('comes back from JSON as it went in', () => {
    for (const { result } of [play('gdpr'), livePlay('north-america')]) {
      expect(JSON.parse(JSON.stringify(result.snapshot))).toEqual(result.snapshot);
    }
  });

  it('is refused by another machine and another version', () => {
    const { snapshot } = startCase(gdpr, INPUT, BEGIN);
    expect(() => stepCase(gdpr, stored(snapshot, 'north-america'), withdraw)).toThrow(
      MachineMismatchError,
    );
    expect(() => stepCase(gdpr, stored(snapshot, 'gdpr', 2), withdraw)).toThrow(
      MachineMismatchError,
    );
    expect(() => findMachine('gdpr', 99)).toThrow(MachineNotFoundError);
    expect(() => findMachine('asia', 1)).toThrow(MachineNotFoundError);
  });

  it.each([
    ['a state that no longer exists', 'gone'],
    ['an inner state that no longer exists', { opinion: 'gone' }],
    ['a missing region', { assessment: { residency: 'reviewing', features: 'reviewing' } }],
    ['a leaf that has become compound', 'opinion'],
    ['a region named like one state', { assessment: 'residency' }],
    ['two states at once', { opinion: 'reviewing', approval: 'reviewing' }],
    ['a compound that has become a leaf', { permit: { issuing: {} } }],
    ['a state inside nothing', { opinion: { reviewing: {} } }],
    ['no state', {}],
    ['nothing', null],
    ['a name every object has', 'constructor'],
  ])('is refused when it names %s, instead of being filled in', (_, value) => {
    expect(() => stepCase(gdpr, stored(withValue(value)), withdraw)).toThrow(MachineMismatchError);
    expect(() => possibleEvents(gdpr, stored(withValue(value)))).toThrow(MachineMismatchError);
  });

  it.each([{ status: 'error' }, { status: 'stopped' }, { status: undefined }, { context: null }])(
    'is refused with %j',
    (broken) => {
      const snapshot = { ...play('gdpr').result.snapshot, ...broken };
      expect(() => stepCase(gdpr, stored(snapshot), withdraw)).toThrow(MachineMismatchError);
    },
  );

  it('holds no clock: the same snapshot and event give the same result', () => {
    const { snapshot } = play('gdpr').result;
    const one = stepCase(gdpr, stored(snapshot), withdraw);
    const other = stepCase(gdpr, stored(structuredClone(snapshot)), withdraw);
    expect(one).toEqual(other);
  });

  it('is not changed by a step', () => {
    const it = play('gdpr');
    const before = JSON.stringify(it.result.snapshot);
    stepCase(gdpr, stored(it.result.snapshot), withdraw);
    expect(JSON.stringify(it.result.snapshot)).toBe(before);
  });
});

describe('an event', () => {
  it.each([
    'xstate.init',
    'xstate.stop',
    'xstate.done.state.gdpr',
    'xstate.error.actor.x',
    '*',
    '',
    'NOPE',
  ])('of type `%s` is refused: only the contract has events', (type) => {
    const { snapshot } = play('gdpr').result;
    const event = { type, by: 'ana', at: BEGIN } as unknown as CaseEvent;
    expect(stepCase(gdpr, stored(snapshot), event)).toBeNull();
  });

  it('that changes no state but records something is taken, not mistaken for refused', () => {
    const document = { document: 'note', sha256: 's', evidence: 'e' };
    const it = livePlay('gdpr');
    const before = it.result.states;
    expect(it.tell({ type: 'EVIDENCE_ADDED', by: 'ana', at: BEGIN, document })).not.toBeNull();
    expect(it.result.states).toEqual(before);
  });

  it('of the engine is refused from anybody else, and not offered', () => {
    const it = livePlay('gdpr');
    expect(it.tell({ type: 'PERMIT_EXPIRED', by: 'cora', at: BEGIN })).toBeNull();
    const possible = possibleEvents(gdpr, stored(it.result.snapshot));
    expect(possible).toEqual([
      'APPROVED',
      'DEPLOYED',
      'EVIDENCE_ADDED',
      'FINDING_WAIVED',
      'RETIRED',
      'REVOKED',
      'SUSPENDED',
      'WITHDRAWN',
    ]);
    expect(possible.filter((type) => ENGINE_EVENTS.includes(type))).toEqual([]);
  });

  it('that makes the machine throw is no step: the error comes out', () => {
    const it = livePlay('gdpr');
    const broken = structuredClone(it.result.snapshot) as { context: { settings: object } };
    broken.context.settings = { ...INPUT.settings, reviewEvery: 'broken' };
    const deployed = { type: 'DEPLOYED', by: 'ana', at: BEGIN, cloudRegion: 'x' } as const;
    expect(() => stepCase(gdpr, stored({ ...broken }), deployed)).toThrow('no ISO 8601 duration');
  });
});

describe('timers', () => {
  it('are netted per id: entering a state again restarts its timer and cancels nothing', () => {
    const event = { type: 'REVIEW_DUE' };
    const start = { type: 'xstate.raise', params: { id: 'a', delay: 5, event } };
    expect(nettedTimers([start, cancel('a'), start, cancel('b')])).toEqual({
      cancel: ['b'],
      start: [{ id: 'a', delayMs: 5, event }],
    });
    expect(nettedTimers([start, cancel('a')])).toEqual({ cancel: ['a'], start: [] });
  });

  it('are the only effect a machine may ask for', () => {
    expect(() => nettedTimers([{ type: 'sendMail', params: undefined }])).toThrow('sendMail');
  });
});

/** What the stored form relies on, as XState behaves today: a new version that differs is seen here first. */
describe('XState', () => {
  const parts = setup({ types: { context: {} as { readonly n: number } } });
  const parallel = parts.createMachine({
    context: { n: 0 },
    type: 'parallel',
    states: { a: { initial: 'one', states: { one: {}, two: {} } }, b: {} },
  });

  it('fills a missing region in, which is why stored values are checked', () => {
    const filled = parallel.resolveState({ value: { a: 'two' }, context: { n: 0 } });
    expect(filled.value).toEqual({ a: 'two', b: {} });
  });

  it('starts an actor of an unknown state in status `error`, which is why no actor is used', () => {
    const snapshot = {
      status: 'active',
      value: 'gone',
      context: { n: 0 },
      children: {},
      historyValue: {},
    };
    const actor = createActor(parallel, { snapshot: snapshot as never });
    actor.subscribe({ error: () => undefined });
    actor.start();
    expect(actor.getSnapshot().status).toBe('error');
  });

  it('hands delayed events out as data, and does not wait', () => {
    const year = 365 * 24 * 3600 * 1000;
    const machine = parts.createMachine({
      context: { n: 0 },
      initial: 'a',
      states: {
        a: { entry: raise({ type: 'LATER' }, { id: 'later', delay: year }), on: { LATER: 'b' } },
        b: {},
      },
    });
    const [snapshot, actions] = initialTransition(machine);
    expect(snapshot.value).toBe('a');
    expect(actions.map(({ type, params }) => ({ type, params }))).toEqual([
      { type: 'xstate.raise', params: { event: { type: 'LATER' }, id: 'later', delay: year } },
    ]);
  });

  it('keeps what an action throws as a status, which is why results are checked', () => {
    const machine = parts.createMachine({
      context: { n: 0 },
      on: {
        GO: {
          actions: assign(() => {
            throw new Error('broken');
          }),
        },
      },
    });
    const [first] = initialTransition(machine);
    expect(outcomeOf(() => transition(machine, first, { type: 'GO' })[0].status)).toMatch(
      /error|thrown/,
    );
  });
});

function outcomeOf(act: () => string): string {
  try {
    return act();
  } catch {
    return 'thrown';
  }
}

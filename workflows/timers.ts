import type { StepResult, TimerStart } from './step-result.ts';

/** An action as XState hands it out; its own types leave `xstate.cancel` out. */
interface Emitted {
  readonly type: string;
  readonly params: unknown;
}

/**
 * The timers one step starts and cancels, netted per id: the last word on an id counts, because entering a state
 * again cancels and starts the same timer in one step.
 *
 * @throws {Error} the machine asked for an effect that is no timer: it would be lost
 */
export function nettedTimers(actions: readonly Emitted[]): StepResult['timers'] {
  const last = new Map<string, TimerStart | null>();
  for (const { type, params } of actions) {
    if (type === 'xstate.cancel') {
      last.set((params as { sendId: string }).sendId, null);
    } else if (type === 'xstate.raise') {
      const { id, delay, event } = params as RaiseParams;
      last.set(id, { id, delayMs: delay, event });
    } else {
      throw new Error(`machine asked for \`${type}\`, which nobody would carry out`);
    }
  }
  return {
    cancel: [...last].filter(([, start]) => start === null).map(([id]) => id),
    start: [...last.values()].filter((start) => start !== null),
  };
}

interface RaiseParams {
  readonly id: string;
  readonly delay: number;
  readonly event: TimerStart['event'];
}

import type { CommandContext } from './context.ts';

/** Waits for SIGINT or SIGTERM, then stops in order; a second signal does not wait for the rest. */
export async function untilStopped(
  stop: () => Promise<void>,
  context: CommandContext,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let stopping = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (stopping) {
        context.warn('stopped at once');
        process.exit(128 + (signal === 'SIGINT' ? 2 : 15));
      }
      stopping = true;
      context.warn(`stopping (${signal}); once more to stop at once`);
      stop().then(resolve, reject);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

import type { CliIo } from './io.ts';

const WIDTH = 30;

/**
 * A bar on standard error that shows how far something is; silent where standard error is no terminal.
 *
 * @returns what to call with how much is done out of how much, and what to call at the end
 */
export function progressBar(
  { stderr }: Pick<CliIo, 'stderr'>,
  title: string,
): { readonly show: (done: number, total: number) => void; readonly end: () => void } {
  if (stderr.isTTY !== true) return { show: () => undefined, end: () => undefined };
  let shown = -1;
  return {
    show: (done, total) => {
      const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
      if (percent === shown) return;
      shown = percent;
      const full = Math.round((percent * WIDTH) / 100);
      const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
      stderr.write(`\r${title}  ${bar}  ${String(percent).padStart(3)} %  ${done} of ${total}`);
    },
    end: () => {
      if (shown >= 0) stderr.write('\r\u001B[K');
    },
  };
}

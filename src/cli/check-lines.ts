import type { CheckLine } from '../evidence/check-line.ts';
import { harmless, type Style } from './style.ts';

/** `PASS  signature: signed by …`, one line per check. */
export function checkLines(lines: readonly CheckLine[], style: Style): string[] {
  const paint = { pass: style.green, fail: style.red, unknown: style.yellow };
  const words = { pass: 'PASS', fail: 'FAIL', unknown: '????' };
  return lines.map(
    ({ result, check, detail }) =>
      `${paint[result](words[result])}  ${harmless(`${check}: ${detail}`)}`,
  );
}

import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes; tests hand in their own. */
export interface CliIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Environment for `loadConfig`; the process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
}

/** A stream that may be a terminal; `hasColors` of Node honours NO_COLOR, FORCE_COLOR and TERM. */
interface Terminal extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly hasColors?: () => boolean;
}

/** The answer is yes, or the thing was done. */
export const EXIT_OK = 0;
/** The answer is no, or the server refused. */
export const EXIT_NO = 1;
/** The input, or the way the command was called, could not be read. */
export const EXIT_INPUT = 2;
/** The server does not answer, or something broke that should not. */
export const EXIT_FAILED = 3;

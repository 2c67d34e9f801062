import { PassThrough, Readable } from 'node:stream';
import { runCli } from '../../src/cli/program.ts';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliRunOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Makes standard output a terminal that shows colours. */
  readonly terminal?: boolean;
}

/** Runs `carnet` in this process, with an environment of its own; the clock stands at noon of 2026-11-23. */
export async function carnet(
  argv: readonly string[],
  options: CliRunOptions = {},
): Promise<CliRun> {
  const [stdout, out] = sink();
  const [stderr, err] = sink();
  const terminal =
    options.terminal === true ? { isTTY: true, columns: 80, hasColors: () => true } : {};
  const code = await runCli(argv, {
    stdin: Readable.from([Buffer.from(options.stdin ?? '')]),
    stdout: Object.assign(stdout, terminal),
    stderr,
    env: options.env ?? {},
    now: () => new Date('2026-11-23T12:00:00Z'),
  });
  return { code, out: out(), err: err() };
}

function sink(): [PassThrough, () => string] {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return [stream, () => Buffer.concat(chunks).toString('utf8')];
}

import { spawn } from 'node:child_process';
import { SigningKeyError } from '../../permits/permits.errors.ts';

const PATIENCE_MS = 30_000;
/** An RSA signature of 16,384 bits has 2 kB. */
const MOST_BYTES = 4096;
const MOST_WORDS = 300;

/**
 * Signs by a program: it reads the bytes from its standard input, and writes the signature over their SHA-256 to its
 * standard output (ECDSA as DER, RSA as PKCS #1 v1.5). It is started without a shell, and stopped after 30 seconds.
 *
 * @throws {SigningKeyError} on signing: it cannot be started, fails, takes too long, or says too much
 */
export function commandSigner(command: readonly string[]): (bytes: Uint8Array) => Promise<Buffer> {
  return async (bytes) =>
    new Promise((resolve, reject) => {
      const [program = '', ...args] = command;
      const refuse = (problem: string): void => reject(new SigningKeyError(program, problem));
      const child = spawn(program, args);
      // Not the option of `spawn`, whose clock runs on where the program was never started.
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      const answer = collect(child.stdout, MOST_BYTES + 1);
      const words = collect(child.stderr, MOST_WORDS);
      child.on('error', ({ message }) => {
        clearTimeout(patience);
        refuse(`cannot be started (${message})`);
      });
      child.on('close', (code) => {
        clearTimeout(patience);
        if (code === null) refuse(`did not sign within ${PATIENCE_MS / 1000} s`);
        else if (code !== 0) refuse(`ended with ${code}: ${words().toString('utf8').trim()}`);
        else if (answer().length === 0) refuse('gave no signature');
        else if (answer().length > MOST_BYTES) refuse('gave more than a signature');
        else resolve(answer());
      });
      // A program that ends before it has read everything says by its exit code what is wrong.
      child.stdin.on('error', () => undefined);
      child.stdin.end(bytes);
    });
}

function collect(stream: NodeJS.ReadableStream, most: number): () => Buffer {
  const chunks: Buffer[] = [];
  let held = 0;
  stream.on('data', (chunk: Buffer) => {
    if (held >= most) return;
    chunks.push(chunk.subarray(0, most - held));
    held += chunk.length;
  });
  return () => Buffer.concat(chunks);
}

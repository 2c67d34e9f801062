import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exitCodeOf } from '../../evidence/check-line.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { checkLines } from '../check-lines.ts';
import { readTrust } from '../trust-file.ts';

interface VerifyOptions extends CommonOptions {
  readonly trust?: string;
}

export function registerVerify(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .summary('check an evidence pack offline')
    .description(
      'Checks an evidence pack: seal, attachments, hash chain, permit. Needs no server and no network.',
    )
    .argument('<pack>', 'evidence pack, a PDF')
    .option('--trust <file>', 'public keys you trust, JSON')
    .addHelpText('after', HELP)
    .action((path: string, options: VerifyOptions) => verify(path, options, context));
}

async function verify(
  path: string,
  options: VerifyOptions,
  context: CommandContext,
): Promise<void> {
  const { verifyPack } = await import('../../evidence/verify-pack.ts');
  const bytes = await readBytes(path);
  const trust = options.trust === undefined ? {} : { trust: await readTrust(options.trust) };
  const lines = await verifyPack(bytes, trust);
  if (options.json === true) {
    context.json({ pack: path, verified: exitCodeOf(lines) === 0, checks: lines });
  } else context.print(...checkLines(lines, context.style(options)));
  context.end(exitCodeOf(lines));
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new UsageError(`cannot read \`${path}\``, 'name an evidence pack, a PDF');
  }
}

const HELP = `
Examples:
  $ carnet verify out/eu-….pdf
  $ carnet verify pack.pdf --trust trust.json --json

The trust file (\`carnet trust --out trust.json\` fetches it from a server):
{"keys": [{"region": "eu", "keyId": "…", "publicKeyPem": "…"}],
 "certificates": [{"region": "eu", "pem": "…"}]}

Exit codes: 0 everything verified, 1 a check failed,
2 the file cannot be read, or nothing failed and something could not be settled
(without --trust nobody can say whose key it is).`;

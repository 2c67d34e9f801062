import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exitCodeOf } from '../../evidence/check-line.ts';
import type { TrustFile } from '../../permits/permit.types.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { harmless } from '../style.ts';

interface VerifyOptions extends CommonOptions {
  readonly trust?: string;
}

export function registerVerify(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .summary('check an evidence pack offline')
    .description(
      'Checks an evidence pack: attachments, hash chain, permit. Needs no server and no network.',
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
  const style = context.style(options);
  if (options.json === true) {
    context.json({ pack: path, verified: exitCodeOf(lines) === 0, checks: lines });
  } else {
    const paint = { pass: style.green, fail: style.red, unknown: style.yellow };
    const words = { pass: 'PASS', fail: 'FAIL', unknown: '????' };
    context.print(
      ...lines.map(
        ({ result, check, detail }) =>
          `${paint[result](words[result])}  ${harmless(`${check}: ${detail}`)}`,
      ),
    );
  }
  context.end(exitCodeOf(lines));
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new UsageError(`cannot read \`${path}\``, 'name an evidence pack, a PDF');
  }
}

async function readTrust(path: string): Promise<TrustFile> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UsageError(`cannot read \`${path}\` as JSON`, TRUST_FORM);
  }
  if (!isTrustFile(value)) throw new UsageError(`\`${path}\` is no trust file`, TRUST_FORM);
  return value;
}

const TRUST_FORM = 'it has to read {"keys": [{"region": "eu", "keyId": "…", "publicKeyPem": "…"}]}';

function isTrustFile(value: unknown): value is TrustFile {
  if (typeof value !== 'object' || value === null || !('keys' in value)) return false;
  return Array.isArray(value.keys) && value.keys.every(isTrustedKey);
}

function isTrustedKey(key: unknown): boolean {
  if (typeof key !== 'object' || key === null) return false;
  const { region, keyId, publicKeyPem } = key as Readonly<Record<string, unknown>>;
  return [region, keyId, publicKeyPem].every((field) => typeof field === 'string');
}

const HELP = `
Examples:
  $ carnet verify out/eu-….pdf
  $ carnet verify pack.pdf --trust trust.json --json

The trust file: {"keys": [{"region": "eu", "keyId": "…", "publicKeyPem": "…"}]}

Exit codes: 0 everything verified, 1 a check failed,
2 the file cannot be read, or nothing failed and something could not be settled
(without --trust nobody can say whose key it is).`;

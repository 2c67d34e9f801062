import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { EXIT_INPUT, EXIT_NO, EXIT_OK } from '../io.ts';
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
    .option('--trust <file>', 'public keys you trust, JSON: {"<key id>": "<PEM>"}')
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
  const failed = lines.filter(({ result }) => result === 'fail').length;
  const unsure = lines.filter(({ result }) => result === 'unknown').length;
  const style = context.style(options);
  if (options.json === true) {
    context.json({ pack: path, verified: failed === 0 && unsure === 0, checks: lines });
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
  if (failed > 0) context.end(EXIT_NO);
  else context.end(unsure > 0 ? EXIT_INPUT : EXIT_OK);
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new UsageError(`cannot read \`${path}\``, 'name an evidence pack, a PDF');
  }
}

async function readTrust(path: string): Promise<Readonly<Record<string, string>>> {
  const hint = 'name a JSON file: {"<key id>": "<public key, PEM>"}';
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UsageError(`cannot read \`${path}\` as JSON`, hint);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`\`${path}\` holds no keys`, hint);
  const keys = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(keys);
}

const HELP = `
Examples:
  $ carnet verify out/eu-….pdf
  $ carnet verify pack.pdf --trust trust.json --json

Exit codes: 0 everything verified, 1 a check failed, 2 the pack cannot be read or judged.`;

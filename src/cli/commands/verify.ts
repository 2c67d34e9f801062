import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CheckLine } from '../../evidence/check-line.ts';
import { exitCodeOf } from '../../evidence/check-line.ts';
import { openPackSet } from '../../evidence/pack-set.ts';
import type { PackSet } from '../../evidence/pack-set.ts';
import type { ExaminedPack } from '../../evidence/verify-set.ts';
import type { TrustFile } from '../../permits/permit.types.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { checkLines } from '../check-lines.ts';
import { errorCode } from '../error-code.ts';
import { harmless } from '../style.ts';
import { readTrust } from '../trust-file.ts';

interface VerifyOptions extends CommonOptions {
  readonly trust?: string;
}

interface Trusting {
  readonly trust?: TrustFile;
}

export function registerVerify(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .summary('check an evidence pack, or a folder or ZIP of packs, offline')
    .description(
      'Checks evidence packs: seal, attachments, hash chain, permit. Needs no server and no network.',
    )
    .argument('<pack>', 'evidence pack, a PDF; or a folder or ZIP that holds some')
    .option('--trust <file>', 'public keys you trust, JSON')
    .addHelpText('after', HELP)
    .action((path: string, options: VerifyOptions) => verify(path, options, context));
}

async function verify(
  path: string,
  options: VerifyOptions,
  context: CommandContext,
): Promise<void> {
  const trusting = options.trust === undefined ? {} : { trust: await readTrust(options.trust) };
  const set = await openSet(path);
  if (set) return verifyFiles({ path, set }, trusting, { options, context });
  const { verifyPack } = await import('../../evidence/verify-pack.ts');
  const lines = await verifyPack(await readFile(path), trusting);
  if (options.json === true) {
    context.json({ pack: path, verified: exitCodeOf(lines) === 0, checks: lines });
  } else context.print(...checkLines(lines, context.style(options)));
  context.end(exitCodeOf(lines));
}

async function verifyFiles(
  { path, set }: { readonly path: string; readonly set: PackSet },
  trusting: Trusting,
  { options, context }: { readonly options: VerifyOptions; readonly context: CommandContext },
): Promise<void> {
  const { isPack, verifySet } = await import('../../evidence/verify-set.ts');
  try {
    if (!set.files.some(isPack))
      throw new UsageError(`there is no pack in \`${path}\``, 'packs are files named `….pdf`');
    const style = context.style(options);
    const packs: ExaminedPack[] = [];
    const lines = await verifySet(set, trusting, (pack) => {
      packs.push(pack);
      if (options.json !== true) context.print(...named(pack, checkLines(pack.lines, style)));
    });
    const all = [...packs.flatMap((pack) => pack.lines), ...lines];
    if (options.json === true) {
      context.json({ set: path, verified: exitCodeOf(all) === 0, ...wire(packs, lines) });
    } else {
      context.print(...checkLines(lines, style), countOf(packs));
    }
    context.end(exitCodeOf(all));
  } finally {
    await set.close();
  }
}

function named({ name }: ExaminedPack, lines: readonly string[]): string[] {
  return [harmless(name), ...lines.map((line) => `  ${line}`), ''];
}

function wire(packs: readonly ExaminedPack[], checks: readonly CheckLine[]): object {
  return {
    packs: packs.map(({ name, lines }) => ({
      pack: name,
      verified: exitCodeOf(lines) === 0,
      checks: lines,
    })),
    checks,
  };
}

function countOf(packs: readonly ExaminedPack[]): string {
  const ends = packs.map(({ lines }) => exitCodeOf(lines));
  const [good = 0, bad = 0, open = 0] = [0, 1, 2].map(
    (code) => ends.filter((end) => end === code).length,
  );
  return `${packs.length} packs: ${good} verified, ${bad} failed, ${open} that cannot be told`;
}

async function openSet(path: string): Promise<PackSet | null> {
  try {
    return await openPackSet(path);
  } catch (error) {
    const why = errorCode(error) === '' && error instanceof Error ? `: ${error.message}` : '';
    throw new UsageError(
      `cannot read \`${path}\`${why}`,
      'name an evidence pack (a PDF), or a folder or ZIP of packs',
    );
  }
}

const HELP = `
Examples:
  $ carnet verify out/eu-….pdf
  $ carnet verify pack.pdf --trust trust.json --json
  $ carnet verify export.zip --trust trust.json

The trust file (\`carnet trust --out trust.json\` fetches it from a server):
{"keys": [{"region": "eu", "keyId": "…", "publicKeyPem": "…"}],
 "certificates": [{"region": "eu", "pem": "…"}]}

Of a folder or ZIP each file named \`….pdf\` is checked as a pack; then that
SHA256SUMS in it, if there is one, names every file and matches it, and that the
packs do not tell two stories.

Exit codes: 0 everything verified, 1 a check failed,
2 the file cannot be read, or nothing failed and something could not be settled
(without --trust nobody can say whose key it is).`;

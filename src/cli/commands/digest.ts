import type { Command } from 'commander';
import { DomainError } from '../../common/domain-error.ts';
import { digestOf } from '../../intake/artifact-digest.ts';
import { UsageError } from '../cli.errors.ts';
import type { CommandContext, CommonOptions } from '../context.ts';
import { errorCode } from '../error-code.ts';

/** What a manifest states as `model.artifact.digest`, and a permit binds to. */
export function registerDigest(program: Command, context: CommandContext): void {
  program
    .command('digest')
    .summary('digest of a model file or folder')
    .description(
      'Prints the digest that a manifest states as model.artifact.digest and a permit binds to: of a file its\n' +
        'SHA-256, of a folder the SHA-256 of the sorted list of its files, as sha256sum prints it.',
    )
    .argument('<path>', 'model file or folder')
    .addHelpText('after', HELP)
    .action(async (path: string, options: CommonOptions) => {
      const found = await digested(path);
      if (options.json === true) context.json({ path, digest: found.digest, files: found.files });
      else context.print(found.digest);
    });
}

async function digested(path: string): ReturnType<typeof digestOf> {
  try {
    return await digestOf(path);
  } catch (error) {
    if (error instanceof DomainError || errorCode(error) === '') throw error;
    throw new UsageError(`cannot read \`${path}\``, 'name a model file or folder');
  }
}

const HELP = `
Examples:
  $ carnet digest model.pkl
  $ carnet digest model/

The same of a folder without Carnet:
  $ cd model && find . -type f | sed 's,^\\./,,' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum`;

import type { Command } from 'commander';
import { problemsIn } from '../../evidence/check-document.ts';
import { DocumentIncompleteError } from '../../evidence/document-problem.ts';
import { documentIds, loadDocumentTemplate, outlineOf } from '../../evidence/document-templates.ts';
import { readFilled } from '../../evidence/filled-document.ts';
import { UsageError } from '../cli.errors.ts';
import { readInput } from '../read-input.ts';
import type { CommandContext, CommonOptions } from '../context.ts';

export function registerDocuments(program: Command, context: CommandContext): void {
  program
    .command('documents')
    .summary('the outlines of documents, to fill in')
    .description(
      'Lists the documents that rules may ask for, or prints the outline of one as Markdown to fill in.',
    )
    .argument('[id]', 'document id, as findings name it: dpia, validation_report …')
    .addHelpText('after', HELP)
    .option(
      '--check <file>',
      'hold a filled-in document against its outline; - reads it from standard input',
    )
    .action(async (id: string | undefined, options: DocumentsOptions) => {
      if (options.check !== undefined) await checkDocument(id, options.check, options, context);
      else if (id === undefined) listDocuments(options, context);
      else showDocument(id, options, context);
    });
}

interface DocumentsOptions extends CommonOptions {
  readonly check?: string;
}

async function checkDocument(
  id: string | undefined,
  path: string,
  options: CommonOptions,
  context: CommandContext,
): Promise<void> {
  if (id === undefined)
    throw new UsageError('it is not clear which document this is', 'name its id: dpia');
  const template = loadDocumentTemplate(id);
  const filled = readFilled(await readInput(path, context.io.stdin));
  if (!filled) {
    throw new UsageError(
      `\`${path}\` does not have the form of an outline`,
      `\`carnet documents ${id}\` prints one to fill in; other forms are for people to read`,
    );
  }
  const problems = problemsIn(filled, template);
  if (problems.length > 0) throw new DocumentIncompleteError(id, problems);
  if (options.json === true) context.json({ document: id, problems });
  else context.print(`${path}: every field and section of \`${id}\` is filled in`);
}

function listDocuments(options: CommonOptions, context: CommandContext): void {
  const templates = documentIds().map(loadDocumentTemplate);
  if (options.json === true) {
    context.json({
      items: templates.map(({ id, title, legalBasis, owner, jurisdictions }) => ({
        id,
        title,
        legalBasis,
        owner,
        jurisdictions,
      })),
    });
    return;
  }
  const width = Math.max(...templates.map(({ id }) => id.length));
  const style = context.style(options);
  context.print(
    ...templates.map(
      ({ id, title, jurisdictions }) =>
        `${style.bold(id.padEnd(width))}  ${title} ${style.dim(`(${jurisdictions.join(', ')})`)}`,
    ),
  );
}

function showDocument(id: string, options: CommonOptions, context: CommandContext): void {
  const template = loadDocumentTemplate(id);
  if (options.json === true) context.json(template);
  else context.print(outlineOf(template).trimEnd());
}

const HELP = `
Examples:
  $ carnet documents                      every document, with where it is asked for
  $ carnet documents dpia > dpia.md       the outline of one, to fill in
  $ carnet documents dpia --check dpia.md what is still missing in it

The lines between the two \`---\` are for machines: give each key its value. The text of each section
replaces the comment below its heading.

Exit codes: 0 printed or filled in, 1 something is missing, 2 no document has this id or the file has another form.`;

import type { Command } from 'commander';
import { documentIds, loadDocumentTemplate, outlineOf } from '../../evidence/document-templates.ts';
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
    .action((id: string | undefined, options: CommonOptions) => {
      if (id === undefined) listDocuments(options, context);
      else showDocument(id, options, context);
    });
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

The lines between the two \`---\` are for machines: give each key its value. The text of each section
replaces the comment below its heading.

Exit codes: 0 printed, 2 no document has this id.`;

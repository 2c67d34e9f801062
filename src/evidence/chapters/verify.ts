import { STYLE } from '../pdf/style.ts';
import { table } from '../pdf/table.ts';
import { verifyCommands } from '../verify-commands.ts';
import type { ChapterContext } from './chapter.ts';
import { body, mono, small, strong, subheading } from './chapter.ts';

/** How to check the pack with tools that are not ours. */
export function verify(context: ChapterContext): void {
  const { sheet, model, words, section, attached } = context;
  body(context, words.text('verify.intro'));
  const commands = verifyCommands(model);
  for (const [index, step] of words.list('verify.steps').entries()) {
    sheet.ensure(40);
    sheet.paragraph(section, { text: `${index + 1}. ${step}`, style: STYLE.h3, after: 1 });
    for (const command of commands[index] ?? []) {
      sheet.paragraph(section, { text: command, style: STYLE.mono, after: 1 }, 'Code');
    }
    sheet.y += 6;
  }
  if (model.permit) body(context, words.text('verify.permitNote'));
  const { log } = model.journal;
  if (log) body(context, words.text('verify.log', log));
  subheading(context, words.text('verify.attachments'));
  const columns = ['file', 'holds', 'sha256'] as const;
  const shares = { file: 0.22, holds: 0.36, sha256: 0.42 };
  table(
    sheet,
    section,
    columns.map((name) => ({ title: words.text(`verify.columns.${name}`), share: shares[name] })),
    attached.map(({ name, sha256 }) => [
      [strong(name)],
      [small(words.text(`verify.files.${name.replaceAll('.', '_')}`))],
      [mono(sha256)],
    ]),
  );
  subheading(context, words.text('verify.limits'));
  body(context, words.text('verify.limitsText'));
}

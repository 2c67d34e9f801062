import type { Attachment } from './attachments.ts';
import { attachmentsOf } from './attachments.ts';
import { findChapter, fitsBelow } from './chapters/registry.ts';
import type { PackModel } from './pack-model.ts';
import { Contents } from './pdf/contents.ts';
import { conformance } from './pdf/conformance.ts';
import { countOutline } from './pdf/outline.ts';
import type { Element } from './pdf/sheet.ts';
import { Sheet } from './pdf/sheet.ts';
import { COLOR, CONTENT_BOTTOM, PAGE, STYLE } from './pdf/style.ts';
import type { Wording } from './wording.ts';

/**
 * The evidence pack of one case as PDF/A-3a with its attachments.
 *
 * Pure: the same model and wording give the same bytes, whatever the machine's clock, zone or locale.
 *
 * @throws {WordingError} the wording lacks a text or names a chapter that nobody wrote
 */
export async function renderPack(model: PackModel, words: Wording): Promise<Buffer> {
  return render(model, words, 'PDF/A-3a');
}

/**
 * The same pages without the attachments, as PDF/A-1b: for validators that know no later part of the standard. What
 * they find wrong on a page of this one is wrong on the pack's page too.
 */
export async function renderTwin(model: PackModel, words: Wording): Promise<Buffer> {
  return render(model, words, 'PDF/A-1b');
}

async function render(
  model: PackModel,
  words: Wording,
  subset: 'PDF/A-3a' | 'PDF/A-1b',
): Promise<Buffer> {
  const created = new Date(model.case.updatedAt);
  const sheet = new Sheet({
    subset,
    title: `${words.text('title')} ${model.case.id}`,
    language: words.text('language'),
    created,
    cut: (count) => words.text('page.cut', { count }),
  });
  const bytes = collect(sheet);
  const attachments = attachmentsOf(model);
  await drawChapters(sheet, model, words, attachments);
  drawMargins(sheet, model, words);
  if (subset === 'PDF/A-3a') {
    for (const file of attachments) attach(sheet, file, created);
    conformance(sheet.doc);
  }
  countOutline(sheet.doc);
  identify(sheet, attachments);
  sheet.doc.end();
  return bytes;
}

async function drawChapters(
  sheet: Sheet,
  model: PackModel,
  words: Wording,
  attached: readonly Attachment[],
): Promise<void> {
  const contents = new Contents(sheet, words.text('contents'));
  for (const [index, name] of words.list('order').entries()) {
    const chapter = findChapter(name);
    const isCover = name === 'cover';
    const title = words.text(isCover ? 'cover.chapter' : `${name}.title`);
    const section: Element = sheet.child(sheet.root, 'Sect');
    if (isCover || index === 0 || !fitsBelow(name, CONTENT_BOTTOM - sheet.y)) sheet.newPage();
    else if (sheet.y > PAGE.top) sheet.y += 34;
    const outline = sheet.doc.outline.addItem(title);
    if (!isCover) {
      contents.note(title);
      if (sheet.y > PAGE.top) sheet.hairline(sheet.y - 14, COLOR.accent, 0.8);
      sheet.heading(section, 1, title);
    }
    await chapter({ sheet, model, words, section, outline, attached });
    if (isCover) {
      contents.reserve(section, words.list('order').length - 1);
      sheet.newPage();
    } else {
      section.end();
    }
  }
  contents.draw();
}

/** Header and footer of every page: case, page n of m. The cover has a footer only. */
function drawMargins(sheet: Sheet, model: PackModel, words: Wording): void {
  const pages = sheet.page + 1;
  const right = PAGE.width - PAGE.right;
  for (let page = 0; page < pages; page += 1) {
    sheet.doc.switchToPage(page);
    const footer = words.text('page.footer', { page: page + 1, pages });
    sheet.artifact(() => {
      const bottom = PAGE.height - 42;
      sheet.word(model.case.id, PAGE.left, bottom, { ...STYLE.mono, color: COLOR.muted });
      sheet.word(footer, right - sheet.widthOf(footer, STYLE.muted), bottom, STYLE.muted);
      if (page === 0) return;
      const subject = `${model.subject.name} ${model.subject.version}`;
      sheet.word(words.text('page.header'), PAGE.left, 50, { ...STYLE.label, color: COLOR.accent });
      const [line] = sheet.lines([{ text: subject, style: STYLE.muted }], 300);
      if (line)
        sheet.word(
          line.text,
          right - sheet.widthOf(line.text.trimEnd(), STYLE.muted),
          50,
          STYLE.muted,
        );
      sheet.doc.moveTo(PAGE.left, 58).lineTo(right, 58).lineWidth(0.5).stroke(COLOR.hairline);
    }, 'Pagination');
  }
}

function attach(sheet: Sheet, file: Attachment, created: Date): void {
  sheet.doc.file(file.bytes, {
    name: file.name,
    type: file.type,
    relationship: file.relationship,
    creationDate: created,
    modifiedDate: created,
    // pdfkit's declarations lack `relationship`.
  } as object);
}

/** pdfkit makes the document's id from the clock; here it follows from what the pack holds. */
function identify(sheet: Sheet, attachments: readonly Attachment[]): void {
  const sums = attachments.at(-1)?.sha256 ?? '';
  Reflect.set(sheet.doc, '_id', Buffer.from(sums.slice(0, 32), 'hex'));
}

async function collect(sheet: Sheet): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sheet.doc) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

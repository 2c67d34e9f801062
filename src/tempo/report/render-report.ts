import { conformance } from '../../evidence/pdf/conformance.ts';
import { countOutline } from '../../evidence/pdf/outline.ts';
import { Sheet } from '../../evidence/pdf/sheet.ts';
import { COLOR, PAGE, STYLE } from '../../evidence/pdf/style.ts';
import type { Wording } from '../../evidence/wording.ts';
import { instant } from '../../evidence/formats.ts';
import { canonicalJson, sha256Hex } from '../../common/canonical-json.ts';
import { causes } from './sections/causes.ts';
import { glance } from './sections/glance.ts';
import { method } from './sections/method.ts';
import { open } from './sections/open.ts';
import { queues } from './sections/queues.ts';
import { rules } from './sections/rules.ts';
import { trend } from './sections/trend.ts';
import { factors, waiting } from './sections/waiting.ts';
import type { SectionContext, Section } from './section.ts';
import { monthName, regionNames } from './report-words.ts';
import type { TempoReport } from './report-model.ts';

/** In the order in which they are read: first what happened, then why. */
const SECTIONS: Readonly<Record<string, Section>> = {
  glance,
  trend,
  waiting,
  factors,
  rules,
  causes,
  queues,
  open,
  method,
};
const HOUR_MS = 3_600_000;

/**
 * The monthly report on tempo as PDF/A-3a and PDF/UA-1, drawn as the evidence packs are.
 *
 * Pure: the same report and wording give the same bytes.
 *
 * @throws {WordingError} the wording lacks a text
 */
export async function renderReport(report: TempoReport, words: Wording): Promise<Buffer> {
  const title = words.text('title', { month: monthName(words, report.month) });
  const sheet = new Sheet({
    subset: 'PDF/A-3a',
    title,
    language: words.text('language'),
    created: new Date(report.asOf),
    cut: (count) => words.text('page.cut', { count }),
  });
  const bytes = collect(sheet);
  sheet.newPage();
  const head = sheet.child(sheet.root, 'Sect');
  introduce({ sheet, section: head, words, report }, title);
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (name === 'open' && !report.partial) continue;
    const element = sheet.child(sheet.root, 'Sect');
    const heading = words.text(`${name}.title`);
    sheet.doc.outline.addItem(heading);
    sheet.heading(element, 2, heading);
    section({ sheet, section: element, words, report });
    element.end();
  }
  drawMargins(sheet, title, words);
  conformance(sheet.doc);
  countOutline(sheet.doc);
  const id = sha256Hex(canonicalJson(JSON.parse(JSON.stringify(report))));
  Reflect.set(sheet.doc, '_id', Buffer.from(id.slice(0, 32), 'hex'));
  sheet.doc.end();
  return bytes;
}

function introduce({ sheet, section, words, report }: SectionContext, title: string): void {
  sheet.heading(section, 1, title);
  const regions = regionNames(report.regions.map(({ region }) => region));
  const hours = (report.regions[0]?.dayMs ?? 8 * HOUR_MS) / HOUR_MS;
  const madeAt = { at: instant(new Date(report.asOf).toISOString()), hours };
  sheet.paragraph(section, {
    text: words.text('subtitle', { regions }),
    style: STYLE.body,
    after: 4,
  });
  sheet.paragraph(section, { text: words.text('madeAt', madeAt), style: STYLE.muted, after: 4 });
  if (report.partial)
    sheet.paragraph(section, { text: words.text('partial'), style: STYLE.strong, after: 4 });
}

function drawMargins(sheet: Sheet, title: string, words: Wording): void {
  const pages = sheet.page + 1;
  const right = PAGE.width - PAGE.right;
  for (let page = 0; page < pages; page += 1) {
    sheet.doc.switchToPage(page);
    const footer = words.text('page.footer', { page: page + 1, pages });
    sheet.artifact(() => {
      sheet.word(footer, right - sheet.widthOf(footer, STYLE.muted), PAGE.height - 42, STYLE.muted);
      sheet.word(words.text('page.header'), PAGE.left, 50, { ...STYLE.label, color: COLOR.accent });
      sheet.word(title, right - sheet.widthOf(title, STYLE.muted), 50, STYLE.muted);
      sheet.doc.moveTo(PAGE.left, 58).lineTo(right, 58).lineWidth(0.5).stroke(COLOR.hairline);
    }, 'Pagination');
  }
}

async function collect(sheet: Sheet): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sheet.doc) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

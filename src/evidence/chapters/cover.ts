import { day, instant } from '../formats.ts';
import { COLOR, CONTENT_WIDTH, PAGE, STYLE, statusColor } from '../pdf/style.ts';
import type { Cell } from '../pdf/table.ts';
import { facts } from '../pdf/table.ts';
import type { ChapterContext } from './chapter.ts';
import { body, mono, person, region, small, subheading } from './chapter.ts';

/** Who, what, where and with which verdict, on one page. */
export function cover(context: ChapterContext): void {
  const { sheet, model, words, section } = context;
  const { subject } = model;
  sheet.y = 104;
  const kicker = { ...STYLE.label, size: 9, color: COLOR.muted };
  sheet.paragraph(section, { text: words.text('cover.kicker'), style: kicker, after: 4 });
  sheet.paragraph(
    section,
    {
      text: words.text('cover.title', { model: subject.name, version: subject.version }),
      style: { ...STYLE.h1, size: 26, leading: 1.25 },
    },
    'H1',
  );
  const subtitle = { ...STYLE.body, size: 13, color: COLOR.muted };
  const regionName = region(words, model.case.region);
  sheet.paragraph(section, {
    text: words.text('cover.subtitle', { region: regionName }),
    style: subtitle,
    after: 16,
  });
  badge(context);
  facts(sheet, section, coverFacts(context));
  subheading(context, words.text('cover.purpose'));
  body(context, words.text('cover.purposeText'));
}

function badge({ sheet, model, words, section }: ChapterContext): void {
  const { outcome, status } = model.case;
  const color = statusColor(outcome);
  const top = sheet.y;
  const height = 54;
  sheet.artifact(() => {
    sheet.doc.rect(PAGE.left, top, CONTENT_WIDTH, height).fill(COLOR.tint);
    sheet.doc.rect(PAGE.left, top, 5, height).fill(color);
  });
  const label = words.word(`outcomes.${outcome}.label`);
  const style = { ...STYLE.h2, size: 15, color };
  sheet.y = top + 7;
  sheet.paragraph(
    section,
    { text: words.text('cover.verdict', { outcome: label }), style },
    'P',
    PAGE.left + 20,
  );
  const meaning = words.text(`outcomes.${outcome}.means`);
  const standing = words.text('cover.status', { status: words.word(`statuses.${status}`) });
  sheet.paragraph(
    section,
    { text: `${standing}; ${meaning}`, style: { ...STYLE.body, color: COLOR.muted } },
    'P',
    PAGE.left + 20,
  );
  sheet.y = top + height + 14;
}

function coverFacts({ model, words }: ChapterContext): [string, Cell][] {
  const { subject, permit, journal } = model;
  const deciders = new Map(model.decisions.map(({ by }) => [by.id, person(by)]));
  const none = words.text('page.none');
  const rows: [key: string, Cell][] = [
    ['case', [mono(model.case.id)]],
    ['request', [mono(model.request.id)]],
    [
      'artifact',
      [subject.artifactSha256 ? mono(subject.artifactSha256) : small(words.text('page.notStated'))],
    ],
    ['manifest', [mono(model.manifest.sha256)]],
    [
      'submitted',
      [
        small(
          words.text('cover.submittedBy', {
            at: instant(model.request.submittedAt),
            name: person(model.request.submittedBy),
          }),
        ),
      ],
    ],
    ['decided', [small([...deciders.values()].join(', ') || none)]],
    ['jurisdictions', [small(subject.jurisdictions.join(', ') || words.text('page.notStated'))]],
    ['law', [small(model.case.asOf)]],
    [
      'permit',
      [
        small(
          permit
            ? words.text('cover.permitUntil', { id: permit.id, until: day(permit.expiresAt) })
            : none,
        ),
      ],
    ],
    [
      'journal',
      [mono(words.text('cover.journalTail', { events: journal.events, hash: journal.tail.hash }))],
    ],
    ['upTo', [small(instant(model.case.updatedAt))]],
  ];
  return rows.map(([key, cell]) => [words.text(`cover.${key}`), cell]);
}

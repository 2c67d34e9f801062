import { instant } from '../formats.ts';
import type { PackPermit } from '../pack-model.ts';
import { STYLE } from '../pdf/style.ts';
import type { Cell } from '../pdf/table.ts';
import { facts } from '../pdf/table.ts';
import type { ChapterContext } from './chapter.ts';
import { body, mono, person, small, subheading } from './chapter.ts';

/** What the permit says, who signed it, and where the model went. */
export function permit(context: ChapterContext): void {
  const { sheet, section, model, words } = context;
  if (model.permit) permitFacts(context, model.permit);
  else body(context, words.text('permit.none'));
  subheading(context, words.text('permit.deployment'));
  const { deployment } = model;
  body(
    context,
    deployment
      ? words.text('permit.deployed', {
          region: deployment.cloudRegion,
          at: instant(deployment.at),
          name: person(deployment.by),
        })
      : words.text('permit.notDeployed'),
  );
  if (!model.permit) return;
  subheading(context, words.text('permit.publicKey'));
  sheet.paragraph(
    section,
    { text: model.permit.publicKeyPem.trim(), style: STYLE.mono, after: 6 },
    'Code',
  );
}

function permitFacts(context: ChapterContext, given: PackPermit): void {
  const { sheet, section, words } = context;
  body(context, words.text('permit.intro'));
  const { predicate, subject } = given.statement;
  const none = words.text('page.none');
  const rows: [key: string, cell: Cell][] = [
    ['id', [mono(given.id)]],
    [
      'artifact',
      subject.flatMap(({ name, digest }) => [small(name), mono(`sha256:${digest.sha256}`)]),
    ],
    [
      'places',
      predicate.cloudRegions.map(({ provider, region }) => small(`${provider} ${region}`)),
    ],
    ['jurisdictions', [small(predicate.jurisdictions.join(', ') || none)]],
    ['useCase', [small(predicate.useCase || none)]],
    ['purpose', predicate.purpose === '' ? [] : [small(predicate.purpose)]],
    ['issued', [small(instant(given.issuedAt))]],
    ['expires', [small(instant(given.expiresAt))]],
    ['revoked', given.revokedAt === null ? [] : [small(instant(given.revokedAt))]],
    ['conditions', predicate.conditions.map((condition) => ({ ...small(condition), after: 2 }))],
    [
      'binding',
      [
        mono(
          words.text('permit.bindingText', {
            seq: predicate.journal.seq,
            hash: predicate.journal.tail,
          }),
        ),
      ],
    ],
    ['key', [mono(given.keyId)]],
  ];
  facts(
    sheet,
    section,
    rows
      .filter(([, cell]) => cell.length > 0)
      .map(([key, cell]) => [words.text(`permit.${key}`), cell]),
  );
}

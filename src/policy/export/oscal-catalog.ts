/** A policy pack as an OSCAL catalog, for the tools of auditors and of governance teams. */
import type { DocumentType, Pack, Reference, Rule, RuleException } from '../catalog.types.ts';
import type { OscalLink, OscalPart, OscalProp, OscalResource } from './oscal-words.ts';
import {
  OSCAL_VERSION,
  code,
  documentUuid,
  listed,
  markup,
  oscalUuid,
  ownPart,
  plain,
  propsOf,
  token,
} from './oscal-words.ts';

/** The part of a control that a finding of an assessment speaks of. */
export function statementId(rule: string): string {
  return `${token(rule)}_smt`;
}

/**
 * The OSCAL 1.2 catalog of a pack: a group per instrument, a control per rule, its sources of law and the documents it
 * asks for as resources.
 *
 * Pure and without a clock: the same pack gives the same bytes. Controls keep the ids of their rules; ids of other
 * things follow from the pack's region and version; the catalog's own follows from all it says.
 *
 * @returns `{ catalog: … }`, as NIST's `oscal_catalog_schema.json` describes it
 */
export function oscalCatalog(
  pack: Pack,
  reference: Pick<Reference, 'documents' | 'roles'>,
): { readonly catalog: object } {
  const instruments = [...new Set(pack.rules.map(({ instrument }) => instrument))].toSorted();
  const body = {
    metadata: metadataOf(pack, reference),
    ...listed(
      'groups',
      instruments.map((instrument) => groupOf(instrument, pack)),
    ),
    'back-matter': backMatterOf(pack, reference),
  };
  return { catalog: { uuid: documentUuid(pathOf(pack), body), ...body } };
}

function pathOf({ region, version }: Pack): string {
  return `packs/${region}/${version}`;
}

function metadataOf(pack: Pack, { roles }: Pick<Reference, 'roles'>): object {
  const at = `${pack.publishedAt}T00:00:00Z`;
  const named = unique(pack.rules.flatMap(({ requires }) => requires.approvals)).toSorted();
  return {
    title: markup(pack.title),
    ...(pack.status === 'published' ? { published: at } : {}),
    'last-modified': at,
    version: plain(pack.version),
    'oscal-version': OSCAL_VERSION,
    props: propsOf({
      pack: pack.region,
      status: pack.status,
      sha256: pack.sha256,
      jurisdictions: pack.jurisdictions.join(', '),
    }),
    ...listed(
      'roles',
      named.map((id) => ({ id: token(id), title: markup(roles.get(id)?.title ?? id) })),
    ),
    remarks: markup(pack.notLegalAdvice),
  };
}

function groupOf(instrument: string, pack: Pack): object {
  const rules = pack.rules
    .filter((rule) => rule.instrument === instrument)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    id: token(instrument),
    class: 'instrument',
    title: markup(pack.sources.get(instrument)?.title ?? instrument),
    controls: rules.map((rule) => controlOf(rule, pack)),
  };
}

function controlOf(rule: Rule, pack: Pack): object {
  return {
    id: token(rule.id),
    class: 'rule',
    title: markup(rule.title),
    props: controlProps(rule),
    links: linksOf(rule, pack),
    parts: partsOf(rule),
  };
}

function controlProps(rule: Rule): OscalProp[] {
  const { inForce, review, requires } = rule;
  const gone = inForce.withdrawn !== null ? [{ name: 'status', value: 'withdrawn' }] : [];
  return [
    { name: 'label', value: plain(rule.citation) },
    ...gone,
    ...propsOf({
      version: rule.version,
      jurisdiction: rule.jurisdiction,
      reach: rule.reach,
      effect: rule.effect,
      severity: rule.severity,
      stage: rule.stage,
      factor: rule.factor,
      'in-force-from': inForce.from,
      'in-force-until': inForce.until,
      'withdrawn-on': inForce.withdrawn,
      'in-flight': rule.inFlight,
      penalty: rule.penalty,
      'review-every': requires.reviewEvery,
      'reviewed-on': review.last,
      'verification-level': review.level,
      recheck: review.recheck,
    }),
    ...requires.approvals.flatMap((role) => propsOf({ approval: role })),
    ...documentsOf(rule).flatMap((id) => propsOf({ document: id })),
  ];
}

function linksOf(rule: Rule, pack: Pack): OscalLink[] {
  const asked = documentsOf(rule).map((id) => ({
    href: `#${documentResource(pack, id)}`,
    rel: 'evidence',
  }));
  return [
    { href: sourceHref(rule, pack), rel: 'reference', text: markup(rule.citation) },
    ...asked,
  ];
}

/** The resource of the source that the rule cites; several sources may share an address, so the name decides. */
function sourceHref(rule: Rule, pack: Pack): string {
  const named = [...pack.sources].filter(([, { url }]) => url === rule.source);
  const [key] =
    named.find(([, { title }]) => rule.citation.startsWith(`${title},`)) ?? named[0] ?? [];
  return key === undefined ? rule.source : `#${sourceResource(pack, key)}`;
}

function partsOf(rule: Rule): OscalPart[] {
  const id = token(rule.id);
  const { requires, remedy, note } = rule;
  const guidance = [remedy, requires.evidence, note].filter((text) => text !== null).map(helpText);
  const met =
    requires.when === null
      ? []
      : [ownPart('satisfied-when', { id: `${id}_met`, prose: code(requires.when.source) })];
  const cost = rule.costOfSkipping
    ? [ownPart('cost-of-skipping', { id: `${id}_cst`, prose: markup(rule.costOfSkipping) })]
    : [];
  return [
    { id: statementId(rule.id), name: 'statement', prose: markup(rule.statement) },
    ...(guidance.length > 0
      ? [{ id: `${id}_gdn`, name: 'guidance', prose: guidance.join('\n\n') }]
      : []),
    ownPart('applies-when', { id: `${id}_whn`, prose: code(rule.when.source) }),
    ...met,
    ...cost,
    ...rule.exceptions.map((exception) => exceptionPart(id, exception)),
  ];
}

function exceptionPart(rule: string, exception: RuleException): OscalPart {
  const id = `${rule}_exc.${token(exception.id)}`;
  return ownPart('exception', {
    id,
    title: markup(exception.at),
    props: [
      ...propsOf({ exception: exception.id }),
      ...exception.requires.flatMap((document) => propsOf({ document })),
    ],
    prose: markup(exception.text),
    parts: [ownPart('applies-when', { id: `${id}_whn`, prose: code(exception.when.source) })],
  });
}

/** A remedy names what a case would fill in; here nobody has: `{{location}}` is any location. */
function helpText(text: string): string {
  return markup(text.replaceAll(/\{\{\s*(\w+)\s*\}\}/gu, 'the $1'));
}

function documentsOf({ requires, exceptions }: Rule): string[] {
  return unique([...requires.documents, ...exceptions.flatMap((one) => one.requires)]);
}

function backMatterOf(pack: Pack, { documents }: Pick<Reference, 'documents'>): object {
  const sources = [...pack.sources].map(([key, { title, url }]): OscalResource => ({
    uuid: sourceResource(pack, key),
    title: markup(title),
    props: propsOf({ source: key }),
    rlinks: [{ href: url }],
  }));
  const asked = unique(pack.rules.flatMap(documentsOf)).toSorted();
  const papers = asked.map((id) => paperOf(id, pack, documents.get(id)));
  return listed('resources', [...sources, ...papers]);
}

function paperOf(id: string, pack: Pack, type: DocumentType | undefined): OscalResource {
  const named = { uuid: documentResource(pack, id), title: markup(type?.title ?? id) };
  if (!type) return { ...named, props: propsOf({ document: id }) };
  return {
    ...named,
    description: type.sections.map((section) => `- ${markup(section)}`).join('\n'),
    props: propsOf({
      document: id,
      owner: type.owner,
      approvers: type.approver.join(', '),
      'legal-basis': type.legalBasis,
      'review-every': type.reviewEvery,
    }),
  };
}

function sourceResource(pack: Pack, key: string): string {
  return oscalUuid(`${pathOf(pack)}/sources/${key}`);
}

function documentResource(pack: Pack, id: string): string {
  return oscalUuid(`${pathOf(pack)}/documents/${id}`);
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

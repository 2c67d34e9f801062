import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CATALOG, REGION_DEFINITIONS } from '../common/injection.ts';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import type { RegionDefinition } from '../regions/region.ts';
import type { Catalog, Pack, Rule } from './catalog.types.ts';

/** The law that cases are judged by, for people to read. */
@ApiTags('policies')
@ApiBearerAuth()
@Controller()
export class PoliciesController {
  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(REGION_DEFINITIONS) private readonly regions: readonly RegionDefinition[],
  ) {}

  @Get('policies')
  @Reads(
    { summary: 'The packs of the regions served here, and the questions of readiness, with rules' },
    'Policies',
  )
  list(): unknown {
    const served = new Set(this.regions.flatMap(({ packs }) => packs));
    const packs = [...this.catalog.packs].filter(
      ([name, { kind }]) => served.has(name) || kind === 'readiness',
    );
    return toWire({ items: packs.map(([name, pack]) => packOf(name, pack)) });
  }

  @Get('reference')
  @Reads({ summary: 'Titles of documents, roles and jurisdictions' }, 'Reference')
  reference(): unknown {
    const { documents, roles, jurisdictions } = this.catalog.reference;
    return toWire({
      documents: [...documents.values()].map(({ id, title, owner, legalBasis }) => ({
        id,
        title,
        owner,
        legalBasis,
      })),
      roles: [...roles.values()].map(({ id, title }) => ({ id, title })),
      jurisdictions: [...jurisdictions.values()].map(({ id, title }) => ({ id, title })),
    });
  }
}

function packOf(name: string, pack: Pack): unknown {
  const { kind, version, sha256, title, jurisdictions, publishedAt, notLegalAdvice, rules } = pack;
  const { overlays = [] } = pack;
  return {
    pack: name,
    kind,
    version,
    sha256,
    title,
    jurisdictions,
    publishedAt,
    notLegalAdvice,
    overlays,
    rules: rules.map(ruleOf),
  };
}

function ruleOf(rule: Rule): unknown {
  const { id, version, title, statement, jurisdiction, instrument, citation, source } = rule;
  const { effect, severity, stage, factor, inForce, requires, remedy, penalty, review } = rule;
  return {
    rule: id,
    version,
    title,
    statement,
    jurisdiction,
    instrument,
    citation,
    source,
    effect,
    severity,
    stage,
    factor,
    from: inForce.from,
    until: inForce.until,
    condition: rule.when.source,
    documents: requires.documents,
    approvals: requires.approvals,
    exceptions: rule.exceptions.map(({ id: exception, at, text }) => ({ id: exception, at, text })),
    remedy,
    penalty,
    review,
    cases: rule.cases.length,
  };
}

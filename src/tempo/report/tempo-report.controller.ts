import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Inject, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { sha256Hex } from '../../common/canonical-json.ts';
import { CATALOG, TEMPO_GROUNDS } from '../../common/injection.ts';
import { packageRoot } from '../../common/package-root.ts';
import { attachmentNamed, digestHeader } from '../../evidence/file-name.ts';
import { readWording } from '../../evidence/wording.ts';
import { ReadsFile } from '../../http/api.ts';
import type { HttpReply } from '../../http/http.types.ts';
import { Caller } from '../../identity/access.guard.ts';
import type { Principal } from '../../identity/principal.ts';
import type { Catalog } from '../../policy/catalog.types.ts';
import { FACTORS } from '../../policy/policy.types.ts';
import type { RegionGround } from '../ground.ts';
import { ReportQuery } from '../tempo.dto.ts';
import { TempoQuestionError } from '../tempo.errors.ts';
import { TempoService } from '../tempo.service.ts';
import { periodOfMonth, reportOf } from './report-model.ts';
import { renderReport } from './render-report.ts';

const WORDING = join('templates', 'tempo-report', 'en.yaml');
const WORKING_DAY_MS = 8 * 3_600_000;

/** The monthly report. It is read by whoever reads tempo; it is no evidence, so no seal is put on it. */
@ApiTags('tempo')
@ApiBearerAuth()
@Controller('tempo/report')
export class TempoReportController {
  private readonly wording = readWording(
    readFileSync(join(packageRoot(), WORDING), 'utf8'),
    WORDING,
  );

  constructor(
    @Inject(TempoService) private readonly tempo: TempoService,
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(TEMPO_GROUNDS) private readonly grounds: ReadonlyMap<string, RegionGround>,
  ) {}

  @Get()
  @ReadsFile(
    { summary: 'What a month took, region beside region: a PDF of the same kind as the packs' },
    'application/pdf',
  )
  async report(
    @Query() { month, region }: ReportQuery,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    const { regions, cases, now } = await this.tempo.asked({ region }, caller);
    if (periodOfMonth(month).from > now) {
      throw new TempoQuestionError(`the month \`${month}\` has not begun`);
    }
    const rules = this.catalog.rules;
    const report = reportOf({
      month,
      now,
      cases,
      regions: regions.map((one) => ({
        region: one,
        dayMs: this.grounds.get(one)?.time.dayMs ?? WORKING_DAY_MS,
      })),
      factors: FACTORS,
      factorOf: (rule) => rules.get(rule)?.factor ?? null,
      instrumentOf: (rule) => rules.get(rule)?.instrument ?? rule,
    });
    const pdf = await renderReport(report, this.wording);
    const sha256 = sha256Hex(pdf);
    reply.header('repr-digest', digestHeader(sha256));
    reply.header('etag', `"${sha256}"`);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: attachmentNamed(`carnet-tempo-${month}.pdf`),
      length: pdf.length,
    });
  }
}

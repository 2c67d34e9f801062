import { Controller, Get, Inject, Param, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { CATALOG } from '../common/injection.ts';
import { Cells } from '../database/cells.ts';
import { ReadsFile } from '../http/api.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { attachmentNamed } from './file-name.ts';
import { loadPackModel } from './load-pack-model.ts';
import { ASSESSMENT_RESULTS, assessmentResultsJson } from './oscal-assessment-results.ts';

/** Gives the file of the evidence pack out by itself, in OSCAL's own spelling of its members. */
@ApiTags('evidence')
@ApiBearerAuth()
@Controller('cases/:id/assessment-results')
export class AssessmentResultsController {
  constructor(
    @Inject(CaseReadingService) private readonly cases: CaseReadingService,
    @Inject(Cells) private readonly cells: Cells,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  @Get()
  @ReadsFile({ summary: 'The case as it stands as OSCAL assessment results' }, 'application/json')
  async results(@Param('id') id: string, @Caller() caller: Principal): Promise<StreamableFile> {
    await this.cases.get(id, caller);
    const model = await loadPackModel(this.cells.ofCase(id), id, this.catalog);
    const bytes = Buffer.from(assessmentResultsJson(model), 'utf8');
    return new StreamableFile(bytes, {
      type: 'application/json',
      disposition: attachmentNamed(`${id}.${ASSESSMENT_RESULTS}`),
      length: bytes.length,
    });
  }
}

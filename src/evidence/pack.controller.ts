import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { sha256Hex } from '../common/canonical-json.ts';
import { CATALOG } from '../common/injection.ts';
import { Cells } from '../database/cells.ts';
import { ReadsFile } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { attachmentNamed, digestHeader } from './file-name.ts';
import { loadPackModel } from './load-pack-model.ts';
import { renderPack } from './render-pack.ts';
import { loadWording } from './wording.ts';

@ApiTags('evidence')
@ApiBearerAuth()
@Controller('cases/:id/pack')
export class PackController {
  private readonly wording = loadWording();

  constructor(
    @Inject(CaseReadingService) private readonly cases: CaseReadingService,
    @Inject(Cells) private readonly cells: Cells,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  @Get()
  @ReadsFile(
    { summary: 'The evidence pack of the case as it stands: a PDF with its attachments' },
    'application/pdf',
  )
  async pack(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    await this.cases.get(id, caller);
    const model = await loadPackModel(this.cells.ofCase(id), id, this.catalog);
    const pdf = await renderPack(model, this.wording);
    const sha256 = sha256Hex(pdf);
    reply.header('repr-digest', digestHeader(sha256));
    reply.header('etag', `"${sha256}"`);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: attachmentNamed(`${id}.pdf`),
      length: pdf.length,
    });
  }
}

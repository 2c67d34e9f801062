import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { sha256Hex } from '../common/canonical-json.ts';
import { CATALOG, LOG_KEYS, SEALS } from '../common/injection.ts';
import { Cells } from '../database/cells.ts';
import { ReadsFile } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { LogKey } from '../journal/log/log-key.ts';
import { awaitPlace } from './journal-log.ts';
import { attachmentNamed, digestHeader } from './file-name.ts';
import { loadPackModel } from './load-pack-model.ts';
import { renderPack } from './render-pack.ts';
import { sealPdf } from './seal/seal-pdf.ts';
import type { Seals } from './seal/seal.types.ts';
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
    @Inject(SEALS) private readonly seals: Seals,
    @Inject(LOG_KEYS) private readonly logs: ReadonlyMap<string, LogKey>,
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
    const cell = this.cells.ofCase(id);
    const key = this.logs.get(cell.region);
    if (key) await awaitPlace(cell, id, { key, now: () => new Date().toISOString() });
    const model = await loadPackModel(cell, id, this.catalog);
    const pdf = await this.sealed(await renderPack(model, this.wording), model.case.region);
    const sha256 = sha256Hex(pdf);
    reply.header('repr-digest', digestHeader(sha256));
    reply.header('etag', `"${sha256}"`);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: attachmentNamed(`${id}.pdf`),
      length: pdf.length,
    });
  }

  private async sealed(pdf: Buffer, region: string): Promise<Buffer> {
    const seal = this.seals.get(region);
    // A pack leaves no region unsealed, and each region that is served has a seal.
    if (!seal) throw new Error(`region \`${region}\` has no seal`);
    const words = {
      name: this.wording.text('seal.name', { region }),
      reason: this.wording.text('seal.reason'),
    };
    return sealPdf(pdf, seal, { words, at: new Date() });
  }
}

import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { inTransaction } from '../common/in-transaction.ts';
import { ReadsFile } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { appendEvent } from '../journal/journal.ts';
import { PackQuery } from './evidence.dto.ts';
import { attachmentNamed, digestHeader } from './file-name.ts';
import { PackService } from './pack.service.ts';

@ApiTags('evidence')
@ApiBearerAuth()
@Controller('cases/:id/pack')
export class PackController {
  constructor(
    @Inject(CaseReadingService) private readonly cases: CaseReadingService,
    @Inject(PackService) private readonly packs: PackService,
  ) {}

  @Get()
  @ReadsFile(
    {
      summary: 'The evidence pack of the case as it stands: a PDF with its attachments',
      description: 'That it was taken is journaled.',
    },
    'application/pdf',
  )
  async pack(
    @Param('id') id: string,
    @Query() { language }: PackQuery,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    await this.cases.get(id, caller);
    const { region, parts } = this.cases.engineFor(id, caller);
    const { pdf, sha256, seq } = await this.packs.make(id, language);
    await inTransaction(parts, async (client) =>
      appendEvent(client, {
        subject: region,
        actor: caller.personId,
        at: parts.now(),
        entry: { type: 'PACK_TAKEN', payload: { case: id, seq, sha256 } },
      }),
    );
    reply.header('repr-digest', digestHeader(sha256));
    reply.header('etag', `"${sha256}"`);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: attachmentNamed(`${id}.pdf`),
      length: pdf.length,
    });
  }
}

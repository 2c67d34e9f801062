import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ReadsFile } from '../http/api.ts';
import { loadDocumentTemplate, outlineOf } from './document-templates.ts';
import { attachmentNamed } from './file-name.ts';

/** Outlines of documents, to fill in. */
@ApiTags('evidence')
@ApiBearerAuth()
@Controller('documents')
export class OutlinesController {
  @Get(':id')
  @ReadsFile({ summary: 'The outline of a document as Markdown, to fill in' }, 'text/markdown')
  outline(@Param('id') id: string): StreamableFile {
    const text = Buffer.from(outlineOf(loadDocumentTemplate(id)));
    return new StreamableFile(text, {
      type: 'text/markdown; charset=utf-8',
      disposition: attachmentNamed(`${id}.md`),
      length: text.length,
    });
  }
}

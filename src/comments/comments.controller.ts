import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { answerWrite } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import { authorize } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { operated } from '../operations/operated.ts';
import { CommentBody } from './comments.dto.ts';
import { addComment, listComments } from './comments.ts';

/** What people say to each other about a case. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('cases/:id/comments')
export class CommentsController {
  constructor(@Inject(CaseReadingService) private readonly reading: CaseReadingService) {}

  @Get()
  @Reads({ summary: 'Comments on the case in the order they were made' }, 'Comments')
  async list(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    const engine = this.reading.engineFor(id, caller);
    await engine.view(id);
    return toWire({ items: await listComments(engine.parts.pool, id) });
  }

  @Post()
  @HttpCode(200)
  @Writes(
    {
      summary: 'Comment on the case; people mentioned as `@id` are told',
      description: 'The journal holds a commitment to the text, so that it can be erased.',
    },
    'Comment',
  )
  async add(
    @Param('id') id: string,
    @Body() { text, rules = [] }: CommentBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { region, parts } = this.reading.engineFor(id, caller);
    authorize(caller, region, 'upload');
    const at = parts.now();
    const written = await operated(
      { region, pool: parts.pool },
      { idempotency, at },
      async ({ client }) => addComment(client, id, { by: caller.personId, at, text, rules }),
    );
    return answerWrite(reply, written);
  }
}

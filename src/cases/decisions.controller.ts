import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { answerWrite } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import { assertFreshProof } from '../identity/proof.ts';
import type { Principal } from '../identity/principal.ts';
import { ReasonBody } from '../requests/requests.dto.ts';
import { CaseReadingService } from './case-reading.service.ts';
import { DecisionBody, DeploymentBody, DriftBody, IncidentBody } from './cases.dto.ts';
import { CasesService } from './cases.service.ts';

/** What people do to a case. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('cases/:id')
export class DecisionsController {
  constructor(
    @Inject(CasesService) private readonly cases: CasesService,
    @Inject(CaseReadingService) private readonly reading: CaseReadingService,
  ) {}

  @Get('decisions')
  @Reads(
    { summary: 'Decisions on the case in the order they were made, fallen ones too' },
    'Decisions',
  )
  async list(@Param('id') id: string, @Caller() caller: Principal): Promise<unknown> {
    return toWire({ items: await this.reading.decisions(id, caller) });
  }

  @Post('decisions')
  @HttpCode(200)
  @Writes(
    {
      summary:
        'Decide: approve (on conditions), request changes, reject, waive, suspend, resume, revoke, confirm that a ' +
        'condition is met, uphold or overturn a rejection, say that a report to an authority is done',
      description:
        'Binds to what you looked at: `seen` is the hash that the case shows for the stage.',
    },
    'Case',
  )
  async decide(
    @Param('id') id: string,
    @Body() body: DecisionBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    assertFreshProof(caller, new Date());
    return answerWrite(reply, await this.cases.decide(id, body, { caller, idempotency }));
  }

  @Post('withdraw')
  @HttpCode(200)
  @Writes({ summary: 'Take the case back' }, 'Case')
  async withdraw(
    @Param('id') id: string,
    @Body() { reason }: ReasonBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.cases.withdraw(id, reason, { caller, idempotency }));
  }

  @Post('deployments')
  @HttpCode(200)
  @Writes({ summary: 'Say that the model now runs in a cloud region its permit names' }, 'Case')
  async deploy(
    @Param('id') id: string,
    @Body() body: DeploymentBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(
      reply,
      await this.cases.deploy(id, body.cloud_region, { caller, idempotency }),
    );
  }

  @Post('appeal')
  @HttpCode(200)
  @Writes({ summary: 'Appeal against the rejection; somebody else decides' }, 'Case')
  async appeal(
    @Param('id') id: string,
    @Body() { reason }: ReasonBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.cases.appeal(id, reason, { caller, idempotency }));
  }

  @Post('incidents')
  @HttpCode(200)
  @Writes(
    {
      summary: 'Report an incident of the model that runs',
      description: 'Suspends the permit, and opens a task for each authority with its deadline.',
    },
    'Case',
  )
  async incident(
    @Param('id') id: string,
    @Body() body: IncidentBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.cases.reportIncident(id, body, { caller, idempotency }));
  }

  @Post('drift')
  @HttpCode(200)
  @Writes(
    { summary: 'Report that the model that runs has drifted: its review is due at once' },
    'Case',
  )
  async drift(
    @Param('id') id: string,
    @Body() body: DriftBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.cases.reportDrift(id, body, { caller, idempotency }));
  }

  @Post('retire')
  @HttpCode(200)
  @Writes({ summary: 'Say that the model no longer runs, for good' }, 'Case')
  async retire(
    @Param('id') id: string,
    @Body() { reason }: ReasonBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    return answerWrite(reply, await this.cases.retire(id, reason, { caller, idempotency }));
  }
}

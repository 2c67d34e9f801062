import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { answerWrite, type Written } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import { allows, authorize, regionsWhere } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { operated } from '../operations/operated.ts';
import { DeedBody, RegionQuery } from '../operations/operations.dto.ts';
import { EngagementBody } from './audits.dto.ts';
import { endEngagement, listEngagements, openEngagement } from './engagements.ts';
import type { EngagementDeed } from './engagements.ts';

interface Call {
  readonly caller: Principal;
  readonly idempotency: IdempotentCall;
}

/** What auditors may look at, and until when. */
@ApiTags('audit')
@ApiBearerAuth()
@Controller('engagements')
export class EngagementsController {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  @Get()
  @Reads(
    {
      summary: 'Engagements of auditors, those that are over too',
      description: 'Auditors see their own; who manages people, or decides last, sees all.',
    },
    'Engagements',
  )
  async list(@Query() { region }: RegionQuery, @Caller() caller: Principal): Promise<unknown> {
    if (region !== undefined && !allows(caller, region, 'manage_people'))
      authorize(caller, region, 'audit');
    const mine = [...regionsWhere(caller, 'manage_people'), ...regionsWhere(caller, 'audit')];
    const regions = region === undefined ? [...new Set(mine)] : [region];
    const found = await Promise.all(
      regions.map(async (one) => {
        const { parts } = this.engine(one);
        const person = looksOnOnly(caller, one) ? caller.personId : undefined;
        return listEngagements({ region: one, pool: parts.pool }, { person });
      }),
    );
    return toWire({ items: found.flat() });
  }

  @Post()
  @HttpCode(200)
  @Writes(
    {
      summary: 'Engage an auditor: which cases, of which period, until when',
      description:
        'A case is of a period when it was there in it: begun before its end, and not over before its start.',
    },
    'Engagement',
  )
  async open(
    @Body() body: EngagementBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { region, person, reason, cases = null } = body;
    const { period_from: begin = null, period_until: end = null } = body;
    const from = instantOf(body.from ?? this.engine(region).parts.now());
    const scope = { cases: cases && [...new Set(cases)].toSorted(), from: begin, until: end };
    const asked = { person, scope, from, until: instantOf(body.until), reason: reason.trim() };
    const call = { caller, idempotency };
    return answerWrite(
      reply,
      await this.done(region, call, async (deed) => openEngagement(deed, asked)),
    );
  }

  @Post(':id/end')
  @HttpCode(200)
  @Writes({ summary: 'End an engagement before its time' }, 'Done')
  async end(
    @Param('id') id: string,
    @Body() { region, reason }: DeedBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const written = await this.done(region, { caller, idempotency }, async (deed) => {
      await endEngagement(deed, { id, reason: reason.trim() });
      return { region, done: true };
    });
    return answerWrite(reply, written);
  }

  private async done<T>(
    region: string,
    { caller, idempotency }: Call,
    work: (deed: EngagementDeed) => Promise<T>,
  ): Promise<Written<T>> {
    const { parts } = this.engine(region);
    authorize(caller, region, 'manage_people');
    const at = parts.now();
    return operated({ region, pool: parts.pool }, { idempotency, at }, async ({ client }) =>
      work({ region, client, by: caller.personId, at }),
    );
  }

  private engine(region: string): CaseEngine {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    return engine;
  }
}

function looksOnOnly(caller: Principal, region: string): boolean {
  return !allows(caller, region, 'manage_people') && !allows(caller, region, 'decide');
}

function instantOf(text: string): string {
  return new Date(text).toISOString();
}

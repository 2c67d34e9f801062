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
import { allows, authorize } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { operated } from '../operations/operated.ts';
import { DeedBody, RegionQuery } from '../operations/operations.dto.ts';
import { StandInBody } from './stand-ins.dto.ts';
import { endStandIn, listStandIns, setStandIn, type StandInDeed } from './stand-ins.ts';

/** Who takes whose place while they are away. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('stand-ins')
export class StandInsController {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  @Get()
  @Reads({ summary: 'Who stands in for whom, now and later' }, 'StandIns')
  async list(@Query() { region }: RegionQuery, @Caller() caller: Principal): Promise<unknown> {
    const regions = region === undefined ? [...caller.regions.keys()] : [region];
    const found = await Promise.all(
      regions.map(async (one) => {
        const { parts } = this.engine(one);
        if (!managesPeople(caller, one)) authorize(caller, one, 'read');
        return listStandIns({ region: one, pool: parts.pool }, parts.now());
      }),
    );
    return toWire({ items: found.flat() });
  }

  @Post()
  @HttpCode(200)
  @Writes(
    {
      summary: 'Let somebody take your place for a while; administrators say it of others',
      description:
        'They may decide in your roles; neither of you counts beside the other, and what keeps you from deciding on a ' +
        'case keeps them too.',
    },
    'StandIn',
  )
  async set(
    @Body() body: StandInBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { region, person = caller.personId, stand_in: standIn, roles = [], reason } = body;
    const now = this.engine(region).parts.now();
    const from = instantOf(body.from ?? now);
    const asked = { person, standIn, roles, from, until: instantOf(body.until), reason };
    const call = { caller, idempotency };
    return answerWrite(
      reply,
      await this.done(region, call, async (deed) => setStandIn(deed, asked)),
    );
  }

  @Post(':id/end')
  @HttpCode(200)
  @Writes({ summary: 'End it before its time; what was decided stands' }, 'Done')
  async end(
    @Param('id') id: string,
    @Body() { region, reason }: DeedBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const written = await this.done(region, { caller, idempotency }, async (deed) => {
      await endStandIn(deed, { id, reason });
      return { region, done: true };
    });
    return answerWrite(reply, written);
  }

  private async done<T>(
    region: string,
    { caller, idempotency }: { readonly caller: Principal; readonly idempotency: IdempotentCall },
    work: (deed: StandInDeed) => Promise<T>,
  ): Promise<Written<T>> {
    const { parts } = this.engine(region);
    const manages = managesPeople(caller, region);
    if (!manages) authorize(caller, region, 'decide');
    const at = parts.now();
    return operated({ region, pool: parts.pool }, { idempotency, at }, async ({ client }) =>
      work({ region, client, by: caller.personId, at, managesPeople: manages }),
    );
  }

  private engine(region: string): CaseEngine {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    return engine;
  }
}

function managesPeople(caller: Principal, region: string): boolean {
  return allows(caller, region, 'manage_people');
}

function instantOf(text: string): string {
  return new Date(text).toISOString();
}

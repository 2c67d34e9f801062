import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { answerWrite } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import { allows, authorize, regionsWhere } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { operated } from '../operations/operated.ts';
import { RegionQuery } from '../operations/operations.dto.ts';
import { WorkProfileBody } from './work-profiles.dto.ts';
import { leadsRegion, listWorkProfiles, setWorkProfile } from './work-profiles.ts';

/** When people work, who is whose deputy, and who leads a region. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('work-profiles')
export class WorkProfilesController {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  @Get()
  @Reads(
    { summary: 'When people work, who is whose deputy, who leads: what differs from the calendar' },
    'WorkProfiles',
  )
  async list(@Query() { region }: RegionQuery, @Caller() caller: Principal): Promise<unknown> {
    const asked = region === undefined ? regionsWhere(caller, 'read') : [region];
    const served = asked.filter((one) => region !== undefined || this.engines.find(one));
    const found = await Promise.all(
      served.map(async (one) => {
        const { pool } = this.engine(one).parts;
        if (!allows(caller, one, 'manage_people')) authorize(caller, one, 'read');
        return listWorkProfiles(pool, one);
      }),
    );
    return toWire({ items: found.flat() });
  }

  @Post()
  @HttpCode(200)
  @Writes(
    {
      summary:
        'Say when you work and who is your deputy; administrators say it of others, and who leads',
      description:
        'Replaces what was said before. Overdue work is brought to whoever is late, then to their deputy, then to who ' +
        'leads the region, as policies/escalations.yaml says, in working time of whoever is late.',
    },
    'WorkProfile',
  )
  async set(
    @Body() body: WorkProfileBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { region, reason, person = caller.personId, leads } = body;
    const { parts } = this.engine(region);
    const managesPeople = allows(caller, region, 'manage_people');
    if (!managesPeople) authorize(caller, region, 'upload');
    const at = parts.now();
    const written = await operated(
      { region, pool: parts.pool },
      { idempotency, at },
      async ({ client }) =>
        setWorkProfile(
          { region, client, by: caller.personId, at, managesPeople, reason },
          { ...hoursOf(body), person, leads: leads ?? (await leadsRegion(client, person)) },
        ),
    );
    return answerWrite(reply, written);
  }

  private engine(region: string): CaseEngine {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    return engine;
  }
}

function hoursOf({ zone, days, opens, closes, deputy }: WorkProfileBody) {
  return {
    zone: zone ?? null,
    days: days?.toSorted((a, b) => a - b) ?? null,
    opens: opens ?? null,
    closes: closes ?? null,
    deputy: deputy ?? null,
  };
}

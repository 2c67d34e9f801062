import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
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
import { authorize, regionsWhere, rolesIn } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { assertFreshProof } from '../identity/proof.ts';
import { operated } from '../operations/operated.ts';
import { readRegionTasks } from './region-task-rows.ts';
import { CloseBody, RegionTasksQuery } from './region-tasks.dto.ts';
import { closeRegionTask } from './region-tasks.ts';

/** Work that no machine of a case asks for: what runs without a permit, what was opened by break-glass. */
@ApiTags('tasks')
@ApiBearerAuth()
@Controller('region-tasks')
export class RegionTasksController {
  constructor(@Inject(Engines) private readonly engines: Engines) {}

  @Get()
  @Reads({ summary: 'Tasks of your regions beside those of cases, first due first' }, 'RegionTasks')
  async list(@Query() query: RegionTasksQuery, @Caller() caller: Principal): Promise<unknown> {
    const { region, state = 'open' } = query;
    if (region !== undefined) authorize(caller, this.engine(region).region, 'read');
    const mine = regionsWhere(caller, 'read');
    const engines = this.engines
      .all()
      .filter((one) => mine.includes(one.region) && (region ?? one.region) === one.region);
    const found = await Promise.all(
      engines.map(async (one) =>
        readRegionTasks({ region: one.region, pool: one.parts.pool }, { state }),
      ),
    );
    return toWire({ items: found.flat().toSorted((a, b) => a.dueAt.localeCompare(b.dueAt, 'en')) });
  }

  @Post(':id/close')
  @HttpCode(200)
  @Writes(
    {
      summary: 'Close a task of a region, with its outcome and a reason; journaled',
      description: 'In the role it waits for, and never by whom it is about.',
    },
    'RegionTask',
  )
  async close(
    @Param('id') id: string,
    @Body() { region, outcome, reason }: CloseBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { pool, now } = this.engine(region).parts;
    authorize(caller, region, 'decide');
    assertFreshProof(caller, new Date());
    const at = now();
    const standsInFor = caller.standsInFor?.get(region);
    const roles = rolesIn(caller, region);
    const written = await operated({ region, pool }, { idempotency, at }, async ({ client }) =>
      closeRegionTask(
        { region, client, by: caller.personId, at, roles, standsInFor },
        { id, outcome, reason: reason.trim() },
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

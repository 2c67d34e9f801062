import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
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
import type { Action } from '../identity/permissions.ts';
import { authorize } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { operated } from '../operations/operated.ts';
import { SWEEPS } from '../common/injection.ts';
import { appendEvent } from '../journal/journal.ts';
import { DeploymentReportBody, reportOf, SweepBody } from './deployments.dto.ts';
import { listDeployments, reportDeployment } from './deployments.ts';
import { openStrays } from './stray-rows.ts';
import { queueCheck } from './sweep-job.ts';
import type { DeploymentSweep } from './sweep.ts';

/** What runs in a region, as pipelines report it. */
@ApiTags('deployments')
@ApiBearerAuth()
@Controller('regions/:region/deployments')
export class DeploymentsController {
  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(SWEEPS) private readonly sweeps: ReadonlyMap<string, DeploymentSweep>,
  ) {}

  @Get()
  @Reads({ summary: 'What is known to run in the region' }, 'Deployments')
  async list(@Param('region') region: string, @Caller() caller: Principal): Promise<unknown> {
    const { parts } = this.engine(region, caller, 'read');
    const { pool } = parts;
    const [deployments, strays] = await Promise.all([
      listDeployments({ region, pool }),
      openStrays(pool),
    ]);
    const items = deployments.map((one) => ({ ...one, stray: strays.get(one.id) ?? null }));
    return toWire({ items });
  }

  @Post()
  @HttpCode(200)
  @Writes(
    {
      summary: 'Report that something started, moved or stopped',
      description:
        'Taken down whether a permit covers it or not; the sweep says what is wrong with it. Of what moved, what is ' +
        'left out is as before.',
    },
    'Deployment',
  )
  async report(
    @Param('region') region: string,
    @Body() body: DeploymentReportBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { pool, now } = this.engine(region, caller, 'deploy').parts;
    const [report, at] = [reportOf(body), now()];
    const written = await operated({ region, pool }, { idempotency, at }, async ({ client }) => {
      const deed = { region, client, by: caller.personId, at };
      const deployment = await reportDeployment(deed, report);
      // Looked at behind the answer: a pipeline is not kept waiting, nor refused, for what it says.
      await queueCheck(client, deployment);
      return deployment;
    });
    return answerWrite(reply, written);
  }

  @Post('sweep')
  @HttpCode(200)
  @Writes(
    {
      summary: 'Hold what runs against its permits now; journaled',
      description: 'Done by itself every few minutes, and for one deployment at each report on it.',
    },
    'Swept',
  )
  async sweep(
    @Param('region') region: string,
    @Body() { reason }: SweepBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { pool, now } = this.engine(region, caller, 'operate').parts;
    const at = now();
    const written = await operated({ region, pool }, { idempotency, at }, async ({ client }) => {
      const swept = await this.sweeps.get(region)?.all();
      const { looked = 0, found = 0, resolved = 0 } = swept ?? {};
      const payload = { reason: reason.trim(), looked, found, resolved };
      const entry = { type: 'DEPLOYMENTS_SWEPT', payload } as const;
      await appendEvent(client, { subject: region, actor: caller.personId, at, entry });
      return { region, looked, found, resolved };
    });
    return answerWrite(reply, written);
  }

  private engine(region: string, caller: Principal, action: Action): CaseEngine {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    authorize(caller, region, action);
    return engine;
  }
}

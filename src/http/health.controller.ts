import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Cells } from '../database/cells.ts';
import { OpenToEverybody } from '../identity/access.guard.ts';
import { Reads } from './api.ts';
import type { HttpReply } from './http.types.ts';

interface Health {
  readonly status: 'ok' | 'degraded';
  /** Region → `ok` or `unavailable`. */
  readonly cells: Readonly<Record<string, string>>;
}

/** Whether this process and its cells are well; answers before anybody has a token. */
@ApiTags('service')
@Controller('health')
export class HealthController {
  constructor(@Inject(Cells) private readonly cells: Cells) {}

  @Get()
  @OpenToEverybody()
  @Reads({ summary: 'Whether the service and its cells are well (503 when one is not)' }, 'Health')
  async health(@Res({ passthrough: true }) reply: HttpReply): Promise<Health> {
    const answers = await Promise.all(
      this.cells.regions.map(async (region) => [region, await this.pulse(region)] as const),
    );
    const status = answers.every(([, pulse]) => pulse === 'ok') ? 'ok' : 'degraded';
    if (status === 'degraded') reply.status(503);
    return { status, cells: Object.fromEntries(answers) };
  }

  private async pulse(region: string): Promise<string> {
    try {
      await this.cells.get(region).pool.query('select 1');
      return 'ok';
    } catch {
      // The log of the pool knows why; who asks from outside learns only that.
      return 'unavailable';
    }
  }
}

import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Reads } from '../http/api.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { GateBody } from './gate.dto.ts';
import { GateService } from './gate.service.ts';

/** The question that every pipeline asks. */
@ApiTags('gate')
@ApiBearerAuth()
@Controller('gate')
export class GateController {
  constructor(@Inject(GateService) private readonly gate: GateService) {}

  @Post('decisions')
  @HttpCode(200)
  @Reads(
    {
      summary: 'May this artifact run here, now? Allow or deny, why, and what is missing',
      description:
        'Asking changes nothing and needs no idempotency key. Whatever is unknown is denied. `signed` is the same ' +
        'decision in a DSSE envelope, signed with the key of the region’s permits.',
    },
    'GateDecision',
  )
  async decide(@Body() body: GateBody, @Caller() caller: Principal): Promise<unknown> {
    const { signed, ...decision } = await this.gate.decide(body, caller);
    // The envelope travels as it was signed; its members are DSSE's own.
    return { ...(toWire(decision) as object), signed };
  }
}

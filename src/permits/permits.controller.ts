import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CaseReadingService } from '../cases/case-reading.service.ts';
import { Reads } from '../http/api.ts';
import { Caller } from '../identity/access.guard.ts';
import type { Principal } from '../identity/principal.ts';
import { findPermit } from './issue-permit.ts';
import type { Envelope } from './permit.types.ts';
import { PermitNotFoundError } from './permits.errors.ts';

@ApiTags('permits')
@ApiBearerAuth()
@Controller('cases/:id/permit')
export class PermitsController {
  constructor(@Inject(CaseReadingService) private readonly cases: CaseReadingService) {}

  @Get()
  @Reads(
    {
      summary: 'The permit of the case: an in-toto Statement in a DSSE envelope',
      description: 'As it was signed, whether it still holds or not: the case says so.',
    },
    'Permit',
  )
  async permit(@Param('id') id: string, @Caller() caller: Principal): Promise<Envelope> {
    const engine = this.cases.engineFor(id, caller);
    await engine.view(id);
    const permit = await findPermit(engine.parts.pool, id);
    if (!permit) throw new PermitNotFoundError(id);
    return permit.envelope;
  }
}

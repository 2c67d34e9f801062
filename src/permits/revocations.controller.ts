import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Engines } from '../cases/engines.ts';
import { SIGNING_KEYS } from '../common/injection.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { Reads } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { OpenToEverybody } from '../identity/access.guard.ts';
import type { Envelope, SigningKey } from './permit.types.ts';
import { signedRevocations } from './revocations.ts';

/** What verifiers without a token hold permits against: ids and digests, nothing of a case. */
@ApiTags('permits')
@Controller('regions/:region/revocations')
export class RevocationsController {
  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(SIGNING_KEYS) private readonly keys: ReadonlyMap<string, SigningKey>,
  ) {}

  @Get()
  @OpenToEverybody()
  @Reads(
    {
      summary:
        'Permits of the region that were taken back, signed; caches may keep it for a minute',
      description: 'A DSSE envelope; good until the `nextUpdate` inside. Needs no token.',
    },
    'Permit',
  )
  async list(
    @Param('region') region: string,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<Envelope> {
    const engine = this.engines.find(region);
    const key = this.keys.get(region);
    if (!engine || !key) throw new RegionNotServedError(region, this.engines.regions);
    reply.header('cache-control', 'public, max-age=60');
    const { pool, now } = engine.parts;
    return signedRevocations({ region, pool }, key, now());
  }
}

import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { RoleMissingError } from '../cases/cases.errors.ts';
import type { CaseEngine } from '../cases/engine.ts';
import { Engines } from '../cases/engines.ts';
import { CATALOG, SIGNING_KEYS } from '../common/injection.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { answerWrite } from '../http/answer.ts';
import { Reads, Writes } from '../http/api.ts';
import type { HttpReply } from '../http/http.types.ts';
import { Idempotent } from '../http/idempotency-key.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import { toWire } from '../http/wire.ts';
import { Caller } from '../identity/access.guard.ts';
import { assertUnlimited, authorize, regionsWhere, rolesIn } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { assertFreshProof } from '../identity/proof.ts';
import { operated } from '../operations/operated.ts';
import { DeedBody, RegionQuery } from '../operations/operations.dto.ts';
import type { SigningKey } from '../permits/permit.types.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { BreakGlassPlaceError } from './break-glass.errors.ts';
import { listOpenings } from './break-glass-rows.ts';
import { breakGlass } from './break-glass.ts';

/** The role that may; held by nobody unless granted. */
const ROLE = 'break_glass';

/** `POST /break-glass` */
class BreakGlassBody extends DeedBody {
  @ApiProperty({ example: 'sha256:…' })
  @Matches(/^(?:sha256:)?[0-9a-f]{64}$/, {
    message: 'must be `sha256:` and 64 lower-case hex digits, as `carnet digest` prints it',
  })
  readonly digest!: string;

  @ApiProperty({ example: 'aws:eu-central-1' })
  @Matches(/^[a-z]{2,20}:[a-z0-9-]{1,60}$/, {
    message: 'must be a provider and its region such as `aws:eu-central-1`',
  })
  readonly cloud_region!: string;

  @ApiProperty({ minimum: 1, maximum: 24 })
  @IsInt({ message: 'must be whole hours' })
  @Min(1, { message: 'must be at least one hour' })
  @Max(24, { message: 'must be at most 24 hours' })
  readonly hours!: number;
}

/** What runs in an emergency although no permit covers it. */
@ApiTags('gate')
@ApiBearerAuth()
@Controller('break-glass')
export class BreakGlassController {
  constructor(
    @Inject(Engines) private readonly engines: Engines,
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(SIGNING_KEYS) private readonly keys: ReadonlyMap<string, SigningKey>,
  ) {}

  @Get()
  @Reads({ summary: 'What was let run without a permit, and what its review came to' }, 'Openings')
  async list(@Query() { region }: RegionQuery, @Caller() caller: Principal): Promise<unknown> {
    if (region !== undefined) authorize(caller, this.engine(region).region, 'read');
    const regions = region === undefined ? regionsWhere(caller, 'read') : [region];
    const engines = this.engines.all().filter((one) => regions.includes(one.region));
    const found = await Promise.all(
      engines.map(async (one) => listOpenings({ region: one.region, pool: one.parts.pool })),
    );
    return toWire({ items: found.flat() });
  }

  @Post()
  @HttpCode(200)
  @Writes(
    {
      summary: 'Let an artifact run in one place without a permit, for at most 24 hours',
      description:
        'A person in the role `break_glass`. Signed, journaled, announced; the gate then allows with `break_glass`, and ' +
        'somebody else reviews it.',
    },
    'Opening',
  )
  async open(
    @Body() body: BreakGlassBody,
    @Caller() caller: Principal,
    @Idempotent() idempotency: IdempotentCall,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<unknown> {
    const { region, reason, digest, cloud_region: cloudRegion, hours } = body;
    const { pool, now } = this.engine(region).parts;
    const key = this.assertMay(caller, region);
    if (!this.catalog.reference.cloudRegions.has(cloudRegion)) {
      throw new BreakGlassPlaceError(cloudRegion);
    }
    const at = now();
    const written = await operated({ region, pool }, { idempotency, at }, async ({ client }) =>
      breakGlass(
        { client, key, by: caller.personId, at },
        { artifact: digest.replace(/^sha256:/u, ''), cloudRegion, reason: reason.trim(), hours },
      ),
    );
    return answerWrite(reply, written);
  }

  /** A person who holds the role themselves and has just proved who they are. */
  private assertMay(caller: Principal, region: string): SigningKey {
    authorize(caller, region, 'upload');
    const isLent = caller.standsInFor?.get(region)?.has(ROLE) === true;
    if (isLent || !rolesIn(caller, region).includes(ROLE)) {
      throw new RoleMissingError(caller.personId, ROLE, region);
    }
    assertUnlimited(caller);
    assertFreshProof(caller, new Date());
    const key = this.keys.get(region);
    if (!key) throw new RegionNotServedError(region, this.engines.regions);
    return key;
  }

  private engine(region: string): CaseEngine {
    const engine = this.engines.find(region);
    if (!engine) throw new RegionNotServedError(region, this.engines.regions);
    return engine;
  }
}

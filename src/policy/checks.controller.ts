import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { WaysQuery } from '../cases/cases.dto.ts';
import { CATALOG } from '../common/injection.ts';
import { Reads } from '../http/api.ts';
import type { CheckReport } from '../intake/check.types.ts';
import { checkManifest } from '../intake/check.ts';
import { CheckBody } from '../requests/requests.dto.ts';
import { manifestText } from '../requests/manifest-text.ts';
import type { Catalog } from './catalog.types.ts';

/** What `carnet check` answers, for who has no installation: nothing is kept, so no key is asked for. */
@ApiTags('checks')
@ApiBearerAuth()
@Controller('checks')
export class ChecksController {
  constructor(@Inject(CATALOG) private readonly catalog: Catalog) {}

  @Post()
  @HttpCode(200)
  @Reads(
    {
      summary: 'The verdict of every region on a manifest, side by side; nothing is kept',
      description:
        'With `ways=true` each finding that does not pass says what would make it pass (`ways`).',
    },
    'CheckReport',
  )
  check(@Body() body: CheckBody, @Query() query: WaysQuery): CheckReport {
    const today = new Date().toISOString().slice(0, 10);
    const asOf = body.as_of === undefined ? {} : { asOf: body.as_of };
    return checkManifest(this.catalog, manifestText(body.manifest), {
      today,
      ways: query.ways === 'true',
      ...asOf,
    });
  }
}

import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CATALOG } from '../common/injection.ts';
import { Reads } from '../http/api.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import { draftManifest } from './draft/draft.ts';
import type { ManifestDraft, SourceFile } from './draft/draft.types.ts';
import { knownJurisdictions } from './draft/jurisdictions.ts';
import { DraftBody } from './drafts.dto.ts';
import type { DraftFile } from './drafts.dto.ts';

/** What `carnet init` writes, for who has no installation: nothing is kept, so no key is asked for. */
@ApiTags('checks')
@ApiBearerAuth()
@Controller('drafts')
export class DraftsController {
  constructor(@Inject(CATALOG) private readonly catalog: Catalog) {}

  @Post()
  @HttpCode(200)
  @Reads(
    {
      summary:
        'A manifest drafted from an MLmodel, a model card, an ML-BOM or a table; nothing is kept',
      description:
        'What a file states is filled in with its source, what a column name suggests is a proposal, the rest is asked.',
    },
    'Draft',
  )
  draft(@Body() body: DraftBody): ManifestDraft {
    const asOf = body.as_of ?? new Date().toISOString().slice(0, 10);
    const jurisdictions = knownJurisdictions(this.catalog, body.jurisdictions ?? []);
    return draftManifest(this.catalog, body.files.map(sourceFile), { jurisdictions, asOf });
  }
}

/** What was sent may be a part of the file, so nothing is said of its hash. */
function sourceFile({ name, content, encoding }: DraftFile): SourceFile {
  return { name, bytes: Buffer.from(content, encoding ?? 'utf8'), sha256: null };
}

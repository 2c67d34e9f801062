import { Inject, Injectable } from '@nestjs/common';
import { CATALOG, LOG_KEYS, SEALS } from '../common/injection.ts';
import { sha256Hex } from '../common/canonical-json.ts';
import { Cells } from '../database/cells.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { LogKey } from '../journal/log/log-key.ts';
import { awaitPlace } from './journal-log.ts';
import { loadPackModel } from './load-pack-model.ts';
import { renderPack } from './render-pack.ts';
import { sealPdf } from './seal/seal-pdf.ts';
import type { Seals } from './seal/seal.types.ts';
import { loadWording } from './wording.ts';
import type { Language, Wording } from './wording.ts';

/** A sealed evidence pack, ready to leave. */
export interface MadePack {
  readonly pdf: Buffer;
  readonly sha256: string;
  /** How far the journal of the case had come. */
  readonly seq: number;
}

/** Makes evidence packs: what the journal says, drawn and sealed. Whether somebody may have one is asked elsewhere. */
@Injectable()
export class PackService {
  private readonly wordings = { en: loadWording('en'), de: loadWording('de') };

  constructor(
    @Inject(Cells) private readonly cells: Cells,
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(SEALS) private readonly seals: Seals,
    @Inject(LOG_KEYS) private readonly logs: ReadonlyMap<string, LogKey>,
  ) {}

  /** @throws {EvidenceNotFoundError} there is no such case in its cell */
  async make(caseId: string, language: Language = 'en'): Promise<MadePack> {
    const words = this.wordings[language];
    const cell = this.cells.ofCase(caseId);
    const key = this.logs.get(cell.region);
    if (key) await awaitPlace(cell, caseId, { key, now: () => new Date().toISOString() });
    const model = await loadPackModel(cell, caseId, this.catalog);
    const pdf = await this.sealed(await renderPack(model, words), cell.region, words);
    return { pdf, sha256: sha256Hex(pdf), seq: model.journal.events };
  }

  private async sealed(pdf: Buffer, region: string, wording: Wording): Promise<Buffer> {
    const seal = this.seals.get(region);
    // A pack leaves no region unsealed, and each region that is served has a seal.
    if (!seal) throw new Error(`region \`${region}\` has no seal`);
    const words = {
      name: wording.text('seal.name', { region }),
      reason: wording.text('seal.reason'),
    };
    return sealPdf(pdf, seal, { words, at: new Date() });
  }
}

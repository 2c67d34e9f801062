import { Inject, Injectable } from '@nestjs/common';
import { Engines } from '../../cases/engines.ts';
import { LOG_KEYS } from '../../common/injection.ts';
import { type VerifierKeys, verifierKeys } from './journaled-log-keys.ts';
import type { LogKey } from './log-key.ts';

/** What tree heads of the regions served here are verified with. */
@Injectable()
export class LogKeysService {
  constructor(
    @Inject(LOG_KEYS) private readonly keys: ReadonlyMap<string, LogKey>,
    @Inject(Engines) private readonly engines: Engines,
  ) {}

  /** Undefined for a region that is not served. */
  async of(region: string): Promise<VerifierKeys | undefined> {
    const [key, engine] = [this.keys.get(region), this.engines.find(region)];
    return key && engine ? verifierKeys(engine.parts.pool, key) : undefined;
  }
}

import { DomainError } from '../common/domain-error.ts';

/** An invented history would stand among real cases. */
export class HistoryNotFirstError extends DomainError {
  readonly code = 'ERR_HISTORY_NOT_FIRST';
  readonly status = 409;

  constructor(region: string, cases: number) {
    super(
      `region \`${region}\` holds ${cases} case${cases === 1 ? '' : 's'} already: an invented history is written into ` +
        'empty cells only; name another data folder with CARNET_DATA_DIR',
    );
  }
}

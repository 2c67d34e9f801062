import { DomainError } from '../../common/domain-error.ts';

/** Another Carnet process uses this data folder. */
export class DataFolderLockedError extends DomainError {
  readonly code = 'ERR_DATA_FOLDER_LOCKED';
  readonly status = 503;
  override readonly details: { readonly folder: string; readonly pid: number };

  constructor(folder: string, pid: number, where: string) {
    super(
      `data folder \`${folder}\` is in use by Carnet process ${String(pid)} ${where}: ` +
        'stop that process, or choose another folder with CARNET_DATA_DIR',
    );
    this.details = { folder, pid };
  }
}

/** The data folder cannot be used as it stands. */
export class DataFolderError extends DomainError {
  readonly code = 'ERR_DATA_FOLDER';
  readonly status = 503;
}

/** The embedded PostgreSQL could not be made or started; says what it said. */
export class EmbeddedPostgresError extends DomainError {
  readonly code = 'ERR_EMBEDDED_POSTGRES';
  readonly status = 503;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  const message: unknown = memberOf(error, 'message');
  return typeof message === 'string' ? message : String(error);
}

/** The system's code (`ENOENT`, `EACCES` …) of anything thrown, if it has one. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = memberOf(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

// Not by `instanceof Error`: an error of Node's own may come from another realm than this module (a vm context).
function memberOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

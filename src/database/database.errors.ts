import { DomainError } from '../common/domain-error.ts';

/** This process serves other regions. */
export class RegionNotServedError extends DomainError {
  readonly code = 'ERR_REGION_NOT_SERVED';
  readonly status = 404;
  override readonly details: { readonly region: string; readonly served: readonly string[] };

  constructor(region: string, served: readonly string[]) {
    super(`region \`${region}\` is not served here, this service has ${served.join(', ')}`);
    this.details = { region, served };
  }
}

/** The database belongs to another region: data of one region never lands in another's. */
export class RegionMismatchError extends DomainError {
  readonly code = 'ERR_REGION_MISMATCH';
  readonly status = 503;
  override readonly details: { readonly wanted: string; readonly found: string };

  constructor(wanted: string, found: string, database: string) {
    super(
      `database ${database} holds region \`${found}\` and was configured for \`${wanted}\`: ` +
        'correct the CARNET_DATABASE_… variable of that region',
    );
    this.details = { wanted, found };
  }
}

/** The database was migrated by a newer Carnet than this one. */
export class NewerDatabaseError extends DomainError {
  readonly code = 'ERR_DATABASE_NEWER';
  readonly status = 503;
  override readonly details: { readonly unknown: readonly string[] };

  constructor(database: string, unknown: readonly string[]) {
    super(
      `database ${database} was made by a newer Carnet (this one does not know ${unknown.join(', ')}): ` +
        'run that newer version',
    );
    this.details = { unknown };
  }
}

/** The database holds tables that are not Carnet's. */
export class ForeignDatabaseError extends DomainError {
  readonly code = 'ERR_DATABASE_FOREIGN';
  readonly status = 503;

  constructor(database: string, table: string) {
    super(
      `database ${database} is used by something else (it has a table \`${table}\`): give Carnet an empty database`,
    );
  }
}

/** The server is too old or too new. */
export class ServerVersionError extends DomainError {
  readonly code = 'ERR_DATABASE_VERSION';
  readonly status = 503;

  constructor(database: string, version: string) {
    super(
      `database ${database} runs on PostgreSQL ${version}, Carnet needs PostgreSQL 15, 16, 17 or 18`,
    );
  }
}

/** No connection, or the server turned it down. */
export class DatabaseUnreachableError extends DomainError {
  readonly code = 'ERR_DATABASE_UNREACHABLE';
  readonly status = 503;
}

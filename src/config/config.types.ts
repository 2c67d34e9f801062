/** How loud the service is; each level includes those before it. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What a region's evidence packs are sealed with; everything absolute. */
export interface SealConfig {
  /** Path of a private key (PEM). */
  readonly key?: string;
  /** Path of the certificate, followed by those above it (PEM). */
  readonly certificate?: string;
  /** A program and its arguments that signs what it reads, in place of a key file. */
  readonly command?: readonly string[];
}

/** Everything a Carnet process was told from outside, checked and with defaults filled in. */
export interface CarnetConfig {
  /** Absolute folder for the embedded database, signing keys and locks. */
  readonly dataDir: string;
  /** The regions this process serves, at least one. */
  readonly regions: readonly string[];
  /** Absolute folder of the organisation's own overlays; none unless said. */
  readonly overlays?: string;
  /** Address the HTTP server listens on. */
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** Where browsers reach the service, when that is not the address it listens on: `https://carnet.bank.example`. */
  readonly origin?: string;
  /** Absolute path of the file that says which identity providers and pipelines are trusted. */
  readonly identity?: string;
  /** URL of an external PostgreSQL per region; a region without one lives in the embedded database. */
  readonly databases: Readonly<Partial<Record<string, string>>>;
  /** Absolute path of the signing key (PEM) per region; a region without one has its key in the data folder. */
  readonly keys: Readonly<Partial<Record<string, string>>>;
  /** By region; one that says nothing here has key and certificate in the data folder. */
  readonly seals: Readonly<Partial<Record<string, SealConfig>>>;
  /** Largest evidence file, in bytes. */
  readonly evidenceLimitBytes: number;
  /** How long an upload may stand still, in milliseconds; 30 seconds unless said. */
  readonly evidenceIdleMs?: number;
  /** Largest request body other than evidence, in bytes. */
  readonly bodyLimitBytes: number;
  readonly logLevel: LogLevel;
  /** Minutes between two looks at whether permits cover what runs. */
  readonly sweepMinutes: number;
  /** Webhooks may be sent to private addresses and to this machine; false unless said. */
  readonly webhookPrivate?: boolean;
  /** Where the command line finds the service, and as whom it speaks. */
  readonly client: {
    readonly url: string;
    readonly token?: string;
    /** Where a job of GitHub gets a token that proves which job it is, and for whom it is meant. */
    readonly job?: { readonly audience: string; readonly url: string; readonly token: string };
  };
}

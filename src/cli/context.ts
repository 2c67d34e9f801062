import type { Command } from 'commander';
import type { CarnetConfig } from '../config/config.types.ts';
import type { CarnetClient } from './client.ts';
import { harmless, makeStyle } from './style.ts';
import type { Style } from './style.ts';
import type { CliIo } from './io.ts';
import { EXIT_OK } from './io.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Options of commands that speak to a server. */
export interface ServerOptions extends CommonOptions {
  readonly url?: string;
  readonly token?: string;
  /** A person of the demo, whose token lies in the data folder. */
  readonly as?: string;
}

/** Adds one command to the program; each file of `commands/` exports one such function. */
export type RegisterCommand = (program: Command, context: CommandContext) => void;

/** What a command needs of the world, and how it says how it ended. */
export class CommandContext {
  /** How the process is to end; set by `end`. */
  exitCode = EXIT_OK;
  readonly io: CliIo;

  constructor(io: CliIo) {
    this.io = io;
  }

  /** Colours only where standard output is a terminal that shows them and nobody forbade it. */
  style(options: CommonOptions): Style {
    const { stdout } = this.io;
    const colours =
      options.color !== false && stdout.isTTY === true && (stdout.hasColors?.() ?? false);
    return makeStyle(colours, stdout.columns);
  }

  /** Writes lines to standard output. */
  print(...lines: readonly string[]): void {
    this.io.stdout.write(`${lines.join('\n')}\n`);
  }

  /** Writes lines to standard error. */
  warn(...lines: readonly string[]): void {
    this.io.stderr.write(`${lines.map(harmless).join('\n')}\n`);
  }

  /** Writes one JSON document to standard output. */
  json(value: unknown): void {
    this.print(JSON.stringify(value, null, 2));
  }

  end(code: number): void {
    this.exitCode = code;
  }

  /** The validated configuration. @throws {ConfigError} listing every mistake of the environment */
  async config(): Promise<CarnetConfig> {
    const { loadConfig } = await import('../config/config.ts');
    return this.io.env === undefined ? loadConfig() : loadConfig(this.io.env);
  }

  /** A client for the server that the options or the configuration name. */
  async client(options: ServerOptions): Promise<CarnetClient> {
    const [{ CarnetClient: Client }, config] = await Promise.all([
      import('./client.ts'),
      this.config(),
    ]);
    const token =
      options.token ??
      (await this.demoToken(options, config)) ??
      config.client.token ??
      (await this.jobToken(config));
    return new Client({ url: options.url ?? config.client.url, token });
  }

  private async jobToken({ client: { job } }: CarnetConfig): Promise<string | undefined> {
    if (!job) return undefined;
    const { askForJobToken } = await import('./job-token.ts');
    return askForJobToken(job);
  }

  private async demoToken(
    { as }: ServerOptions,
    { dataDir }: CarnetConfig,
  ): Promise<string | undefined> {
    if (as === undefined) return undefined;
    const { demoToken } = await import('./demo-tokens.ts');
    return demoToken(dataDir, as);
  }
}

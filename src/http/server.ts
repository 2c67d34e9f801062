import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AppModule } from '../app.module.ts';
import { errorCode } from '../common/error-code.ts';
import { packageRoot } from '../common/package-root.ts';
import type { CarnetConfig } from '../config/config.types.ts';
import type { Cells, OpenCells } from '../database/cells.ts';
import { openCells } from '../database/cells.ts';
import { assemble } from './assemble.ts';
import { readBodies } from './body.ts';
import { addFrontDoor } from './front-door.ts';
import { ListenError, PortInUseError } from './http.errors.ts';
import { nestLogger } from './nest-logger.ts';
import { openApiOf, serveOpenApi } from './openapi.ts';
import { Pages } from './pages.ts';
import { addSecurityHeaders } from './security-headers.ts';

const REQUEST_TIMEOUT_MS = 5 * 60_000;
/** How long a stopping server waits for requests in flight. */
const GRACE_MS = 10_000;
const DAY_MS = 86_400_000;

export interface ServerOptions {
  /** Cells that are open already; who opened them closes them. Without it the server opens its own. */
  readonly cells?: Cells;
  /** Writes no log at all: tests, and the demo, which tells its own story. */
  readonly quiet?: boolean;
  /** Serves the pages at `/api/docs`; their asset loader does not run inside jest on Node 20. Default true. */
  readonly docsPages?: boolean;
  /** The clock of the engines, ISO 8601 instants; the system's unless said. */
  readonly now?: () => string;
  /** Milliseconds between two looks at jobs and timers; 1000 unless said. */
  readonly pollMs?: number;
}

export interface RunningServer {
  /** Origin: `http://127.0.0.1:4600`. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly cells: Cells;
  /** Lets requests in flight end, stops the pollers, and closes what the server itself opened. */
  close(): Promise<void>;
}

/**
 * Starts Carnet: opens the cells, loads law and keys, listens, and begins to do what the cells owe.
 *
 * When this throws, nothing runs: what was opened before the fault is closed again.
 *
 * @throws {PortInUseError} {ListenError} and whatever `openCells` and `assemble` throw
 */
export async function startServer(
  config: CarnetConfig,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const opened = options.cells
    ? { cells: options.cells, close: async (): Promise<void> => undefined }
    : await openCells(config);
  try {
    return await serve(config, opened, options);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function serve(
  config: CarnetConfig,
  opened: OpenCells,
  options: ServerOptions,
): Promise<RunningServer> {
  const adapter = new FastifyAdapter({
    logger: options.quiet === true ? false : logging(config.logLevel),
    genReqId: () => randomUUID(),
    bodyLimit: config.bodyLimitBytes,
    // An upload may take its time, a client that says nothing may not.
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const instance = adapter.getInstance();
  const { parts, runners, catchUp } = await assemble(config, opened.cells, {
    ...options,
    onFailure: (error, what) => instance.log.error({ err: error }, `${what} failed`),
  });
  addSecurityHeaders(instance);
  addFrontDoor(instance, Pages.load());
  readBodies(instance, config.bodyLimitBytes);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(parts), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(instance.log),
  });
  app.setGlobalPrefix('api/v1', { exclude: ['checkpoint'] });
  serveOpenApi(app, openApiOf(app, carnetVersion()), options.docsPages !== false);
  try {
    await listen(app, config);
  } catch (error) {
    await app.close();
    throw error;
  }
  for (const runner of runners) runner.start();
  let caughtUp = catchUp();
  // Rules with a day of grace move cases when it comes, not only when somebody publishes.
  const daily = setInterval(() => {
    caughtUp = caughtUp.then(catchUp);
  }, DAY_MS);
  const close = async (): Promise<void> => {
    clearInterval(daily);
    // First no new work, then what is under way, then what it stands on.
    const patience = setTimeout(() => cutOff(app), GRACE_MS);
    await app.close();
    clearTimeout(patience);
    await Promise.all([...runners.map((runner) => runner.stop()), caughtUp]);
    await opened.close();
  };
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(app, config.host),
    app,
    cells: opened.cells,
    close: async () => (closing ??= close()),
  };
}

/** Whoever has not come to an end by now would keep the server from ending. */
function cutOff(app: NestFastifyApplication): void {
  app.getHttpServer().closeAllConnections();
}

function logging(level: string): object {
  const secrets = ['req.headers.authorization', 'headers.authorization', '*.token'];
  const sessions = ['req.headers.cookie', 'headers.cookie', '*.password', '*.wanted', '*.csrf'];
  return { level, redact: { paths: [...secrets, ...sessions], censor: '***' } };
}

async function listen(app: NestFastifyApplication, { host, port }: CarnetConfig): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'EADDRINUSE') throw new PortInUseError(host, port);
    if (['EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(code)) {
      throw new ListenError(host, port, code);
    }
    throw error;
  }
}

function urlOf(app: NestFastifyApplication, host: string): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function carnetVersion(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

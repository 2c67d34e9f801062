import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Principal } from '../identity/principal.ts';

/** Fastify as Nest brings it; Carnet does not depend on Fastify by itself. */
export type HttpInstance = ReturnType<
  ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']
>;

/** What Carnet uses of a Fastify request. */
export interface HttpRequest {
  /** Also in the answer (`X-Request-Id`, `request_id`) and in every line of the log. */
  readonly id: string;
  readonly raw: IncomingMessage;
  readonly headers: IncomingHttpHeaders;
  /** Address it comes from. */
  readonly ip: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body?: unknown;
  /** What stands in the path where the route has names. */
  readonly params: unknown;
  /** `url`: the route with its names, `/api/v1/cases/:id`. */
  readonly routeOptions: { readonly config?: unknown; readonly url?: string | undefined };
  readonly log: { error(context: object, message: string): void };
  /** Set by the guard. */
  principal?: Principal;
  /** Set by the guard: who it is by now. */
  principalAgain?: () => Promise<Principal>;
}

/** What Carnet uses of a Fastify reply. */
export interface HttpReply {
  readonly raw: ServerResponse;
  header(name: string, value: string | number): this;
  removeHeader(name: string): unknown;
  status(code: number): this;
  send(payload: unknown): unknown;
}

/** A reply whose connection a handler takes over, to write to it for as long as it likes. */
export interface StreamedReply extends HttpReply {
  hijack(): unknown;
}

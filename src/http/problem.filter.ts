import type { IncomingMessage } from 'node:http';
import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { UnauthenticatedError } from '../identity/identity.errors.ts';
import type { HttpReply, HttpRequest } from './http.types.ts';
import { problemOf } from './problem.ts';

/** Answers every error with a problem document; what is our fault goes to the log in full. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const reply = http.getResponse<HttpReply>();
    const problem = problemOf(error, request.id);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    if (reply.raw.headersSent) {
      // Half an answer is out: cutting the line is the only way left to say that it is not whole.
      reply.raw.destroy();
      return;
    }
    for (const name of ['content-disposition', 'content-length', 'etag', 'digest', 'repr-digest']) {
      reply.removeHeader(name);
    }
    if (error instanceof UnauthenticatedError) {
      const reason = error.challenge === undefined ? '' : `, error="${error.challenge}"`;
      reply.header('www-authenticate', `Bearer realm="carnet"${reason}`);
    }
    reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8');
    reply.send(JSON.stringify(problem));
    discardRest(request.raw);
  }
}

const PATIENCE_MS = 10_000;

/**
 * Reads what is left of a body that nobody wants, and drops it.
 *
 * Unread, it would keep the connection open for good, and a client that is still sending would be cut off before it
 * could read why. A client that does not come to an end is cut off all the same.
 */
function discardRest(body: IncomingMessage): void {
  if (body.complete || body.destroyed) return;
  const timer = setTimeout(() => body.destroy(), PATIENCE_MS);
  timer.unref();
  body.once('close', () => clearTimeout(timer));
  // An upload that broke off says so here as well; it has been answered for.
  body.on('error', () => undefined);
  body.resume();
}

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
  }
}

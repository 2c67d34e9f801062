import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DomainError } from '../common/domain-error.ts';
import { errorCode } from '../common/error-code.ts';

/** RFC 9457 problem document. Nothing in it speaks of the inside of the server. */
export interface Problem {
  /** `urn:carnet:problem:event-refused`; one per code. */
  readonly type: string;
  /** The status in words. */
  readonly title: string;
  readonly status: number;
  /** What is wrong with this very request, for a person. */
  readonly detail: string;
  /** `ERR_…`; for a program. */
  readonly code: string;
  /** Finds the request in the server's log. */
  readonly request_id: string;
  readonly [member: string]: unknown;
}

/** What a problem says, before the request it answers is known. */
interface Trouble {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** Where PostgreSQL or the way to it failed: the request may be sent again. */
const CELL_AWAY: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'ERR_REQUEST_MALFORMED',
  404: 'ERR_NOT_FOUND',
  405: 'ERR_METHOD_NOT_ALLOWED',
  406: 'ERR_NOT_ACCEPTABLE',
  408: 'ERR_REQUEST_TIMEOUT',
  413: 'ERR_BODY_TOO_LARGE',
  414: 'ERR_URI_TOO_LONG',
  415: 'ERR_MEDIA_TYPE',
  503: 'ERR_SHUTTING_DOWN',
};

/** The problem document for whatever was thrown; what is no fault of the caller says nothing of its cause. */
export function problemOf(error: unknown, requestId: string): Problem {
  const { status, code, detail, more } = troubleOf(error);
  const name = code.replace(/^ERR_/, '').toLowerCase().replaceAll('_', '-');
  return {
    ...more,
    type: `urn:carnet:problem:${name}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    request_id: requestId,
  };
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof DomainError) {
    return { status: error.status, code: error.code, detail: error.message, more: error.details };
  }
  if (error instanceof HttpException) return ofHttp(error.getStatus(), error.message);
  if (isHttpFailure(error)) return ofHttp(error.statusCode, error.message);
  if (CELL_AWAY.has(errorCode(error) ?? '')) {
    const detail = 'the database of this region does not answer: try again later';
    return { status: 503, code: 'ERR_CELL_UNAVAILABLE', detail };
  }
  const detail = 'something went wrong on our side; the log knows more under this `request_id`';
  return { status: 500, code: 'ERR_INTERNAL', detail };
}

function ofHttp(status: number, message: string): Trouble {
  const code = CODE_OF_STATUS[status] ?? `ERR_HTTP_${status}`;
  return { status, code, detail: inOurWords(message) };
}

/** Nest says `Cannot GET /x`, Fastify ends its sentences in full stops: one voice for all. */
function inOurWords(message: string): string {
  const route = /^Cannot ([A-Z]+) (\S+)$/.exec(message);
  if (route) return `there is no \`${route[1]} ${route[2]}\` here: see \`/api/docs\``;
  const plain = message.replace(/\.$/, '');
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}

/** An error of Fastify or of a plugin below 500: the caller's own doing. */
function isHttpFailure(error: unknown): error is { statusCode: number; message: string } {
  if (typeof error !== 'object' || error === null) return false;
  if (!('statusCode' in error) || !('message' in error)) return false;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}

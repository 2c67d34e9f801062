import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { SchemaName } from './schemas.ts';

interface Told {
  readonly summary: string;
  readonly description?: string;
}

/** Documents a route that reads: what it answers, and that everything else is a problem document. */
export function Reads(told: Told, answer: SchemaName): MethodDecorator {
  return applyDecorators(
    ApiOperation(told),
    ApiResponse({ status: 200, description: 'What was asked for', content: json(answer) }),
    anyProblem(),
  );
}

/** Documents a route that answers with a file. */
export function ReadsFile(told: Told, mediaType: string): MethodDecorator {
  return applyDecorators(
    ApiOperation(told),
    ApiResponse({
      status: 200,
      description: 'The file',
      content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } },
    }),
    anyProblem(),
  );
}

/** Documents a route that sends a browser on to another address. */
export function SendsOn(told: Told): MethodDecorator {
  return applyDecorators(
    ApiOperation(told),
    ApiResponse({
      status: 303,
      description: 'Go on at `Location`',
      headers: { Location: { schema: { type: 'string' } } },
    }),
    anyProblem(),
  );
}

/** Documents a route that writes; it takes an `Idempotency-Key` and may be sent again. */
export function Writes(told: Told, answer: SchemaName, status: 200 | 201 = 200): MethodDecorator {
  return applyDecorators(
    ApiOperation(told),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'New for each intention; the same again within seven days gives the first answer and changes nothing',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
    ApiResponse({
      status,
      description: 'Done',
      content: json(answer),
      headers: {
        'Idempotency-Replayed': {
          description: '`true` when this is the answer of an earlier request',
          schema: { type: 'string', enum: ['true'] },
        },
      },
    }),
    anyProblem(),
  );
}

function json(name: SchemaName): Record<string, { schema: { $ref: string } }> {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
}

function anyProblem(): MethodDecorator {
  return ApiResponse({
    status: 'default',
    description: 'What went wrong (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
}

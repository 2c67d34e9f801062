import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ROUTE_PERMISSIONS } from '../identity/route-permissions.ts';
import { SCHEMAS } from './schemas.ts';

/** The OpenAPI document of everything the application serves. */
export function openApiOf(app: NestFastifyApplication, version: string): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Carnet')
    .setDescription('Decides, proves and times whether a model may run in a region.')
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'carnet_…' })
    .build();
  const document = SwaggerModule.createDocument(app, about);
  const schemas = { ...document.components?.schemas, ...structuredClone(SCHEMAS) };
  return {
    ...document,
    paths: withPermissions(document.paths),
    openapi: '3.1.0',
    components: { ...document.components, schemas },
  };
}

/** Says of every route who is answered, out of the table that says it of all. */
function withPermissions(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => {
      const told = Object.entries(methods as Record<string, object>).map(([method, operation]) => {
        const rule = ROUTE_PERMISSIONS[`${method.toUpperCase()} ${path.replace('/api/v1', '')}`];
        return [method, { ...operation, ...(rule && { 'x-carnet-permission': rule }) }];
      });
      return [path, Object.fromEntries(told)];
    }),
  );
}

/** Serves the document at `/api/docs-json` and, with `pages`, as a page to read and try at `/api/docs`. */
export function serveOpenApi(
  app: NestFastifyApplication,
  document: OpenAPIObject,
  pages: boolean,
): void {
  const raw = ['json'] as ('json' | 'yaml')[];
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/docs-json',
    customSiteTitle: 'Carnet API',
    ui: pages,
    raw,
  });
}

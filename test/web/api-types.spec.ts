import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import { packageRoot } from '../../src/common/package-root.ts';
import { startTestServer } from '../support/server.ts';

const FILE = join(packageRoot(), 'web/src/api/schema.d.ts');

/**
 * The pages speak to the API by types that were made from its own document.
 * Written anew by `npm run api:types`.
 */
it('gives the pages the types of the API as it is', async () => {
  const server = await startTestServer({ regions: ['eu'] });
  try {
    const document = (await (await fetch(`${server.url}/api/docs-json`)).json()) as OpenAPI3;
    const types = astToString(await openapiTS(document));
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(FILE, types);
    expect(await readFile(FILE, 'utf8')).toBe(types);
  } finally {
    await server.close();
  }
});

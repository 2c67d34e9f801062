/**
 * Visits every reachable situation of every machine, and writes down what that came to, for evidence packs to quote.
 *
 *     npm run machines:prove
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { proveAll } from '../workflows/proof/proof-file.ts';

const path = join(packageRoot(), 'workflows', 'proof.json');
writeFileSync(path, `${JSON.stringify(proveAll(), null, 2)}\n`);

/**
 * Freezes the graphs of all machines that are not frozen yet; a frozen one that changed is refused, not renewed.
 *
 *     npm run machines:lock
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  assertMachinesFrozen,
  graphHash,
  MACHINES_LOCK,
  nameOf,
} from '../../src/cases/frozen-machines.ts';
import { packageRoot } from '../../src/common/package-root.ts';
import { MACHINES } from '../../workflows/registry.ts';

const path = join(packageRoot(), MACHINES_LOCK);
const frozen = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
for (const machine of MACHINES) frozen[nameOf(machine)] ??= graphHash(machine);
assertMachinesFrozen(frozen);
writeFileSync(path, `${JSON.stringify(frozen, null, 2)}\n`);

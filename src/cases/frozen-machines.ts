import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256Hex } from '../common/canonical-json.ts';
import { DomainError } from '../common/domain-error.ts';
import { packageRoot } from '../common/package-root.ts';
import { MACHINES, type MachineDefinition } from '../../workflows/registry.ts';

/** Where the graphs of published machines are frozen: `{ "gdpr 1": "<SHA-256>" }`. */
export const MACHINES_LOCK = join('workflows', 'machines.lock.json');

/** A published machine is not what cases were opened on. */
export class MachineChangedError extends DomainError {
  readonly code = 'ERR_MACHINE_CHANGED';
  readonly status = 500;

  constructor(changed: readonly string[]) {
    super(
      `${changed.map((name) => `machine \`${name}\``).join(', ')} differs from ${MACHINES_LOCK}: ` +
        'cases run on it, so put the change into a new version and freeze that one with `npm run machines:lock`',
    );
  }
}

/** `gdpr 2` */
export function nameOf({ id, version }: Pick<MachineDefinition, 'id' | 'version'>): string {
  return `${id} ${version}`;
}

/**
 * SHA-256 over all that a machine says of itself: states, transitions with guards and actions, tasks, parameters.
 *
 * What a guard of a name decides is code, and not in it: recorded journals are replayed for that.
 */
export function graphHash({ machine, stages, ownStage }: MachineDefinition): string {
  return sha256Hex(canonicalJson({ stages, ownStage, config: plain(machine.config) }));
}

/**
 * Refuses to run with a machine that was changed after it was published, or that nobody has published.
 *
 * @throws {MachineChangedError} naming each of them
 */
export function assertMachinesFrozen(lock: Readonly<Record<string, string>> = readLock()): void {
  const changed = MACHINES.filter((machine) => lock[nameOf(machine)] !== graphHash(machine));
  if (changed.length > 0) throw new MachineChangedError(changed.map(nameOf));
}

function readLock(): Readonly<Record<string, string>> {
  const text = readFileSync(join(packageRoot(), MACHINES_LOCK), 'utf8');
  return JSON.parse(text) as Readonly<Record<string, string>>;
}

/** JSON of a configuration; a negated guard is a function that carries what it negates. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') {
    return 'guards' in value ? { not: plain(value.guards) } : { code: true };
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner)]));
}

import type { AnyMachineSnapshot, AnyStateNode, StateValue } from 'xstate';
import type { StoredSnapshot } from './step-result.ts';
import type { MachineDefinition } from './registry.ts';

/** A snapshot as its row holds it. */
export interface StoredCase {
  readonly machineId: string;
  readonly machineVersion: number;
  readonly snapshot: StoredSnapshot;
}

/** The stored snapshot was not written by this machine, or names states the machine does not have. */
export class MachineMismatchError extends Error {
  readonly code = 'ERR_MACHINE_MISMATCH';

  constructor(definition: Pick<MachineDefinition, 'id' | 'version'>, reason: string) {
    super(
      `snapshot does not belong to machine \`${definition.id}\` version \`${definition.version}\`: ${reason}`,
    );
  }
}

/** What is kept of a snapshot: which states, which context. JSON-safe because the context is. */
export function storeSnapshot(snapshot: AnyMachineSnapshot): StoredSnapshot {
  return { status: snapshot.status, value: snapshot.value, context: snapshot.context as unknown };
}

/**
 * The snapshot that a row stands for.
 *
 * XState fills a missing region or a leaf that became compound with initial states, which would move a case
 * without an event; so the stored value has to name exactly one full configuration of this machine.
 *
 * @throws {MachineMismatchError} another machine, an error status, no context, or states this machine does not have
 */
export function restoreSnapshot(
  definition: MachineDefinition,
  stored: StoredCase,
): AnyMachineSnapshot {
  const { machineId, machineVersion, snapshot } = stored;
  if (machineId !== definition.id || machineVersion !== definition.version) {
    throw new MachineMismatchError(
      definition,
      `it was written by \`${machineId}\` version \`${machineVersion}\``,
    );
  }
  const { status, value, context } = snapshot;
  if (status !== 'active' && status !== 'done') {
    throw new MachineMismatchError(definition, `its status is \`${String(status)}\``);
  }
  if (typeof context !== 'object' || context === null) {
    throw new MachineMismatchError(definition, 'it has no context');
  }
  const fault = faultOf(definition.machine.root, value, 'machine');
  if (fault !== null) throw new MachineMismatchError(definition, fault);
  return definition.machine.resolveState({
    value: value as StateValue,
    context,
    status,
  }) as AnyMachineSnapshot;
}

/** The innermost active states, in the order in which the machine names them. */
export function activeLeaves(snapshot: AnyMachineSnapshot): readonly AnyStateNode[] {
  return leavesOf(snapshot.machine.root, snapshot.value as StateValue);
}

function leavesOf(node: AnyStateNode, value: StateValue | undefined): readonly AnyStateNode[] {
  const inner = typeof value === 'string' ? { [value]: undefined } : (value ?? {});
  const active = Object.values(node.states).filter(({ key }) => key in inner);
  return active.length === 0
    ? [node]
    : active.flatMap((child) => leavesOf(child, inner[child.key]));
}

/** Where a stored value departs from the machine; null when it names exactly one full configuration. */
function faultOf(node: AnyStateNode, value: unknown, path: string): string | null {
  const names = Object.keys(node.states);
  if (typeof value === 'string') return faultOfName(node, value, path);
  if (names.length === 0) return `\`${path}\` has no states inside`;
  if (typeof value !== 'object' || value === null) return `\`${path}\` is in no state`;
  const entries = Object.entries(value);
  const expected = node.type === 'parallel' ? names.length : 1;
  if (entries.length !== expected) {
    return `\`${path}\` is in ${entries.length} states where ${expected} belong`;
  }
  for (const [name, inner] of entries) {
    const child = childOf(node, name);
    if (!child) return `\`${path}\` has no state \`${name}\``;
    const fault = faultOf(child, inner, `${path}.${name}`);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfName(node: AnyStateNode, name: string, path: string): string | null {
  if (node.type === 'parallel') return `\`${path}\` has regions, not one state`;
  const child = childOf(node, name);
  if (!child) return `\`${path}\` has no state \`${name}\``;
  const isWhole = Object.keys(child.states).length === 0;
  return isWhole ? null : `\`${path}.${name}\` has states inside that the snapshot does not name`;
}

/** Stored names are not ours to trust: `constructor` is on every object and in no machine. */
function childOf(node: AnyStateNode, name: string): AnyStateNode | undefined {
  return Object.hasOwn(node.states, name) ? node.states[name] : undefined;
}

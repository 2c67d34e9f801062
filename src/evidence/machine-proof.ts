import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../common/package-root.ts';
import { graphHash, nameOf } from '../cases/frozen-machines.ts';
import type { MachineDefinition } from '../../workflows/registry.ts';
import type { MachineProof } from './pack-model.ts';

interface ProofFile {
  readonly promises: readonly string[];
  readonly mutants: number;
  readonly machines: Readonly<
    Record<string, { readonly graph: string; readonly worlds: Readonly<Record<string, Visited>> }>
  >;
}

interface Visited {
  readonly situations: number;
  readonly transitions: number;
  readonly refused: number;
}

/**
 * What was found by visiting every reachable situation of a machine, as `npm run machines:prove` wrote it down; null
 * where it says nothing of this very graph.
 */
export function proofOf(machine: MachineDefinition): MachineProof | null {
  const path = join(packageRoot(), 'workflows', 'proof.json');
  const { promises, mutants, machines } = JSON.parse(readFileSync(path, 'utf8')) as ProofFile;
  const proved = machines[nameOf(machine)];
  const graph = graphHash(machine);
  if (proved?.graph !== graph) return null;
  const worlds = Object.values(proved.worlds);
  const sum = (of: keyof Visited) => worlds.reduce((all, world) => all + world[of], 0);
  return {
    graph,
    situations: sum('situations'),
    transitions: sum('transitions'),
    refused: sum('refused'),
    mutants,
    promises,
  };
}

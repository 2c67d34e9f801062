/**
 * Searches every machine, or every machine with a mistake in it, and prints what it found as JSON. A program of its
 * own: inside the test runner the same search takes three times as long.
 */
import { findMachine, MACHINES } from '../../../workflows/registry.ts';
import { MUTANTS, type Mutant } from './mutants.ts';
import { proofOf } from './proof-file.ts';
import { firstFault } from './prove.ts';

/** What was found first in a machine with a mistake in it; null where nobody noticed. */
export interface Caught {
  readonly mutant: string;
  readonly machine: string;
  readonly fault: string | null;
}

function catchAll(): readonly Caught[] {
  // On one of the machines after the other: they are built from the same blocks.
  return MUTANTS.map((mutant, i) => {
    const { name, machines = ['gdpr', 'north-america'] } = mutant;
    const machine = machines[i % machines.length] ?? 'gdpr';
    return { mutant: name, machine, fault: faultOf(mutant, machine) };
  });
}

/** A broken promise, or a machine that cannot be built or stepped at all. */
function faultOf({ of }: Mutant, machine: string): string | null {
  const def = findMachine(machine, 2);
  try {
    return firstFault({ ...def, machine: of(def.machine) });
  } catch (error) {
    return String(error);
  }
}

const found = process.argv[2] === 'mutants' ? catchAll() : MACHINES.map(proofOf);
process.stdout.write(JSON.stringify(found));

import { MACHINES, type MachineDefinition } from '../../../workflows/registry.ts';
import { nameOf } from '../../../src/cases/frozen-machines.ts';
import { MUTANTS } from './mutants.ts';
import { PROMISES, prove, type Proof } from './prove.ts';
import { WORLDS } from './worlds.ts';

/** `workflows/proof.json`: what evidence packs quote. */
export interface ProofFile {
  readonly promises: readonly string[];
  /** How many machines with one planted mistake the same promises tell from the right ones. */
  readonly mutants: number;
  readonly machines: Readonly<Record<string, Pick<Proof, 'graph' | 'worlds'>>>;
}

/** What the machine of this version can be proved in: version 1 knows no conditions, appeals and incidents. */
export function proofOf(def: MachineDefinition): Proof {
  return prove(
    def,
    WORLDS.filter(({ name }) => def.version > 1 || name === 'decisions'),
  );
}

/** @throws {Error} a machine breaks a promise: there is nothing to write down then */
export function proveAll(): ProofFile {
  const proofs = MACHINES.map((def) => [nameOf(def), proofOf(def)] as const);
  const broken = proofs.flatMap(([name, { faults }]) => faults.map((fault) => `${name}: ${fault}`));
  if (broken.length > 0) throw new Error(broken.join('\n'));
  return {
    promises: PROMISES.map(({ text }) => text),
    mutants: MUTANTS.length,
    machines: Object.fromEntries(
      proofs.map(([name, { graph, worlds }]) => [name, { graph, worlds }]),
    ),
  };
}

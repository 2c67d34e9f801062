import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from '../../../src/cases/frozen-machines.ts';
import { packageRoot } from '../../../src/common/package-root.ts';
import { MACHINES } from '../../../workflows/registry.ts';
import { MUTANTS } from './mutants.ts';
import type { ProofFile } from './proof-file.ts';
import { PROMISES, type Proof } from './prove.ts';
import { searched } from './searched.ts';

const path = join(packageRoot(), 'workflows', 'proof.json');
const written = JSON.parse(readFileSync(path, 'utf8')) as ProofFile;

let proofs: readonly Proof[];

beforeAll(async () => {
  proofs = await searched('proofs');
  for (const { machine, worlds } of proofs) {
    for (const [world, { situations, transitions, refused }] of Object.entries(worlds)) {
      process.stdout.write(
        `${machine}, ${world}: ${situations} situations, ${transitions} transitions, ` +
          `${refused} events refused\n`,
      );
    }
  }
}, 300_000);

describe.each(MACHINES.map(nameOf))('every reachable situation of `%s`', (name) => {
  const faults = () => proofs.find(({ machine }) => machine === name)?.faults;

  it.each(PROMISES.map(({ text }) => text))('%s', (promise) => {
    expect(faults()?.filter((fault) => fault.includes(`: ${promise} (`))).toEqual([]);
  });

  it('is what evidence packs quote of it (npm run machines:prove)', () => {
    const { graph, worlds } = proofs.find(({ machine }) => machine === name) ?? {};
    expect(faults()).toEqual([]);
    expect(written.machines[name]).toEqual({ graph, worlds });
  });
});

it('quotes these promises, and how many mistakes they find', () => {
  expect(written.promises).toEqual(PROMISES.map(({ text }) => text));
  expect(written.mutants).toBe(MUTANTS.length);
});

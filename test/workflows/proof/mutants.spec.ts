import { MUTANTS } from './mutants.ts';
import type { Caught } from './run-proofs.ts';
import { searched } from './searched.ts';

describe('a machine with a mistake in it', () => {
  let caught: readonly Caught[];

  beforeAll(async () => {
    caught = await searched('mutants');
  }, 300_000);

  it.each(MUTANTS)('breaks a promise: $name', ({ name }) => {
    const { fault } = caught.find(({ mutant }) => mutant === name) ?? {};
    expect(fault).toEqual(expect.any(String));
  });

  it('is one of at least twenty, each told by its name', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
  });
});

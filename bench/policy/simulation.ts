export async function simulations(cases: number, say: (line: string) => void): Promise<void> {
  await Promise.resolve();
  say(`simulation of ${cases} to come`);
}

/** A rule without the examples that prove it: they may grow without a new law. */
export function lawIn(rule: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { cases: _, ...law } = rule;
  return law;
}

/**
 * Ordinary least squares by the normal equations: the coefficients of `y ≈ X b`.
 *
 * Columns that say nothing of their own (no case has the property, or another column has the very same cases) get 0.
 *
 * @param rows one per observation, all of one length
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  y: readonly number[],
): readonly number[] {
  const width = rows[0]?.length ?? 0;
  const system = Array.from({ length: width }, () => new Float64Array(width + 1));
  for (const [index, row] of rows.entries()) addRow(system, row, y[index] ?? 0);
  return solved(system);
}

function addRow(system: readonly Float64Array[], row: readonly number[], y: number): void {
  for (const [i, equation] of system.entries()) {
    const x = row[i] ?? 0;
    if (x === 0) continue;
    for (const [j, other] of row.entries()) equation[j] = (equation[j] ?? 0) + x * other;
    equation[row.length] = (equation[row.length] ?? 0) + x * y;
  }
}

const TOO_SMALL = 1e-9;

/** Gauss-Jordan with pivots on the diagonal: the matrix is symmetric and positive semidefinite. */
function solved(system: readonly Float64Array[]): readonly number[] {
  const width = system.length;
  const idle = new Set<number>();
  for (const [i, equation] of system.entries()) {
    const pivot = equation[i] ?? 0;
    if (Math.abs(pivot) < TOO_SMALL) {
      idle.add(i);
      continue;
    }
    for (let j = 0; j <= width; j += 1) equation[j] = (equation[j] ?? 0) / pivot;
    for (const [k, other] of system.entries()) if (k !== i) subtract(other, equation, i);
  }
  return system.map((equation, i) => (idle.has(i) ? 0 : (equation[width] ?? 0)));
}

function subtract(from: Float64Array, equation: Float64Array, column: number): void {
  const factor = from[column] ?? 0;
  if (factor === 0) return;
  for (let j = 0; j < from.length; j += 1) from[j] = (from[j] ?? 0) - factor * (equation[j] ?? 0);
}

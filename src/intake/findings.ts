import type { IntakeWarning } from './intake.types.ts';
import type { ManifestProblem } from './manifest.errors.ts';
import type { Place } from './source-tree.ts';

/** Where problems and warnings of one manifest are gathered. */
export class Findings {
  readonly problems: ManifestProblem[] = [];
  readonly warnings: IntakeWarning[] = [];

  problem(path: string, place: Place, message: string, hint: string): void {
    this.problems.push({ path, line: place.line, column: place.column, message, hint });
  }

  warn(path: string, message: string, hint: string): void {
    this.warnings.push({ path, message, hint });
  }
}

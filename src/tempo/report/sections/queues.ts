import { regionName, roleName } from '../report-words.ts';
import { say, type SectionContext } from '../section.ts';

/** The constraint of each region. */
export function queues(context: SectionContext): void {
  const { words, report } = context;
  for (const { region, constraint } of report.regions) {
    const name = regionName(region);
    say(
      context,
      constraint
        ? words.text('queues.sentence', {
            region: name,
            role: roleName(constraint.role),
            length: constraint.length.toFixed(1),
          })
        : words.text('queues.quiet', { region: name }),
    );
  }
}

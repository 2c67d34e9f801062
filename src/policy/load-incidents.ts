/** What authorities are told of incidents: `policies/incidents.yaml`. */
import { join } from 'node:path';
import { checked } from './load-reference.ts';
import { shippedPolicies } from './load.ts';
import { PolicyLoadError } from './policy.errors.ts';
import { DATE, DURATION, list, match, object, type Shape, TEXT, word } from './shape.ts';
import { YamlSource } from './yaml-source.ts';

export interface IncidentKind {
  readonly region: string;
  readonly kind: string;
  readonly title: string;
  readonly duties: readonly {
    readonly id: string;
    readonly title: string;
    readonly role: string;
    /** ISO 8601 duration from when the organisation became aware. */
    readonly within: string;
    readonly citation: string;
    readonly source: string;
    readonly level: string;
  }[];
}

const FILE = 'incidents.yaml';
const WORD = match('word such as `personal_data_breach`', /^[a-z][a-z0-9_-]{0,62}$/u);

const INCIDENTS: Shape = object({
  version: TEXT,
  lastReviewed: DATE,
  incidents: list(
    object({
      region: WORD,
      kind: WORD,
      title: TEXT,
      duties: list(
        object({
          id: WORD,
          title: TEXT,
          role: WORD,
          within: DURATION,
          citation: TEXT,
          source: match('address', /^https:\/\/\S+$/u),
          level: word('verification level', ['memory', 'secondary_2026', 'primary_2026']),
        }),
      ),
    }),
  ),
});

/**
 * The kinds of incidents that regions know.
 *
 * @throws {PolicyLoadError} the file is not sound: every mistake with its line
 */
export function loadIncidents(policies: string = shippedPolicies()): readonly IncidentKind[] {
  const source = YamlSource.read(join(policies, FILE), FILE);
  const file = checked<{ readonly incidents: readonly IncidentKind[] }>(source, INCIDENTS);
  if (file) reportTwice(source, file.incidents);
  if (source.problems.length > 0) throw new PolicyLoadError(source.problems);
  if (!file) throw new PolicyLoadError([{ ...AT_START, message: 'the file is missing or empty' }]);
  return file.incidents;
}

const AT_START = { file: FILE, line: 1, column: 1, hint: null };

function reportTwice(source: YamlSource, incidents: readonly IncidentKind[]): void {
  const known = new Set<string>();
  for (const [index, { region, kind, duties }] of incidents.entries()) {
    const name = `${region} ${kind}`;
    if (known.has(name)) source.report(['incidents', index, 'kind'], `\`${name}\` is there twice`);
    known.add(name);
    const ids = duties.map(({ id }) => id);
    for (const [at, id] of ids.entries()) {
      if (ids.indexOf(id) < at)
        source.report(['incidents', index, 'duties', at, 'id'], `duty \`${id}\` is there twice`);
    }
  }
}

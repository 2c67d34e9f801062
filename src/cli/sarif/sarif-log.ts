/** The parts that every SARIF log of Carnet is made of. */
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { sha256Hex } from '../../common/canonical-json.ts';
import type { FactPlace } from './fact-places.ts';

/** What a log is the log of. */
export interface SarifRun {
  /** Version of Carnet. */
  readonly version: string;
  /** Names the analysis and ends in `/`: a later log of the same name closes what it no longer finds. */
  readonly analysis: string;
}

/** One run of Carnet; every result has to name one of the rules. */
export function logOf(
  rules: readonly ReportingDescriptor[],
  results: readonly Result[],
  { version, analysis }: SarifRun,
): Log {
  const driver = {
    name: 'Carnet',
    semanticVersion: version,
    rules: [...rules],
  };
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        automationDetails: { id: analysis },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => ({
          ...result,
          ruleIndex: index.get(result.ruleId ?? '') ?? -1,
        })),
      },
    ],
  };
}

export function ownRule(id: string, text: string, level: 'error' | 'note'): ReportingDescriptor {
  return {
    id,
    name: nameOf(id),
    shortDescription: { text },
    defaultConfiguration: { level },
  };
}

export function locationOf({
  uri,
  line,
  column,
}: FactPlace): NonNullable<Result['locations']>[number] {
  const isInside = !uri.startsWith('file:');
  return {
    physicalLocation: {
      artifactLocation: { uri, ...(isInside ? { uriBaseId: '%SRCROOT%' } : {}) },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** The same finding keeps its identity while lines move; the first name is the one that GitHub looks for. */
export function fingerprints(what: string, uri: string): Record<string, string> {
  const hash = sha256Hex(`${uri}\n${what}`);
  return { primaryLocationLineHash: `${hash.slice(0, 16)}:1`, 'carnet/v1': hash };
}

/** SARIF reads `[text](1)` in a message as a link. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** `EU-GDPR-44-TRANSFER` as SARIF likes names: `EuGdpr44Transfer`. */
export function nameOf(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('');
}

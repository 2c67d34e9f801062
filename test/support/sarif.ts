import type { Log, ReportingDescriptor, Result } from 'sarif';
import { schemaFaults } from './export-schema.ts';

/** A log, and what of it tests look at. */
export interface ToldInSarif {
  readonly log: Log;
  readonly results: readonly Result[];
  readonly rules: readonly ReportingDescriptor[];
}

export function toldIn(text: string): ToldInSarif {
  const log = JSON.parse(text) as Log;
  const [run] = log.runs;
  return { log, results: run?.results ?? [], rules: run?.tool.driver.rules ?? [] };
}

/** Where a result stands. */
export function placeOf(result: Result | undefined): { uri: string; line: number } {
  const physical = result?.locations?.[0]?.physicalLocation;
  return {
    uri: physical?.artifactLocation?.uri ?? '',
    line: physical?.region?.startLine ?? 0,
  };
}

/** What the standard, GitHub's upload and our own sense find wrong; one line a fault. */
export function faultsOf({ log, results, rules }: ToldInSarif): string[] {
  const misplaced = results.filter(
    ({ ruleId, ruleIndex }) => rules[ruleIndex ?? -1]?.id !== ruleId,
  );
  const prints = results.map((one) => one.partialFingerprints?.['carnet/v1']);
  const ids = rules.map(({ id }) => id);
  return [
    ...schemaFaults('sarif', log),
    ...misplaced.map(({ ruleId }) => `${ruleId} has not the index of its rule`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} is there twice`),
    ...prints.filter((one, at) => prints.indexOf(one) !== at).map((one) => `${one} is no identity`),
  ];
}

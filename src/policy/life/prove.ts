/** Holds rules against the examples that are to prove them. */
import type { Catalog, Rule, RuleCase } from '../catalog.types.ts';
import { isRecord } from '../cel/refs.ts';
import { scopeOf } from '../derived.ts';
import { findingOf, questionOf } from '../verdict.ts';
import type { YamlSource } from '../yaml-source.ts';

/**
 * Reports every example that does not come out as its rule's file says, at its place.
 *
 * For packs as they are before overlays; it costs about a third of loading them, so only those who publish ask for it.
 */
export function proveCases(catalog: Catalog, at: (file: string) => YamlSource | undefined): void {
  for (const rule of catalog.rules.values()) {
    for (const [index, example] of rule.cases.entries()) {
      const { finding, missing } = judged(catalog, rule, example);
      if (finding === example.finding) continue;
      const isOpen = finding === 'unknown';
      const message = isOpen
        ? `case \`${example.name}\` cannot be decided as \`${example.finding}\``
        : `case \`${example.name}\` comes out as \`${finding}\`, not \`${example.finding}\``;
      const hint = isOpen ? `nobody states ${missing.join(', ')}` : undefined;
      at(rule.file)?.report(['cases', index, 'finding'], message, hint);
    }
  }
}

function judged(
  catalog: Catalog,
  rule: Rule,
  example: RuleCase,
): { readonly finding: string; readonly missing: readonly string[] } {
  const { held, asOf } = example;
  const scope = { ...scopeOf(catalog, placed(rule, example.given), held, asOf), explain: false };
  const finding = findingOf(rule, questionOf(catalog, scope, { held, asOf, all: true }));
  return { finding: finding?.finding ?? 'not_applicable', missing: finding?.lacks.facts ?? [] };
}

/** A case that names no place is within the rule's reach. */
function placed(rule: Rule, given: RuleCase['given']): RuleCase['given'] {
  const [deployment, data] = [sectionOf(given, 'deployment'), sectionOf(given, 'data')];
  if (deployment['jurisdictions'] !== undefined || data['subject_regions'] !== undefined)
    return given;
  const places = [rule.jurisdiction];
  return {
    ...given,
    deployment: { ...deployment, jurisdictions: places },
    data: { ...data, subject_regions: places },
  };
}

function sectionOf(given: RuleCase['given'], name: string): Readonly<Record<string, unknown>> {
  const section = given[name];
  return isRecord(section) ? section : {};
}

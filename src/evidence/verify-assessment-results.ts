import { statementId } from '../policy/export/oscal-catalog.ts';
import type { CheckLine, OpenedPack } from './check-line.ts';
import { at, fail, pass } from './check-line.ts';
import { ASSESSMENT_RESULTS } from './oscal-assessment-results.ts';

const CHECK = 'assessment results';

/**
 * Whether the OSCAL file tells the case that `evidence.json` tells: the same manifest, the same end of the journal,
 * the same verdict for every rule. Other members may differ between versions of Carnet and are not compared.
 */
export function assessmentResultsAgree({ files, evidence }: OpenedPack): CheckLine {
  const told: unknown = JSON.parse(files.get(ASSESSMENT_RESULTS)?.toString('utf8') ?? 'null');
  const results = listOf(at(told, 'assessment-results', 'results'));
  const [result] = results;
  const bound = [propOf(result, 'manifest'), propOf(result, 'journal-tail')];
  const wanted = [at(evidence, 'manifest', 'sha256'), at(evidence, 'journal', 'tail', 'hash')];
  if (results.length !== 1 || bound.some((value, index) => value !== wanted[index])) {
    return fail(CHECK, `${ASSESSMENT_RESULTS} speaks of another state of the case`);
  }
  const verdicts = listOf(at(result, 'findings')).map((finding) =>
    verdictOf(at(finding, 'target', 'target-id'), propOf(finding, 'verdict')),
  );
  const findings = listOf(at(evidence, 'findings')).map((finding) =>
    verdictOf(statementId(String(at(finding, 'rule'))), at(finding, 'finding')),
  );
  return verdicts.toSorted().join('\n') === findings.toSorted().join('\n')
    ? pass(CHECK, `${ASSESSMENT_RESULTS} tells the same ${findings.length} findings`)
    : fail(CHECK, `${ASSESSMENT_RESULTS} and evidence.json do not tell the same findings`);
}

function verdictOf(statement: unknown, verdict: unknown): string {
  return `${String(statement)} ${String(verdict)}`;
}

function propOf(thing: unknown, name: string): unknown {
  const prop = listOf(at(thing, 'props')).find((one) => at(one, 'name') === name);
  return at(prop, 'value');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

import { ManifestError } from '../manifest.errors.ts';
import { wholeProblem } from '../source-limits.ts';
import type { SourceReading } from './draft.types.ts';
import type { Plain } from './plain.ts';
import { at, isPlain, listAt, numberAt, textAt, textsAt } from './plain.ts';
import { Reading } from './reading.ts';

const MODEL = 'machine-learning-model';
/** Components inside one another that are looked at. */
const DEEPEST = 8;

/** A component with its place in the document. */
interface Placed {
  readonly component: Plain;
  readonly place: string;
}

/** True for a JSON document that calls itself CycloneDX. */
export function looksLikeBom(document: unknown): boolean {
  return at(document, 'bomFormat') === 'CycloneDX';
}

/**
 * Reads a CycloneDX bill of materials in JSON, 1.5 or later: its component of type `machine-learning-model`.
 *
 * The format: https://cyclonedx.org/docs/1.6/json/
 *
 * @param useCases words that `model.use_case` knows; a use case is taken only when it is one of them
 * @throws {ManifestError} no such component, or a version without model cards
 */
export function readMlBom(
  document: unknown,
  name: string,
  useCases: readonly string[],
): SourceReading {
  const version = textAt(document, 'specVersion') ?? '';
  if (!/^1\.([5-9]|\d\d)$/u.test(version)) refuse(name, version);
  const parts = partsOf(document);
  const models = parts.filter(({ component }) => component['type'] === MODEL);
  const [model] = models;
  if (model === undefined) {
    const hint = `one component has to have the type \`${MODEL}\``;
    throw new ManifestError([wholeProblem('the bill of materials names no model', hint)], name);
  }
  const reading = new Reading(name, 'ml_bom');
  if (models.length > 1)
    reading.remark(`it holds ${models.length} models; \`${model.place}\` is drafted`);
  identity(reading, model);
  card(reading, model, useCases);
  dataSets(reading, model, parts);
  tools(reading, parts);
  return reading.done();
}

function refuse(name: string, version: string): never {
  const message = `CycloneDX \`${version.slice(0, 20)}\` has no model cards`;
  throw new ManifestError([wholeProblem(message, 'export it as CycloneDX 1.6 JSON')], name);
}

function partsOf(document: unknown): Placed[] {
  const main = at(document, 'metadata', 'component');
  return [
    ...(isPlain(main) ? [{ component: main, place: 'metadata.component' }] : []),
    ...componentsIn(document, '', 0),
  ];
}

function componentsIn(owner: unknown, path: string, depth: number): Placed[] {
  if (depth >= DEEPEST) return [];
  return listAt(owner, 'components').flatMap((component, index) => {
    const place = `${path}components[${index}]`;
    if (!isPlain(component)) return [];
    return [{ component, place }, ...componentsIn(component, `${place}.`, depth + 1)];
  });
}

function identity(reading: Reading, { component, place }: Placed): void {
  reading.fact('model.name', textAt(component, 'name'), `${place}.name`);
  reading.fact('model.version', textAt(component, 'version'), `${place}.version`);
  const digest = sha256Of(component);
  reading.fact('model.artifact.digest', digest, `${place}.hashes`);
  if (digest === null && listAt(component, 'hashes').length > 0)
    reading.remark('the model has hashes, yet no SHA-256');
  for (const entry of listAt(component, 'licenses')) {
    const licence =
      textAt(entry, 'license', 'id') ??
      textAt(entry, 'license', 'name') ??
      textAt(entry, 'expression');
    if (licence !== null) reading.remark(`license is \`${licence}\``);
  }
}

function sha256Of(component: unknown): string | null {
  for (const hash of listAt(component, 'hashes')) {
    const content = textAt(hash, 'content')?.toLowerCase() ?? '';
    if (at(hash, 'alg') === 'SHA-256' && /^[0-9a-f]{64}$/u.test(content))
      return `sha256:${content}`;
  }
  return null;
}

function card(reading: Reading, { component, place }: Placed, useCases: readonly string[]): void {
  const model = at(component, 'modelCard');
  const parameters = at(model, 'modelParameters');
  const at1 = `${place}.modelCard`;
  const algorithm =
    textAt(parameters, 'modelArchitecture') ?? textAt(parameters, 'architectureFamily');
  reading.fact('model.algorithm', algorithm, `${at1}.modelParameters`);
  const task = textAt(parameters, 'task');
  if (task !== null) reading.remark(`its task is \`${task}\``);
  const [metric] = listAt(model, 'quantitativeAnalysis', 'performanceMetrics');
  const metricPlace = `${at1}.quantitativeAnalysis.performanceMetrics[0]`;
  reading.fact('model.complexity.metric', textAt(metric, 'type'), metricPlace);
  reading.fact('model.complexity.score', numberAt(metric, 'value'), metricPlace);
  considerations(reading, at(model, 'considerations'), `${at1}.considerations`, useCases);
}

function considerations(
  reading: Reading,
  said: unknown,
  place: string,
  useCases: readonly string[],
): void {
  const uses = textsAt(said, 'useCases');
  const known = uses.map(wordOf).find((word) => useCases.includes(word));
  reading.fact('model.use_case', known ?? null, `${place}.useCases`);
  reading.fact('purpose.why', uses.join('; '), `${place}.useCases`);
  const risks = [
    ...listAt(said, 'ethicalConsiderations').flatMap((entry) => textAt(entry, 'name') ?? []),
    ...textsAt(said, 'technicalLimitations'),
    ...listAt(said, 'fairnessAssessments').flatMap((entry) => textAt(entry, 'harms') ?? []),
  ];
  if (risks.length > 0) reading.fact('purpose.risks', risks, place);
  const users = textsAt(said, 'users');
  if (users.length > 0) reading.remark(`its users: ${users.join('; ')}`);
}

/** `Credit scoring` → `credit_scoring`. */
function wordOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_|_$/gu, '');
}

function dataSets(reading: Reading, { component, place }: Placed, parts: readonly Placed[]): void {
  const sets = listAt(component, 'modelCard', 'modelParameters', 'datasets');
  for (const [index, set] of sets.entries()) {
    const here = `${place}.modelCard.modelParameters.datasets[${index}]`;
    const reference = textAt(set, 'ref');
    const referred = parts.find((part) => textAt(part.component, 'bom-ref') === reference);
    if (reference !== null && referred) dataSet(reading, referred.component, referred.place);
    else if (reference !== null) reading.remark(`\`${here}\` points at nothing`);
    else dataSet(reading, set, here);
    const sensitive = textsAt(set, 'sensitiveData');
    if (sensitive.length > 0) reading.remark(`sensitive data: ${sensitive.join('; ')}`);
  }
}

function dataSet(reading: Reading, set: unknown, place: string): void {
  const fields = {
    name: textAt(set, 'name'),
    version: textAt(set, 'version'),
    digest: sha256Of(set),
    origin: textAt(set, 'contents', 'url'),
  };
  reading.item('data.datasets', fields, place);
}

/** Libraries and frameworks beside the model are what it was built with. */
function tools(reading: Reading, parts: readonly Placed[]): void {
  for (const { component, place } of parts) {
    if (component['type'] !== 'library' && component['type'] !== 'framework') continue;
    const fields = { name: textAt(component, 'name'), version: textAt(component, 'version') };
    reading.item('tools', fields, place);
  }
}

import type { Catalog } from '../../policy/catalog.types.ts';
import type { Facts } from '../../policy/policy.types.ts';
import type { IntakeWarning } from '../intake.types.ts';
import { collect } from './collect.ts';
import type { Collected } from './collect.ts';
import type { OrganisationProfile } from '../organisation.ts';
import type {
  DraftFact,
  DraftValue,
  ManifestDraft,
  SourceFile,
  SourceReading,
} from './draft.types.ts';
import { rankQuestions } from './questions.ts';
import { nameOf, readSourceFile } from './read-source-file.ts';
import { Reading } from './reading.ts';
import { renderDraft } from './render.ts';

export interface DraftOptions {
  /** Where the model is to run; empty while nobody has said. Known jurisdictions only. */
  readonly jurisdictions: readonly string[];
  /** ISO date of the law that the questions are counted by. */
  readonly asOf: string;
  /** The model file itself: its name, and its SHA-256 in hex. */
  readonly artifact?: { readonly name: string; readonly sha256: string };
  /** What a profile states of the organisation: not asked again, and not written into the draft either. */
  readonly organisation?: OrganisationProfile;
}

/**
 * Drafts a manifest from what an ML team has anyway.
 *
 * What a file states is filled in with its source. What a column's name suggests is filled in as a proposal. What
 * nobody states stays out of the facts and is asked, the most decisive first.
 *
 * @throws {ManifestError} a file is of no kind that is read, or broken
 */
export function draftManifest(
  catalog: Catalog,
  files: readonly SourceFile[],
  options: DraftOptions,
): ManifestDraft {
  const { jurisdictions, asOf } = options;
  const useCases = catalog.vocabulary.domains.get('use_case') ?? [];
  const readings = [
    ...artifactReading(options),
    ...files.map((file) => readSourceFile(file, { useCases })),
  ];
  const read = collect(catalog, readings);
  const asked: DraftFact = {
    path: 'deployment.jurisdictions',
    value: jurisdictions,
    source: 'asked for',
    proposal: false,
  };
  const collected = jurisdictions.length === 0 ? read : { ...read, facts: [...read.facts, asked] };
  const organisation = Object.fromEntries(options.organisation ?? []);
  const known = { ...plainFacts(collected), organisation };
  const questions = rankQuestions(catalog, known, asOf);
  const sources = readings.map(({ name, kind }) => ({ name, kind }));
  return {
    manifest: renderDraft(catalog, { collected, questions, sources, asOf }),
    facts: [...collected.facts, ...itemFacts(collected), ...featureFacts(collected)],
    questions,
    sources,
    warnings: warningsOf(collected),
  };
}

/** The file that is to run is believed more than what others say of it. */
function artifactReading({ artifact }: DraftOptions): SourceReading[] {
  if (artifact === undefined) return [];
  const reading = new Reading(nameOf(artifact.name), 'artifact');
  reading.fact('model.artifact.digest', `sha256:${artifact.sha256}`, 'SHA-256 of the file');
  return [reading.done()];
}

/** The facts as the policy engine takes them. */
function plainFacts({ facts, items, features }: Collected): Facts {
  const root: Record<string, unknown> = {};
  for (const { path, value } of facts) place(root, path, value);
  for (const list of ['tools', 'data.datasets'] as const) {
    const own = items.filter((item) => item.list === list).map(({ fields }) => fields);
    if (own.length > 0) place(root, list, own);
  }
  if (features.length > 0)
    root['features'] = features.map(({ name, hint }) =>
      hint === null ? { name } : { name, category: hint.category },
    );
  return root;
}

/** Sets a value at a path of the vocabulary. */
function place(root: Record<string, unknown>, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    root[key] = value;
    return;
  }
  const inner = (root[key] ?? {}) as Record<string, unknown>;
  root[key] = inner;
  place(inner, rest.join('.'), value);
}

function itemFacts({ items }: Collected): DraftFact[] {
  const next = new Map<string, number>();
  return items.flatMap(({ list, fields, source }) => {
    const index = next.get(list) ?? 0;
    next.set(list, index + 1);
    return Object.entries(fields).map(([name, value]) =>
      stated(`${list}[${index}].${name}`, value, source),
    );
  });
}

function featureFacts({ features }: Collected): DraftFact[] {
  return features.flatMap(({ name, source, hint }, index) => {
    const named = stated(`features[${index}].name`, name, source);
    if (hint === null) return [named];
    const path = `features[${index}].category`;
    const why = `the name, by the pattern \`${hint.pattern}\``;
    return [named, { path, value: hint.category, source: why, proposal: true }];
  });
}

function stated(path: string, value: DraftValue, source: string): DraftFact {
  return { path, value, source, proposal: false };
}

function warningsOf({ features, beside, remarks }: Collected): IntakeWarning[] {
  const proposed = features.filter(({ hint }) => hint !== null).length;
  return [
    ...(proposed === 0
      ? []
      : [
          {
            path: 'features',
            message: `${proposed} of ${features.length} categories are proposals made from names`,
            hint: 'confirm or correct each: names lie both ways',
          },
        ]),
    ...(beside.length === 0
      ? []
      : [
          {
            path: 'features',
            message: `${beside.length} columns of the data are not in the model's signature`,
            hint: 'declare those that the model or its tests use all the same',
          },
        ]),
    ...remarks.map((message) => ({ path: '', message, hint: 'state what follows from it' })),
  ];
}

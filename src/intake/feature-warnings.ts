import type { Facts } from '../policy/policy.types.ts';
import { hintFor, normaliseColumn } from './column-hints.ts';
import type { FeatureTaxonomy } from './column-hints.ts';
import type { IntakeWarning, ModelColumn } from './intake.types.ts';

/**
 * Holds declared features against what their names suggest and against the model's own columns.
 *
 * Names lie both ways, so these are questions to a person: they change no finding.
 */
export function featureWarnings(
  facts: Facts,
  taxonomy: FeatureTaxonomy,
  columns: readonly ModelColumn[] = [],
): IntakeWarning[] {
  const features = declared(facts['features']);
  return [
    ...features.flatMap((feature) => declaredWarning(feature, taxonomy)),
    ...columnWarnings(features, columns, taxonomy),
  ];
}

interface Declared {
  readonly path: string;
  readonly name: string;
  readonly category: string | null;
  readonly use: string;
}

function declared(features: unknown): Declared[] {
  if (!Array.isArray(features)) return [];
  return (features as readonly unknown[]).flatMap((entry, index) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { name, category, use } = entry as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string') return [];
    const stated = typeof category === 'string' ? category : null;
    return [
      {
        path: `features[${index}]`,
        name,
        category: stated,
        use: typeof use === 'string' ? use : 'input',
      },
    ];
  });
}

function declaredWarning(
  { path, name, category }: Declared,
  taxonomy: FeatureTaxonomy,
): IntakeWarning[] {
  const hint = hintFor(name, taxonomy);
  if (category === null) {
    const question =
      hint === null ? 'state its category' : `is it \`${hint.category}\`? state its category`;
    return [
      { path: `${path}.category`, message: `nobody said what \`${name}\` is`, hint: question },
    ];
  }
  if (hint === null || hint.category === category) return [];
  const message = `\`${name}\` is declared \`${category}\`, its name suggests \`${hint.category}\``;
  return [{ path: `${path}.category`, message, hint: 'look again; the declared category is used' }];
}

function columnWarnings(
  features: readonly Declared[],
  columns: readonly ModelColumn[],
  taxonomy: FeatureTaxonomy,
): IntakeWarning[] {
  if (columns.length === 0) return [];
  const named = new Map(features.map((feature) => [normaliseColumn(feature.name), feature]));
  const present = new Set(columns.map(({ name }) => normaliseColumn(name)));
  const undeclared = columns
    .filter(({ name }) => !named.has(normaliseColumn(name)))
    .map(({ name }) => undeclaredWarning(name, taxonomy));
  const absent = features
    .filter(({ name, use }) => use === 'input' && !present.has(normaliseColumn(name)))
    .map(({ path, name }) => ({
      path,
      message: `\`${name}\` is declared as an input, the model's signature does not have it`,
      hint: 'state its `use`, or log the model again',
    }));
  const excluded = features
    .filter(
      ({ name, use }) =>
        (use === 'excluded' || use === 'audit_only') && present.has(normaliseColumn(name)),
    )
    .map(({ path, name, use }) => ({
      path: `${path}.use`,
      message: `\`${name}\` is declared \`${use}\`, yet the model's signature takes it`,
      hint: 'state `use: input`, or take it out of the model',
    }));
  return [...undeclared, ...absent, ...excluded];
}

function undeclaredWarning(name: string, taxonomy: FeatureTaxonomy): IntakeWarning {
  const hint = hintFor(name, taxonomy);
  const question =
    hint === null
      ? 'declare it with its category'
      : `is it \`${hint.category}\`? declare it with its category`;
  return {
    path: 'features',
    message: `the model takes \`${name}\`, the manifest does not declare it`,
    hint: question,
  };
}

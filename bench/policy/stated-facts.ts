/** A manifest in which everything is stated: the loan-default example, widened to all regions and 60 features. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/package-root.ts';
import { readManifest } from '../../src/intake/manifest.ts';
import type { Catalog, FactDeclaration } from '../../src/policy/catalog.types.ts';
import type { Facts, Held } from '../../src/policy/policy.types.ts';

const FEATURES = 60;
const FILE = join(packageRoot(), 'examples', 'loan-default', 'manifest.corrected.yaml');
const JURISDICTIONS = [
  'EU-DE',
  'EU-FR',
  'UK',
  'US',
  'US-CA',
  'US-NY',
  'US-NY-NYC',
  'CA-ON',
  'CA-QC',
];

export interface Stated {
  readonly facts: Facts;
  readonly held: Held;
  /** ISO date. */
  readonly asOf: string;
}

/** Complete facts, so that CEL itself can judge them too. Half of the documents are held, no approval is. */
export function statedFacts(catalog: Catalog): Stated {
  const { facts } = readManifest(readFileSync(FILE, 'utf8'), { catalog });
  const wide = {
    ...facts,
    deployment: { ...(facts['deployment'] as object), jurisdictions: JURISDICTIONS },
    data: widened(facts['data'] as Record<string, unknown>),
    features: widenedFeatures(catalog, facts['features'] as readonly object[]),
  };
  const completed = complete(catalog, '', wide);
  const documents = [...catalog.reference.documents.keys()].filter((_id, index) => index % 2 === 0);
  return { facts: completed, held: { documents, approvals: [] }, asOf: '2026-11-23' };
}

/** People of every zone, and one place outside each. */
function widened(data: Readonly<Record<string, unknown>>): object {
  const extra = {
    id: 'abroad',
    provider: 'aws',
    region: 'us-east-1',
    purpose: 'training',
    subject_regions: ['EEA', 'UK', 'CA-QC'],
    recipient_type: 'processor',
    mechanism: 'scc_2021_914',
  };
  return {
    ...data,
    subject_regions: ['EEA', 'UK', 'US', 'US-CA', 'CA-ON', 'CA-QC'],
    locations: [...(data['locations'] as readonly object[]), extra],
  };
}

/** The example's columns and then one of each other category, protected ones among them, in every use. */
function widenedFeatures(catalog: Catalog, features: readonly object[]): readonly object[] {
  const uses = ['input', 'audit_only', 'excluded', 'training_only'];
  const categories = [...catalog.reference.categories.keys()];
  const more = Array.from({ length: FEATURES - features.length }, (_none, index) => ({
    name: `column_${index}`,
    category: categories[index % categories.length],
    use: uses[index % uses.length],
  }));
  return [...features, ...more];
}

/** Adds whatever the vocabulary declares and nobody stated, below `at`. */
function complete(catalog: Catalog, at: string, value: Readonly<Record<string, unknown>>): Facts {
  const filled: Record<string, unknown> = { ...value };
  const prefix = at === '' ? '' : `${at}.`;
  const below = [...catalog.vocabulary.facts.keys()].filter((path) => path.startsWith(prefix));
  for (const name of new Set(
    below.map((path) => path.slice(prefix.length).split(/[.[]/u)[0] ?? ''),
  )) {
    const path = `${prefix}${name}`;
    // Looked up from provider and region.
    if (/\.(?:country|subdivision)$/u.test(path)) continue;
    filled[name] = completeOne(catalog, path, filled[name]);
  }
  return filled;
}

function completeOne(catalog: Catalog, path: string, value: unknown): unknown {
  const fact = catalog.vocabulary.facts.get(path);
  if (!fact) return complete(catalog, path, (value ?? {}) as Facts);
  if (Array.isArray(value) && fact.of === 'object')
    return value.map((item: unknown) => complete(catalog, `${path}[]`, item as Facts));
  return value ?? plainValue(fact);
}

const PLAIN: Readonly<Record<string, unknown>> = {
  bool: false,
  int: 30,
  number: 0.5,
  date: '2026-09-30',
  list: [],
};

function plainValue({ type, values, default: silence }: FactDeclaration): unknown {
  return PLAIN[type] ?? silence ?? values?.[0] ?? 'P1Y';
}

/** Every id that policies, templates or machines name exists; the loader checks what conditions and rules name. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../src/common/package-root.ts';
import { documentIds, loadDocumentTemplate } from '../../src/evidence/document-templates.ts';
import { loadCatalog } from '../../src/policy/load.ts';
import { REVIEW_LEVELS } from '../../src/policy/policy.types.ts';
import { MACHINES } from '../../workflows/registry.ts';

interface Category {
  readonly id: string;
  readonly proxyFor?: readonly string[];
  readonly rulings: Readonly<Record<string, string>>;
  readonly rules?: readonly string[];
}
interface Header {
  readonly version: string;
  readonly lastReviewed: string;
  readonly verification: { readonly level: string };
}

const folder = join(packageRoot(), 'policies', 'reference');
const read = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));

const catalog = loadCatalog();
const { documents, jurisdictions, categories, roles, countries } = catalog.reference;
const features = read('features.yaml') as { rulingValues: string[]; categories: Category[] };
const papers = read('documents.yaml') as {
  count: number;
  documents: { id: string; jurisdictions: string[]; satisfies?: string[] }[];
};
const geography = read('geography.yaml') as {
  transferMechanisms: { id: string; needsDocs: string[] }[];
};

/** Those of `named` that are not among `known`. */
function strangers(named: Iterable<string>, known: { has(id: string): boolean }): string[] {
  return [...named].filter((id) => !known.has(id));
}

// How facts are said is wording: nothing is decided by it.
const facts = readdirSync(folder).filter((name) => name !== 'words.yaml');

describe.each(facts)('%s', (name) => {
  it('says when it was looked at last, and how far it was checked', () => {
    const { version, lastReviewed, verification } = read(name) as Header;
    expect(version).toMatch(/^\d{4}\.\d+\.\d+$/u);
    expect(lastReviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    expect(REVIEW_LEVELS).toContain(verification.level);
  });
});

describe('feature categories', () => {
  it('name rules, categories, rulings and places that exist', () => {
    const uses = ['credit', 'employment', 'marketing'];
    for (const { id, rules = [], proxyFor = [], rulings } of features.categories) {
      expect([
        id,
        strangers(rules, catalog.rules),
        strangers(proxyFor, categories),
        strangers(Object.values(rulings), new Set(features.rulingValues)),
        strangers(Object.keys(rulings), new Set([...jurisdictions.keys(), ...uses])),
      ]).toEqual([id, [], [], [], []]);
    }
  });
});

describe('documents', () => {
  /** Documents that a rule asks for, or that one of its exceptions rests on. */
  const askedBy = new Map<string, Set<string>>();
  for (const { id, requires, exceptions } of catalog.rules.values()) {
    for (const paper of [...requires.documents, ...exceptions.flatMap((one) => one.requires)]) {
      askedBy.set(paper, (askedBy.get(paper) ?? new Set()).add(id));
    }
  }

  it('name rules and places that exist, and every rule that asks for them', () => {
    expect(papers.documents).toHaveLength(papers.count);
    for (const { id, jurisdictions: places, satisfies = [] } of papers.documents) {
      expect([
        id,
        strangers(places, jurisdictions),
        strangers(satisfies, catalog.rules),
        strangers(askedBy.get(id) ?? [], new Set(satisfies)),
      ]).toEqual([id, [], [], []]);
    }
  });

  it('have an outline that names the same places', () => {
    for (const id of documentIds()) {
      const own = papers.documents.find((one) => one.id === id);
      expect([id, loadDocumentTemplate(id).jurisdictions]).toEqual([id, own?.jurisdictions]);
    }
  });
});

it('lets transfer tools be those a manifest can state, resting on documents that exist', () => {
  const stated = catalog.vocabulary.facts.get('data.locations[].mechanism')?.values ?? [];
  const tools = geography.transferMechanisms.map(({ id }) => id);
  expect(['none', ...tools].toSorted()).toEqual([...stated].toSorted());
  const needed = geography.transferMechanisms.flatMap(({ needsDocs }) => needsDocs);
  expect(strangers(needed, documents)).toEqual([]);
});

it('lets adequacy decisions speak of countries that exist', () => {
  const decisions = [...catalog.reference.adequacy.EEA, ...catalog.reference.adequacy.UK];
  // The European Patent Organisation is no country.
  const codes = decisions.map(({ code }) => code).filter((code) => code !== 'EPO');
  expect(strangers(codes, countries)).toEqual([]);
});

it.each(MACHINES)('lets machine `$id` name roles that exist', ({ ownStage }) => {
  expect(strangers(Object.keys(ownStage), roles)).toEqual([]);
});

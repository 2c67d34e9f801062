import { nameUuid } from '../../../src/common/name-uuid.ts';
import { oscalCatalog, statementId } from '../../../src/policy/export/oscal-catalog.ts';
import { loadCatalog } from '../../../src/policy/load.ts';
import { schemaFaults } from '../../support/export-schema.ts';

interface Part {
  readonly id?: string;
  readonly name: string;
  readonly prose?: string;
  readonly parts?: readonly Part[];
}
interface Control {
  readonly id: string;
  readonly title: string;
  readonly props: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly { readonly href: string; readonly rel: string }[];
  readonly parts: readonly Part[];
}
interface Exported {
  readonly catalog: {
    readonly uuid: string;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly groups: readonly { readonly id: string; readonly controls: readonly Control[] }[];
    readonly 'back-matter': {
      readonly resources: readonly {
        readonly uuid: string;
        readonly title: string;
        readonly rlinks?: readonly { readonly href: string }[];
      }[];
    };
  };
}

const law = loadCatalog();
const packs = [...law.packs.values()];

function exported(pack: (typeof packs)[number]): Exported {
  return oscalCatalog(pack, law.reference) as Exported;
}

describe.each(packs.map((pack) => [pack.region, pack] as const))(
  'the pack %s as OSCAL',
  (_, pack) => {
    const { catalog } = exported(pack);
    const controls = catalog.groups.flatMap((group) => group.controls);

    it("is a catalog by NIST's schema", () => {
      expect(schemaFaults('oscal catalog', { catalog })).toEqual([]);
    });

    it('has every rule once, with what it says and when it applies', () => {
      expect(controls.map(({ id }) => id).toSorted()).toEqual(
        pack.rules.map(({ id }) => id).toSorted(),
      );
      for (const rule of pack.rules) {
        const control = controls.find(({ id }) => id === rule.id);
        const prop = (name: string) => control?.props.find((one) => one.name === name)?.value;
        expect({
          label: prop('label'),
          effect: prop('effect'),
          severity: prop('severity'),
          stage: prop('stage'),
          factor: prop('factor'),
          jurisdiction: prop('jurisdiction'),
          from: prop('in-force-from'),
          until: prop('in-force-until') ?? null,
          level: prop('verification-level'),
        }).toEqual({
          label: rule.citation,
          effect: rule.effect,
          severity: rule.severity,
          stage: rule.stage,
          factor: rule.factor,
          jurisdiction: rule.jurisdiction,
          from: rule.inForce.from,
          until: rule.inForce.until,
          level: rule.review.level,
        });
        expect(control?.parts[0]?.id).toBe(statementId(rule.id));
        expect(control?.parts.filter(({ name }) => name === 'exception')).toHaveLength(
          rule.exceptions.length,
        );
      }
    });

    it('has no link to a resource that is not there, and no id twice', () => {
      const resources = new Set(catalog['back-matter'].resources.map(({ uuid }) => `#${uuid}`));
      const inside = controls.flatMap(({ links }) => links.map(({ href }) => href));
      expect(inside.filter((href) => !resources.has(href))).toEqual([]);
      const ids = [
        ...catalog.groups.map(({ id }) => id),
        ...controls.flatMap(({ id, parts }) => [id, ...parts.flatMap(idsOf)]),
      ];
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    });

    it('leaves no placeholder behind that OSCAL would take for a parameter', () => {
      expect(JSON.stringify(catalog)).not.toContain('{{');
    });

    it('is the same at any time and another document when anything in it changes', () => {
      expect(JSON.stringify(exported(structuredCloneOf(pack)))).toBe(JSON.stringify({ catalog }));
      const [first, ...rest] = pack.rules;
      if (!first) throw new Error('the pack has no rules');
      const changed = exported({
        ...pack,
        rules: [{ ...first, statement: 'Other words.' }, ...rest],
      });
      expect(changed.catalog.uuid).not.toBe(catalog.uuid);
    });
  },
);

describe('a rule as an OSCAL control', () => {
  const [pack] = packs;
  if (!pack) throw new Error('no pack');
  const [rule] = pack.rules;
  if (!rule) throw new Error('no rule');

  it('reads as it was written, whatever marks the text has', () => {
    const statement = '# 1. a *b* [c](d) _e_ f_g <h> {{ insert: param, i }}\n- j';
    const odd = { ...pack, rules: [{ ...rule, statement }] };
    const { catalog } = exported(odd);
    expect(schemaFaults('oscal catalog', { catalog })).toEqual([]);
    expect(catalog.groups[0]?.controls[0]?.parts[0]?.prose).toBe(
      String.raw`\# 1. a \*b\* \[c\](d) \_e\_ f_g \<h\> \{\{ insert: param, i \}\} - j`,
    );
  });

  it('says so when its law was withdrawn', () => {
    const gone = { ...rule, inForce: { ...rule.inForce, withdrawn: '2026-01-01' } };
    const [group] = exported({ ...pack, rules: [gone] }).catalog.groups;
    expect(group?.controls[0]?.props).toContainEqual({ name: 'status', value: 'withdrawn' });
  });

  it('of a draft is not said to be published', () => {
    expect(exported({ ...pack, status: 'draft' }).catalog.metadata['published']).toBeUndefined();
    expect(exported(pack).catalog.metadata['last-modified']).toBe(`${pack.publishedAt}T00:00:00Z`);
  });

  it('of a pack without rules is a valid, empty catalog', () => {
    const none = oscalCatalog({ ...pack, rules: [] }, law.reference);
    expect(schemaFaults('oscal catalog', none)).toEqual([]);
  });
});

it('derives ids as everybody does (RFC 9562, version 5)', () => {
  expect(nameUuid('http://python.org/')).toBe('4c565f0d-3f5a-5890-b41b-20cf47701c5e');
});

function idsOf({ id, parts = [] }: Part): string[] {
  return [...(id === undefined ? [] : [id]), ...parts.flatMap(idsOf)];
}

/** Conditions are functions, so a pack cannot be cloned whole. */
function structuredCloneOf(pack: (typeof packs)[number]): typeof pack {
  return {
    ...pack,
    rules: pack.rules.map((rule) => ({ ...rule })),
    sources: new Map(pack.sources),
  };
}

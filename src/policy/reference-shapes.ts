/** The form of each reference file, as TypeScript and as a check. */
import type { Role } from './catalog.types.ts';
import { REVIEW_LEVELS } from './policy.types.ts';
import {
  ANY,
  BOOL,
  DATE,
  list,
  map,
  match,
  object,
  orNull,
  several,
  type Shape,
  TEXT,
  word,
} from './shape.ts';

interface EuDecision {
  readonly code: string;
  readonly decision: string;
  readonly from: string;
  readonly until?: string | null;
  readonly condition?: string;
  /** Name of a set of use cases whose data the decision leaves out. */
  readonly excludesUses?: string;
}

export interface GeographyFile {
  readonly regions: {
    readonly EU: { readonly members: readonly string[]; readonly outermost: readonly string[] };
    readonly EEA: { readonly members: readonly string[] };
  };
  readonly euAdequacy: {
    readonly decisions: readonly EuDecision[];
    readonly historyForTests: readonly (EuDecision & { readonly until: string })[];
  };
  readonly ukAdequacy: {
    readonly full: readonly string[];
    readonly partial: readonly {
      readonly code: string;
      readonly condition: string;
      readonly from?: string;
    }[];
  };
}

/** Conditions of partial adequacy that `adequacy.ts` knows how to test. */
const ADEQUACY_CONDITIONS = [
  'recipient_dpf_certified',
  'recipient_dpf_certified_with_uk_extension',
  'recipient_subject_to_pipeda',
  'automated_processing_only',
  'business_operator_under_appi',
  'private_sector_under_appi',
  'controller_under_pipa',
] as const;

/** Every reference file says how old it is, when somebody looked at it last, and how far it was checked. */
const HEADER = {
  version: TEXT,
  lastReviewed: DATE,
  verification: object({ level: word('verification level', REVIEW_LEVELS), 'note?': TEXT }),
};

const CONDITION = word('adequacy condition', ADEQUACY_CONDITIONS);

export const GEOGRAPHY: Shape = object(
  {
    ...HEADER,
    regions: object(
      {
        EU: object({ members: list(TEXT), outermost: list(TEXT) }, true),
        EEA: object({ members: list(TEXT) }, true),
      },
      true,
    ),
    euAdequacy: object(
      {
        decisions: list(
          object(
            {
              code: TEXT,
              decision: TEXT,
              from: DATE,
              'until?': orNull(DATE),
              'condition?': CONDITION,
              'excludesUses?': TEXT,
            },
            true,
          ),
        ),
        historyForTests: list(
          object(
            { code: TEXT, decision: TEXT, from: DATE, until: DATE, 'condition?': CONDITION },
            true,
          ),
        ),
      },
      true,
    ),
    ukAdequacy: object(
      {
        full: list(TEXT),
        partial: list(object({ code: TEXT, condition: CONDITION, 'from?': DATE }, true)),
      },
      true,
    ),
  },
  true,
);

export interface CloudRegionsFile {
  readonly providers: Readonly<
    Record<string, { readonly name: string; readonly parentOutsideEEA: boolean }>
  >;
  readonly regions: readonly {
    readonly provider: string;
    readonly code: string;
    readonly country: string;
    readonly city: string;
    readonly subdivision?: string;
    readonly sovereign: string;
  }[];
}

export const CLOUD_REGIONS: Shape = object(
  {
    ...HEADER,
    providers: map(object({ name: TEXT, parentOutsideEEA: BOOL }, true)),
    regions: list(
      object({
        provider: TEXT,
        code: TEXT,
        country: TEXT,
        city: TEXT,
        'subdivision?': TEXT,
        eu: BOOL,
        eea: BOOL,
        sovereign: word('sovereignty', [
          'none',
          'government',
          'eu_sovereign',
          'eu_operator',
          'local_partner',
        ]),
        status: word('status', ['ga', 'restricted', 'check']),
        'note?': TEXT,
      }),
    ),
    unlisted: list(object({ provider: TEXT, code: TEXT, reason: TEXT })),
  },
  true,
);

export interface FeaturesFile {
  readonly matching: { readonly stripFirst: readonly string[] };
  readonly categories: readonly {
    readonly id: string;
    readonly label: string;
    readonly namePatterns?: readonly string[];
    readonly rulings: Readonly<Record<string, string>>;
    readonly rules?: readonly string[];
    readonly note?: string;
  }[];
}

export const FEATURES: Shape = object(
  {
    ...HEADER,
    matching: object({ stripFirst: list(TEXT) }, true),
    categories: list(
      object({
        id: TEXT,
        label: TEXT,
        'groups?': list(TEXT),
        'proxyFor?': list(TEXT),
        rulings: map(TEXT),
        'rules?': list(TEXT),
        'namePatterns?': list(TEXT),
        'valueHints?': ANY,
        'note?': TEXT,
      }),
    ),
  },
  true,
);

export interface DocumentsFile {
  readonly documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly owner: string | readonly string[];
    readonly approver?: string | readonly string[];
    readonly legalBasis?: string;
    readonly sections?: readonly string[];
    readonly reviewEvery?: string;
  }[];
}

export const DOCUMENTS: Shape = object(
  {
    ...HEADER,
    documents: list(
      object({
        id: TEXT,
        title: TEXT,
        'jurisdictions?': list(TEXT),
        'legalBasis?': TEXT,
        owner: several(TEXT),
        'approver?': several(TEXT),
        'sections?': list(TEXT),
        'satisfies?': list(TEXT),
        'reviewEvery?': TEXT,
        'machineFields?': ANY,
        'note?': TEXT,
      }),
    ),
  },
  true,
);

export interface JurisdictionsFile {
  readonly jurisdictions: readonly {
    readonly id: string;
    readonly title: string;
    readonly parent?: string;
    readonly subjectsOnly?: boolean;
  }[];
  readonly countries: readonly string[];
  readonly restOfWorld: readonly string[];
}

const COUNTRY = match('country code', /^[A-Z]{2}$/);

export const JURISDICTIONS: Shape = object({
  ...HEADER,
  jurisdictions: list(
    object({ id: TEXT, title: TEXT, 'parent?': TEXT, 'subjectsOnly?': BOOL, 'note?': TEXT }),
  ),
  countries: list(COUNTRY),
  restOfWorld: list(COUNTRY),
});

export interface RolesFile {
  readonly roles: readonly {
    readonly id: string;
    readonly title: string;
    readonly kind: Role['kind'];
    readonly external?: boolean;
  }[];
}

export const ROLES: Shape = object({
  ...HEADER,
  roles: list(
    object({
      id: TEXT,
      title: TEXT,
      kind: word('kind of role', [
        'requester',
        'owner',
        'reviewer',
        'officer',
        'auditor',
        'administrator',
      ]),
      'external?': BOOL,
    }),
  ),
});

export interface SetsFile {
  readonly sets: Readonly<
    Record<string, { readonly of: string; readonly members: readonly string[] }>
  >;
}

export const SETS: Shape = object({
  ...HEADER,
  sets: map(object({ of: TEXT, members: list(TEXT) })),
});

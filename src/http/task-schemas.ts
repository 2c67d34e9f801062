/** Schemas of tasks, and of the law that they and cases name. */
import { findingWord } from './law-schemas.ts';
import { anything, count, instant, list, maybe, object, sha256, text } from './schema-parts.ts';

export const model = object({ name: text, version: text });
export const pack = object(
  {
    pack: text,
    version: text,
    sha256,
    overlays: list(object({ name: text, version: text, sha256 })),
    keeps: list(object({ version: text, rules: list(text) })),
  },
  ['overlays', 'keeps'],
);

const found = maybe(object({ version: count, finding: findingWord, missing: list(text) }));
const newerLaw = {
  ...object(
    {
      from: list(pack),
      packs: list(pack),
      rules: { ...list(text), description: 'Rules that newly stand in the way' },
      differences: {
        ...list(object({ rule: text, title: text, citation: text, before: found, after: found })),
        description: 'What the law of the case and the newer one find otherwise, rule by rule',
      },
    },
    ['from', 'differences'],
  ),
  description: 'A newer law called the review in before its time',
};

export const task = object(
  {
    id: text,
    case_id: text,
    region: text,
    key: text,
    stage: text,
    title: text,
    factor: text,
    kind: text,
    role: text,
    quorum: count,
    given: count,
    holders: list(object({ person: text, since: instant, assigned_by: text })),
    model,
    opened_at: instant,
    due_at: instant,
    closed_at: maybe(instant),
    escalated: {
      ...maybe({ type: 'string', enum: ['remind', 'deputy', 'lead'] }),
      description: 'Before whom it was brought last because it is overdue',
    },
    because: maybe(newerLaw),
    seen: { ...maybe(sha256), description: 'Hash of `shown`; a decision in this stage names it' },
    shown: { ...maybe(anything), description: 'What a decision in this stage covers' },
  },
  ['seen', 'shown'],
);

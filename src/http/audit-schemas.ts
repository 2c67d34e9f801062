import { date, instant, list, maybe, object, page, ref, text } from './schema-parts.ts';

/** What the API answers about auditors and to them. */
export const AUDIT_SCHEMAS = {
  Engagements: page(ref('Engagement')),
  Engagement: object({
    id: text,
    region: text,
    person: text,
    cases: { ...maybe(list(text)), description: 'Null: every case of the period' },
    period_from: { ...maybe(date), description: 'First day that is audited' },
    period_until: { ...maybe(date), description: 'Last day that is audited' },
    from: instant,
    until: instant,
    reason: text,
    created_by: text,
    ended_at: maybe(instant),
  }),
} as const;

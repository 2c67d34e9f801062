import { dictionary, flag, instant, list, maybe, object, page, ref, text } from './schema-parts.ts';

const person = object({ id: text, name: text });
const powers = dictionary(object({ roles: list(text), may: list(text) }));
const token = {
  id: text,
  person: text,
  kind: { type: 'string', enum: ['person', 'service'] },
  label: text,
  regions: list(text),
  actions: {
    ...maybe(list(text)),
    description: 'What of its person’s powers it opens; null for all',
  },
  created_at: instant,
  created_by: maybe(text),
  expires_at: instant,
  last_used_at: { ...maybe(instant), description: 'To the minute' },
};

/** What the API answers about who is who. */
export const IDENTITY_SCHEMAS = {
  Me: object({
    person,
    token: text,
    regions: powers,
  }),
  Session: object({
    person,
    session: text,
    regions: powers,
    csrf: { ...text, description: 'Every write in the session carries it as `X-Carnet-Csrf`' },
    proved_at: { ...instant, description: 'Deciding needs a proof that is younger than 5 minutes' },
    expires_at: instant,
    way: { ...text, description: '`password`, or `provider:` and the id of a provider' },
  }),
  SignInWays: object({ password: flag, providers: list(object({ id: text, title: text })) }),
  SignedOut: object({
    done: flag,
    leave: { ...maybe(text), description: 'Where to sign out at the provider, too' },
  }),
  Ended: object({ done: flag }),
  Sessions: page(ref('SessionItem')),
  SessionItem: object({
    id: text,
    user_agent: text,
    created_at: instant,
    seen_at: instant,
    expires_at: instant,
    current: flag,
  }),
  Tokens: page(ref('Token')),
  Token: object(token),
  NewToken: object({ ...token, token: { ...text, description: 'The secret, told this once' } }),
} as const;

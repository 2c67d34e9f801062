import { answered, api, setCsrf } from './client.ts';
import type { Session } from './types.ts';

/** Begins a session; from here on writes carry its token. */
export async function signIn(person: string, password: string): Promise<Session> {
  const session = answered(await api.POST('/api/v1/session', { body: { person, password } }));
  setCsrf(session.csrf);
  return session;
}

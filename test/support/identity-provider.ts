import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Somebody whom the provider knows. */
export interface Account {
  readonly claims: Readonly<Record<string, unknown>>;
  /** How they sign in; what the provider says of it. */
  readonly acr?: string;
}

/** An OpenID provider on loopback whose people sign in without being asked anything. */
export interface TestIdentityProvider {
  readonly issuer: string;
  /** What it says of its people; a test may change it. */
  readonly accounts: Record<string, Account>;
  /** Who sits at the browser; null: somebody who gives up. */
  signsIn: string | null;
  close(): Promise<void>;
}

/** The secret of its client `carnet`; `carnet-public` has none. */
export const CLIENT_SECRET = 'a-secret-of-the-client-that-nobody-else-knows';

/** Starts a provider that sends people back to these addresses. */
export async function startIdentityProvider(
  accounts: Record<string, Account>,
): Promise<TestIdentityProvider & { sendBackTo(origin: string): void }> {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const state: { signsIn: string | null } = { signsIn: null };
  let handle: ReturnType<Provider['callback']> | undefined;
  http.on('request', (request, response) => void handle?.(request, response));
  return {
    issuer,
    accounts,
    get signsIn() {
      return state.signsIn;
    },
    set signsIn(who) {
      state.signsIn = who;
    },
    sendBackTo: (origin) => {
      handle = providerOf(issuer, origin, accounts, state).callback();
    },
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function providerOf(
  issuer: string,
  origin: string,
  accounts: Record<string, Account>,
  state: { readonly signsIn: string | null },
): Provider {
  const addresses = {
    redirect_uris: [`${origin}/api/v1/session/callback`],
    post_logout_redirect_uris: [`${origin}/sign-in`],
  };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'carnet', client_secret: CLIENT_SECRET, ...addresses },
      { client_id: 'carnet-public', token_endpoint_auth_method: 'none', ...addresses },
    ],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'groups'],
    acrValues: ['urn:bank:card'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of the test'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts[id]?.claims }),
    }),
    // Everybody has agreed to everything.
    loadExistingGrant: async ({ oidc }) => {
      const { session, client, provider: own } = oidc;
      const grant = new own.Grant({
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
        ...(client === undefined ? {} : { clientId: client.clientId }),
      });
      grant.addOIDCScope('openid profile groups');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    const who = state.signsIn;
    const result =
      who === null
        ? { error: 'access_denied', error_description: 'they gave up' }
        : { login: { accountId: who, ...(accounts[who]?.acr && { acr: accounts[who].acr }) } };
    context.respond = false;
    return provider.interactionFinished(context.req, context.res, result);
  });
  return provider;
}

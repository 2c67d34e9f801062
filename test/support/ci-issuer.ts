import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

/** What gives the jobs of a pipeline tokens that say which job they are: discovery, keys, and a runner's own address. */
export interface CiIssuer {
  readonly issuer: string;
  readonly keys: Keys;
  /** Addresses that were asked for. */
  readonly asked: readonly string[];
  /** A token with these claims besides those every token has. */
  token(claims: JWTPayload, keys?: Keys['privateKey']): Promise<string>;
  /** What a runner tells its job: where to get a token. */
  readonly runner: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const KEY_ID = 'key-1';
const RUNNER_TOKEN = 'what-only-the-runner-knows';
const WHO = { sub: 'repo:bank/loans', repository: 'bank/loans', ref: 'refs/heads/main' };

/** Starts an issuer on loopback. */
export async function startCiIssuer(): Promise<CiIssuer> {
  const keys = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  const asked: string[] = [];
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const token = async (claims: JWTPayload, key = keys.privateKey): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: issuer, ...WHO, iat: now, exp: now + 300, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
      .sign(key);
  };
  const answers: Readonly<Record<string, (url: URL) => Promise<object>>> = {
    '/.well-known/openid-configuration': async () => ({ issuer, jwks_uri: `${issuer}/keys` }),
    '/keys': async () => ({ keys: [jwk] }),
    '/runner': async ({ searchParams }) => ({
      value: await token({ aud: searchParams.get('audience') ?? '' }),
    }),
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', issuer);
    asked.push(url.pathname);
    const isRunner = request.headers.authorization === `Bearer ${RUNNER_TOKEN}`;
    const answer = url.pathname === '/runner' && !isRunner ? undefined : answers[url.pathname];
    const body = (await answer?.(url)) ?? {};
    response.writeHead(answer ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  http.on('request', (request, response) => void respond(request, response));
  return {
    issuer,
    keys,
    asked,
    token,
    runner: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer}/runner?api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: RUNNER_TOKEN,
    },
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

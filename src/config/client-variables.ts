import type { CarnetConfig } from './config.types.ts';
import type { EnvironmentReader } from './environment-reader.ts';
import { parseAudience, parseServiceUrl, parseToken } from './parsers.ts';

/** GitHub gives these to a job that may ask for an ID token. */
const GITHUB_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const GITHUB_TOKEN = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

/** Where the command line finds the service, and as whom it speaks. */
export function readClient(reader: EnvironmentReader, otherwise: string): CarnetConfig['client'] {
  const token = reader.read('CARNET_TOKEN', parseToken);
  const audience = reader.read('CARNET_AUDIENCE', parseAudience);
  const url = reader.read('CARNET_URL', parseServiceUrl) ?? otherwise;
  const job = audience === undefined ? null : jobOf(reader, audience);
  return { url, ...(token === undefined ? {} : { token }), ...(job && { job }) };
}

function jobOf(reader: EnvironmentReader, audience: string): CarnetConfig['client']['job'] | null {
  const url = reader.other(GITHUB_URL);
  const token = reader.other(GITHUB_TOKEN);
  if (url !== undefined && token !== undefined) return { audience, url, token };
  reader.complain(
    'CARNET_AUDIENCE',
    'this is no job of GitHub that may ask for an ID token',
    'give the job `permissions: id-token: write`; elsewhere put the ID token into CARNET_TOKEN',
  );
  return null;
}

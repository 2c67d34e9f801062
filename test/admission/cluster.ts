/** A cluster's side of the webhook: a process of its own over TLS, asking a real server that holds one permit. */
import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { permitted, PERMITTED_PLACE } from '../support/permitted-model.ts';
import { faultsOfObject, type KubernetesObject } from '../support/kubernetes.ts';
import { carnet } from '../support/run-cli.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { RESPONSE_SCHEMA, type ReviewParts, reviewOf } from './reviews.ts';
import { RunningWebhook } from './running-webhook.ts';
import { certificate, type Certificate } from './tls.ts';

/** A model with a permit for the EU. */
export const GOOD = `sha256:${'a1'.repeat(32)}`;

const NAMESPACES = `
namespaces:
  credit-eu: { region: eu, cloud_region: '${PERMITTED_PLACE}', jurisdictions: [EU-DE], use_case: credit_scoring }
  credit-warn: { region: eu, mode: warn }
  credit-dry: { region: eu, mode: dry-run }
  elsewhere: { region: eu, cloud_region: aws:us-east-1 }
  credit-us: { region: north-america }
  mixed: { region: eu, images: ['*/models/*'], unnamed: allow }
  stated: { region: eu, named_by: [annotation] }
  'team-*': { region: eu, mode: warn }
  'team-live-*': { region: eu }
`;

/** Where permit, trust file and revocation list of the good model lie, as the configuration names them. */
export const HELD_FILES = 'permits: permit.json, trust: trust.json, revocations: [list.json]';

export interface Answered {
  readonly allowed: boolean;
  readonly status?: {
    readonly code: number;
    readonly reason: string;
    readonly message: string;
    readonly details: { readonly causes: readonly { reason: string; field?: string }[] };
  };
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
}

export const causesOf = ({ status }: Answered): string[] | undefined =>
  status?.details.causes.map(({ reason }) => reason);

const isResponse = new Ajv({ strict: false }).compile(RESPONSE_SCHEMA);
const STATUS = { apiVersion: 'v1', kind: 'Status' };

export class Cluster {
  private constructor(
    readonly server: TestServer,
    readonly webhook: RunningWebhook,
    readonly folder: string,
    public tls: Certificate,
  ) {}

  static async start(): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'carnet-admission-'));
    const server = await startTestServer({ regions: ['eu'] });
    const tls = certificate(folder, 'tls');
    await writeFile(join(folder, 'token'), `${server.tokens['ana'] ?? ''}\n`);
    await writeConfig(folder, `gate: { url: '${server.url}', token_file: token }`);
    const [webhook, id] = await Promise.all([
      RunningWebhook.start([
        `--config=${join(folder, 'admission.yaml')}`,
        `--cert=${join(folder, 'tls.crt')}`,
        `--key=${join(folder, 'tls.key')}`,
        '--reload=0.1',
      ]),
      permitted(server, { folder, digest: GOOD }),
    ]);
    const cluster = new Cluster(server, webhook, folder, tls);
    await cluster.#write('permit.json', ['permit', 'show', id]);
    await cluster.#write('trust.json', ['trust']);
    await cluster.renewList();
    return cluster;
  }

  async close(): Promise<void> {
    await this.webhook.stop();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async configure(gate: string): Promise<void> {
    await writeConfig(this.folder, gate);
  }

  /** Fetches the revocation list as it stands now. */
  async renewList(): Promise<void> {
    await this.#write('list.json', ['permit', 'revocations', '--region', 'eu']);
  }

  async #write(name: string, argv: readonly string[]): Promise<void> {
    const as = ['--url', this.server.url, '--token', this.server.tokens['ana'] ?? ''];
    const { code, err } = await carnet([...argv, '--out', join(this.folder, name), ...as]);
    if (code !== 0) throw new Error(err);
  }

  /** Sends a review of the API's own shape; its answer has the API's own shape and the request's uid. */
  async review(parts: ReviewParts): Promise<Answered> {
    const sent = reviewOf(parts);
    const { uid, object } = sent['request'] as { uid: string; object: KubernetesObject | null };
    deepStrictEqual(object === null ? [] : faultsOfObject(object), []);
    const { status, headers, body } = await this.webhook.send(JSON.stringify(sent), this.tls.cert);
    const type = headers['content-type'];
    deepStrictEqual({ status, type }, { status: 200, type: 'application/json' });
    const answer = JSON.parse(body) as { response: Answered & { uid: string } };
    deepStrictEqual([isResponse(answer), isResponse.errors], [true, null]);
    deepStrictEqual(answer.response.uid, uid);
    const failure = answer.response.status;
    deepStrictEqual(failure === undefined ? [] : faultsOfObject({ ...STATUS, ...failure }), []);
    return answer.response;
  }

  /** How often the gate was asked, once it has written down what it answered, which it does every half second. */
  async calls(): Promise<number> {
    await new Promise((resolve) => {
      setTimeout(resolve, 700);
    });
    const { pool } = this.server.cells.get('eu');
    const { rows } = await pool.query<{ n: number }>(
      'select coalesce(sum(calls), 0)::int as n from gate_tally',
    );
    return rows[0]?.n ?? 0;
  }

  /** Takes the good model's permit back for good. */
  async revoke(): Promise<void> {
    const { pool } = this.server.cells.get('eu');
    const { rows } = await pool.query<{ id: string }>(
      `select id from regulated_case where status = 'permitted'`,
    );
    const body = { stage: 'permit', role: 'compliance_officer', reason: 'over', kind: 'revoke' };
    const path = `/cases/${rows[0]?.id ?? ''}/decisions`;
    const { status } = await this.server.send('cleo', 'POST', path, { body });
    deepStrictEqual(status, 200);
  }
}

async function writeConfig(folder: string, gate: string): Promise<void> {
  await writeFile(join(folder, 'admission.yaml'), `${gate}\n${NAMESPACES}`);
}

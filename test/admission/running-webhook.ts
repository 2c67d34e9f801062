import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cert?: string;
  readonly key?: string;
}

const PATIENCE_MS = 30_000;

/** `carnet admission` as a process of its own, spoken to over TLS. */
export class RunningWebhook {
  #told = '';
  readonly #child: ChildProcess;
  #port = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#told += chunk.toString()));
  }

  static async start(options: readonly string[]): Promise<RunningWebhook> {
    const run = ['--import', './test/support/typescript.mjs', 'src/cli/main.ts', 'admission'];
    const child = spawn(process.execPath, [...run, '--port', '0', ...options], {
      env: { PATH: process.env['PATH'] },
    });
    const webhook = new RunningWebhook(child);
    const port = await webhook.heard(/answers https:\/\/127\.0\.0\.1:(\d+)\/admit/u);
    webhook.#port = Number(port);
    return webhook;
  }

  /** Everything that it wrote. */
  get told(): string {
    return this.#told;
  }

  /** Waits until it writes something; what the pattern's group caught. */
  async heard(pattern: RegExp): Promise<string> {
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until && this.#child.exitCode === null) {
      const found = pattern.exec(this.#told);
      if (found) return found[1] ?? '';
      // oxlint-disable-next-line no-await-in-loop -- until it is there
      await sleep(20);
    }
    throw new Error(`never heard ${String(pattern)} of:\n${this.#told}`);
  }

  async send(body: string | Buffer, ca: string, sent: Sent = {}): Promise<HttpAnswer> {
    const { path = '/admit', method = 'POST', headers = {}, ...client } = sent;
    const asked = request({
      ...client,
      ca,
      host: '127.0.0.1',
      port: this.#port,
      path,
      method,
      // As the API server does, which keeps its connections.
      headers: { 'content-type': 'application/json', connection: 'keep-alive', ...headers },
      agent: false,
    });
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    const read = await text(answer);
    asked.destroy();
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: read };
  }

  /** The name in the certificate that it presents to new connections. */
  async presents(): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port: this.#port, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    return String(subject.CN);
  }

  get port(): number {
    return this.#port;
  }

  /** @returns exit code */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    return this.#child.exitCode;
  }
}

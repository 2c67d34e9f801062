/** What anybody can put into a review or a configuration: refused with the reason, never a crash, never a yes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { admit } from '../../src/admission/admission.ts';
import {
  AdmissionConfigError,
  ReviewUnreadableError,
} from '../../src/admission/admission.errors.ts';
import { type AdmissionConfig, readAdmissionConfig } from '../../src/admission/admission-config.ts';
import { listen } from '../../src/admission/admission-server.ts';
import { denied, type ModelAnswer } from '../../src/admission/asker.ts';
import type { AdmissionReview } from '../../src/admission/review.types.ts';
import { matches } from '../../src/admission/rule-for.ts';
import { reviewOf } from './reviews.ts';
import { certificate } from './tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'carnet-admission-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLACES = { regions: ['eu'], cloudRegions: new Map([['aws:eu-central-1', {}]]) };
const GOOD = 'a1'.repeat(32);

let files = 0;
function configured(text: string): AdmissionConfig {
  const path = join(folder, `admission-${String((files += 1))}.yaml`);
  writeFileSync(path, text);
  return readAdmissionConfig(path, PLACES);
}

const answers = new Map<string, ModelAnswer>([
  [GOOD, { ...denied('', ''), decision: 'allow', reasons: [], permit: 'permit-1' }],
]);
const broke: unknown[] = [];

async function asked(body: string, config: AdmissionConfig): Promise<AdmissionReview> {
  return admit(body, {
    config: () => config,
    ask:
      () =>
      async ({ artifact }) =>
        answers.get(artifact) ?? denied('no_permit', 'there is none'),
    log: () => undefined,
    onFailure: (error) => broke.push(error),
  });
}

describe('a review', () => {
  const config = configured(`
    gate: { url: 'https://carnet.bank.example' }
    namespaces: { credit-eu: { region: eu } }`);
  const keys = fc.constantFrom(
    'uid kind apiVersion request object oldObject operation dryRun namespace name'.split(' '),
    'metadata annotations carnet.dev/model spec template containers image'.split(' '),
  );
  const word = fc.oneof(
    keys.chain((some) => fc.constantFrom(...some)),
    fc.constantFrom('__proto__', 'constructor', 'toString', '', '\u0000', 'AdmissionReview'),
    fc.constantFrom('admission.k8s.io/v1', 'CREATE', 'UPDATE', 'Pod', 'credit-eu', 'x@sha256:'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(word, fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(word, tie('tree'), { maxKeys: 5 }),
    ),
  }));

  it('of any JSON is answered or refused, and never lets run what was not asked for', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (body) => {
        await expect(asked(JSON.stringify(body), config)).rejects.toThrow(ReviewUnreadableError);
      }),
      { numRuns: 300 },
    );
  });

  it('with anything in the place of a part is answered with its uid, and a yes has its permit', async () => {
    const parts = ['kind', 'object', 'oldObject', 'namespace', 'operation', 'subResource', 'name'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), tree, async (part, value) => {
        const sent = reviewOf({ kind: 'Deployment', pod: { images: ['x'] } });
        const changed = { ...(sent['request'] as { uid: string }), [part]: value };
        const body = JSON.stringify({ ...sent, request: changed });
        const answer = await asked(body, config).catch((error: unknown) => error);
        if (answer instanceof ReviewUnreadableError) return;
        const { response } = answer as AdmissionReview;
        expect(response.uid).toBe(changed.uid);
        // It names a tag where it names anything: only a part that asks nothing makes it pass.
        const passes = part === 'operation' || part === 'subResource';
        expect(response.allowed && !passes).toBe(false);
      }),
      { numRuns: 600 },
    );
    expect(broke).toEqual([]);
  });

  it('names models in any form, and runs only when each of them has a permit', async () => {
    const digest = fc.constantFrom(GOOD, 'b2'.repeat(32), 'A1'.repeat(32), 'a1', `${GOOD}0`, '');
    const image = fc
      .tuple(fc.constantFrom('', 'r/m:1', 'r/m@sha256:x'), digest)
      .map(([name, hex]) => `${name}@sha256:${hex}`);
    const pods = fc.record({
      images: fc.array(fc.oneof(image, fc.string()), { maxLength: 3 }),
      initImages: fc.array(image, { maxLength: 2 }),
      ephemeralImages: fc.array(image, { maxLength: 2 }),
      annotations: fc.option(
        fc.record({
          'carnet.dev/model': fc.oneof(
            digest.map((hex) => `sha256:${hex}`),
            fc.string(),
          ),
        }),
        { nil: undefined },
      ),
    });
    await fc.assert(
      fc.asyncProperty(pods, async ({ annotations, ...rest }) => {
        const pod = { ...rest, ...(annotations === undefined ? {} : { annotations }) };
        const { response } = await asked(JSON.stringify(reviewOf({ pod })), config);
        const stated = annotations?.['carnet.dev/model'];
        const all = [...rest.images, ...rest.initImages, ...rest.ephemeralImages];
        // Said once more, by eye: an annotation speaks alone, else every image has to be the good one.
        const isGood =
          stated === undefined
            ? all.length > 0 && all.every((one) => /^[^@]*@sha256:(?:a1){32}$/u.test(one))
            : /^[\s,]*sha256:(?:a1){32}(?:[\s,]+sha256:(?:a1){32})*[\s,]*$/u.test(stated);
        expect(response.allowed).toBe(isGood);
      }),
      { numRuns: 500 },
    );
  });

  it('that breaks whoever judges it is denied', async () => {
    const sent = reviewOf({ pod: { images: [`x@sha256:${GOOD}`] } });
    const { response } = await admit(JSON.stringify(sent), {
      config: () => config,
      ask: () => async () => Promise.reject(new Error('planted')),
      log: () => undefined,
      onFailure: () => undefined,
    });
    expect(response).toMatchObject({ allowed: false, status: { code: 500 } });
    expect(response.uid).toBe((sent['request'] as { uid: string }).uid);
  });

  it('gets a message that steers no terminal and has an end', async () => {
    const images = Array.from({ length: 200 }, (_, n) => `\u001B[2J${String(n)}${'x'.repeat(999)}`);
    const { response } = await asked(JSON.stringify(reviewOf({ pod: { images } })), config);
    const { message = '' } = response.status ?? {};
    expect(message).not.toContain('\u001B');
    expect(message.length).toBeLessThanOrEqual(8192);
  });
});

const told = (text: string): string => {
  try {
    configured(text);
  } catch (error) {
    if (error instanceof AdmissionConfigError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('a configuration', () => {
  const good = `gate: { url: 'https://c' }\nnamespaces:\n  a: { region: eu }\n`;
  it.each([
    ['', /:1:1 the file is missing or empty/u],
    ['gate: [', /:1:\d+ /u],
    [good.replace('url', 'urll'), /:1:9 unknown key `urll` \(did you mean `url`\?\)/u],
    [good.replace('https://c', 'ftp://c'), /:1:14 `ftp:\/\/c` is no address/u],
    [good.replace('https://c', 'https://u:p@c/x'), /:1:14 /u],
    [good.replace("url: 'https://c'", ''), /:1:7 nothing to ask/u],
    [good.replace("'https://c'", "'https://c', timeout_ms: 1"), /`1` is not within 100 to 25000/u],
    [good.replace("url: 'https://c'", 'permits: p'), /decide nothing without `trust`/u],
    [good.replace("'https://c'", "'https://c', trust: t"), /:1:\d+ `trust` needs `permits`/u],
    [good.replace('eu', 'mars'), /:3:16 unknown region `mars` \(known: eu\)/u],
    [`${good}  b:\n    region: eu\n    cloud_region: aws:moon\n`, /:6:19 unknown cloud region/u],
    [`${good}  b:\n    region: eu\n    mode: enforced\n`, /:6:11 unknown mode .*`enforce`/u],
    [`${good}  B_b: { region: eu }\n`, /:4:3 `B_b` is no name of a namespace/u],
    [`${good}  b: { region: eu, named_by: [] }\n`, /:4:\d+ nothing would name a model/u],
    [`${good}  b: { region: eu, named_by: [annotation], images: ['*'] }\n`, /:4:\d+ images name/u],
    [`${good}  b: { region: eu, images: ['x@sha256:1'] }\n`, /:4:\d+ .* is no pattern/u],
    [`${good}  a: { region: eu }\n`, /:4:3 /u],
    [`gate: { url: 'https://c' }\nnamespaces: {}\n`, /:2:13 no namespace is listed/u],
  ])('is refused with file and line: %j', (text, expected) => {
    expect(told(text)).toMatch(expected);
  });

  it('of any text is accepted or refused with a line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'gate:{}[]\n -*&a!\'"1'.split('')) }),
        (text) => {
          expect(told(text)).toMatch(/^the configuration of the webhook has [\s\S]*:\d+:\d+ /u);
        },
      ),
    );
  });

  it('matches patterns as a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), text, (parts, candidate) => {
        const escaped = parts.map((part) => part.replaceAll('.', '\\.')).join('.*');
        const expected = new RegExp(`^${escaped}$`, 'u').test(candidate);
        expect(matches(parts.join('*'), candidate)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});

it('lets in only callers with a certificate of its authority, where it has one', async () => {
  const [server, caller, stranger] = ['server', 'caller', 'stranger'].map((name) =>
    certificate(folder, name),
  );
  if (!server || !caller || !stranger) throw new Error('no certificates');
  const listening = await listen({
    host: '127.0.0.1',
    port: 0,
    tls: { ...server, clientCa: caller.cert },
    answer: async () => Promise.resolve({}),
    onFailure: () => undefined,
  });
  const status = async (client: object): Promise<unknown> => {
    const { port } = listening;
    const at = { host: '127.0.0.1', port, path: '/healthz', agent: false };
    const sent = request({ ...at, ca: server.cert, ...client });
    sent.end();
    const first = once(sent, 'response').then(([answer]) => {
      sent.destroy();
      return (answer as { statusCode: number }).statusCode;
    });
    return first.catch(() => 'cut off');
  };
  expect(await status(caller)).toBe(200);
  expect(await status(stranger)).toBe('cut off');
  expect(await status({})).toBe('cut off');
  await listening.close();
});

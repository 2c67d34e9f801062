/** The webhook of a cluster: a process of its own over TLS, asking a real server, with the API server's own shapes. */
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PERMITTED_PLACE } from '../support/permitted-model.ts';
import { type Answered, causesOf, Cluster, GOOD, HELD_FILES } from './cluster.ts';
import { type Kind, KINDS, type ReviewParts, reviewOf } from './reviews.ts';
import type { RunningWebhook } from './running-webhook.ts';
import { certificate } from './tls.ts';

const OTHER = `sha256:${'b2'.repeat(32)}`;
const image = (digest: string) => `registry.bank.example:5000/models/scorer:1.4@${digest}`;
const SIDECAR = 'docker.io/istio/proxyv2:1.24.0';

let cluster: Cluster;
let webhook: RunningWebhook;
beforeAll(async () => {
  cluster = await Cluster.start();
  ({ webhook } = cluster);
}, 120_000);
afterAll(async () => cluster.close());

const review = async (parts: ReviewParts): Promise<Answered> => cluster.review(parts);

describe('a workload', () => {
  const where: Readonly<Record<Kind, string>> = {
    Pod: 'spec',
    PodTemplate: 'template.spec',
    ReplicationController: 'spec.template.spec',
    ReplicaSet: 'spec.template.spec',
    Deployment: 'spec.template.spec',
    StatefulSet: 'spec.template.spec',
    DaemonSet: 'spec.template.spec',
    Job: 'spec.template.spec',
    CronJob: 'spec.jobTemplate.spec.template.spec',
  };

  it.each(Object.keys(KINDS) as Kind[])('of kind %s runs with a permit only', async (kind) => {
    const yes = await review({ kind, pod: { images: [image(GOOD)] } });
    expect(yes).toMatchObject({ allowed: true, auditAnnotations: { decision: 'allow' } });
    const pod = { initImages: [image(OTHER)], images: [image(GOOD)] };
    const no = await review({ kind, pod });
    expect(no).toMatchObject({ allowed: false, status: { code: 403, reason: 'Forbidden' } });
    expect(no.status?.details.causes).toEqual([
      expect.objectContaining({
        reason: 'no_permit',
        field: `${where[kind]}.initContainers[0].image`,
      }),
    ]);
  });

  it('is told why not, and what would make it pass', async () => {
    const { status } = await review({ pod: { images: [image(OTHER)] } });
    const { message = '' } = status ?? {};
    expect(message).toContain('Carnet does not let this run in eu');
    expect(message).toContain('no_permit for model sha256:b2b2b2');
    expect(message).toContain('to pass: hand the model in with `carnet submit`');
    const elsewhere = await review({ namespace: 'elsewhere', pod: { images: [image(GOOD)] } });
    expect(causesOf(elsewhere)).toEqual(['cloud_region_not_permitted']);
    expect(elsewhere.status?.message).toContain(`it permits ${PERMITTED_PLACE}`);
  });

  it('names its model in an annotation, too', async () => {
    const annotations = { 'carnet.dev/model': GOOD };
    const pod = { annotations, images: ['registry.bank.example/serving:2', SIDECAR] };
    expect(await review({ kind: 'Deployment', pod })).toMatchObject({ allowed: true });
    const both = { 'carnet.dev/model': `${GOOD}, ${OTHER}` };
    expect(causesOf(await review({ pod: { ...pod, annotations: both } }))).toEqual(['no_permit']);
    const broken = { 'carnet.dev/model': GOOD.toUpperCase() };
    expect(causesOf(await review({ pod: { ...pod, annotations: broken } }))).toEqual([
      'digest_malformed',
    ]);
    // Where only annotations name models, an image names none.
    const pinned = { images: [image(GOOD)] };
    expect(causesOf(await review({ namespace: 'stated', pod: pinned }))).toEqual(['model_unnamed']);
  });

  it('that names no model, or not for certain, does not run', async () => {
    const tagged = await review({ pod: { images: ['registry.bank.example/models/scorer:1.4'] } });
    expect(causesOf(tagged)).toEqual(['image_without_digest']);
    expect(tagged.status?.message).toContain('to pass: pin the image: `name@sha256:…`');
    const short = await review({ pod: { images: ['registry/models/scorer@sha256:abc'] } });
    expect(causesOf(short)).toEqual(['digest_malformed']);
    expect(causesOf(await review({ namespace: 'stated', pod: {} }))).toEqual(['model_unnamed']);
    const many = Array.from({ length: 21 }, (_, n) =>
      image(`sha256:${String(n).padStart(64, '0')}`),
    );
    expect(causesOf(await review({ pod: { images: many } }))).toEqual(['too_many_models']);
  });

  it('is asked about its model images only, where the namespace says which they are', async () => {
    const namespace = 'mixed';
    const side = await review({ namespace, pod: { images: [SIDECAR] } });
    expect(side).toMatchObject({ allowed: true });
    const both = await review({ namespace, pod: { images: [SIDECAR, image(GOOD)] } });
    expect(both).toMatchObject({ allowed: true, auditAnnotations: { models: GOOD } });
    const tag = 'registry.bank.example:5000/models/scorer:1.4';
    expect(causesOf(await review({ namespace, pod: { images: [SIDECAR, tag] } }))).toEqual([
      'image_without_digest',
    ]);
  });

  it('is held to the region of its namespace; one that nobody listed has none', async () => {
    const pod = { images: [image(GOOD)] };
    expect(causesOf(await review({ namespace: 'credit-us', pod }))).toEqual(['region_not_served']);
    expect(causesOf(await review({ namespace: 'nowhere', pod }))).toEqual(['namespace_unlisted']);
    const other = { images: [image(OTHER)] };
    // The longest pattern counts.
    expect(await review({ namespace: 'team-lab', pod: other })).toMatchObject({ allowed: true });
    expect(await review({ namespace: 'team-live-1', pod: other })).toMatchObject({
      allowed: false,
    });
  });
});

describe('a mode', () => {
  const pod = { images: [image(OTHER)] };

  it('of warning lets it run and tells whoever applies it', async () => {
    const { warnings, ...answer } = await review({ namespace: 'credit-warn', pod });
    expect(answer).toMatchObject({ allowed: true, auditAnnotations: { mode: 'warn' } });
    expect(answer).not.toHaveProperty('status');
    expect(warnings).toEqual([expect.stringContaining('Carnet: would be denied: no_permit')]);
    expect(webhook.told).toContain('"namespace":"credit-warn"');
  });

  it('of dry runs tells only the logs', async () => {
    const { warnings, ...answer } = await review({ namespace: 'credit-dry', pod });
    expect(answer).toMatchObject({
      allowed: true,
      auditAnnotations: { mode: 'dry-run', decision: 'deny', reasons: 'no_permit' },
    });
    expect(warnings).toBeUndefined();
    expect(webhook.told).toContain('"namespace":"credit-dry"');
  });
});

describe('a change', () => {
  const good = { images: [image(GOOD)] };
  const other = { images: [image(OTHER)] };

  it('to another model is asked about', async () => {
    for (const kind of ['Pod', 'Deployment', 'CronJob'] as const) {
      const change = { kind, operation: 'UPDATE', oldPod: good } as const;
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await review({ ...change, pod: other })).toMatchObject({ allowed: false });
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await review({ ...change, pod: good })).toMatchObject({ allowed: true });
    }
  });

  it('that keeps a model without a permit is told and not stopped: it may take the model away', async () => {
    const same = { operation: 'UPDATE', oldPod: other, pod: other } as const;
    const { allowed, warnings } = await review({ kind: 'Deployment', ...same });
    expect(allowed).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('new pods will be denied: no_permit')]);
    const pod = await review({ kind: 'Pod', ...same });
    expect(pod).toMatchObject({ allowed: true });
    expect(pod).not.toHaveProperty('warnings');
    const going = { operation: 'UPDATE', oldPod: good, pod: other, deleting: true } as const;
    expect(await review(going)).toMatchObject({ allowed: true });
    expect(await review({ operation: 'DELETE', pod: other })).toMatchObject({ allowed: true });
    const exec = { operation: 'CONNECT', subResource: 'exec', pod: other } as const;
    expect(await review(exec)).toMatchObject({ allowed: true });
  });

  it('by an ephemeral container is asked about', async () => {
    const debug = {
      operation: 'UPDATE',
      subResource: 'ephemeralcontainers',
      oldPod: good,
    } as const;
    const no = await review({ ...debug, pod: { ...good, ephemeralImages: [image(OTHER)] } });
    expect(no.status?.details.causes).toMatchObject([
      { reason: 'no_permit', field: 'spec.ephemeralContainers[0].image' },
    ]);
    const shell = { ...good, ephemeralImages: ['busybox:1.36'] };
    const mixed = await review({ ...debug, namespace: 'mixed', pod: shell });
    expect(mixed).toMatchObject({ allowed: true });
  });
});

it('counts and journals what is asked, but nothing of a dry run', async () => {
  const before = await cluster.calls();
  const pod = { images: [image(OTHER)] };
  expect(await review({ pod, dryRun: true })).toMatchObject({ allowed: false });
  expect(await cluster.calls()).toBe(before);
  expect(await review({ pod })).toMatchObject({ allowed: false });
  expect(await cluster.calls()).toBe(before + 1);
});

describe('what is no review', () => {
  const text = JSON.stringify(reviewOf({ pod: { images: [image(GOOD)] } }));

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['another kind', text.replace('"AdmissionReview"', '"ConversionReview"')],
    ['another version', text.replace('admission.k8s.io/v1', 'admission.k8s.io/v2')],
    ['no request', '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}'],
    ['no uid', text.replace(/"uid":"705[^"]*"/u, '"uid":""')],
    ['no operation', text.replace('"CREATE"', '"PATCH"')],
    [
      'a text for an object',
      text.replace(/"object":\{.*\},"oldObject"/u, '"object":"x","oldObject"'),
    ],
  ])('is refused with the reason: %s', async (_, body) => {
    expect(body).not.toBe(text);
    const answer = await webhook.send(body, cluster.tls.cert);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400, code: 'ERR_REVIEW_UNREADABLE' });
  });

  it('is denied in its own words where it is of the version before', async () => {
    const older = text.replace('admission.k8s.io/v1', 'admission.k8s.io/v1beta1');
    const { status, body } = await webhook.send(older, cluster.tls.cert);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      apiVersion: 'admission.k8s.io/v1beta1',
      response: {
        uid: (JSON.parse(text) as { request: { uid: string } }).request.uid,
        allowed: false,
        status: { message: expect.stringContaining('admissionReviewVersions: [v1]') as string },
      },
    });
  });

  it('is refused for its size, type, path and method', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, ' ');
    expect(await webhook.send(large, cluster.tls.cert)).toMatchObject({ status: 413 });
    const chunked = { headers: { 'transfer-encoding': 'chunked' } };
    expect(await webhook.send(large, cluster.tls.cert, chunked)).toMatchObject({ status: 413 });
    const plain = { headers: { 'content-type': 'text/plain' } };
    expect(await webhook.send(text, cluster.tls.cert, plain)).toMatchObject({ status: 415 });
    expect(await webhook.send(text, cluster.tls.cert, { path: '/x' })).toMatchObject({
      status: 404,
    });
    expect(await webhook.send('', cluster.tls.cert, { method: 'GET' })).toMatchObject({
      status: 405,
    });
    const latin = Buffer.from(text.replace('kubectl', 'kubéctl'), 'latin1');
    expect(await webhook.send(latin, cluster.tls.cert)).toMatchObject({ status: 400 });
    for (const path of ['/healthz', '/readyz']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const healthy = await webhook.send('', cluster.tls.cert, { path, method: 'GET' });
      expect(healthy).toMatchObject({ status: 200 });
    }
  });

  it('stops nobody: who speaks no TLS is cut off, and the next is answered', async () => {
    const socket = connect({ host: '127.0.0.1', port: webhook.port });
    const closed = new Promise((resolve) => {
      socket.on('close', resolve).on('error', () => undefined);
    });
    socket.write('POST /admit HTTP/1.1\r\n\r\n');
    socket.resume();
    await closed;
    expect(await review({ pod: { images: [image(GOOD)] } })).toMatchObject({ allowed: true });
  });
});

it('presents a renewed certificate, and keeps the old one while the new one cannot be used', async () => {
  expect(await webhook.presents()).toBe('tls');
  const next = certificate(cluster.folder, 'next');
  await writeFile(join(cluster.folder, 'tls.crt'), next.cert);
  await webhook.heard(/(ERR_OSSL_X509_KEY_VALUES_MISMATCH|key values mismatch)/u);
  expect(await webhook.presents()).toBe('tls');
  await writeFile(join(cluster.folder, 'tls.key'), next.key);
  await webhook.heard(/(presents the renewed certificate)/u);
  expect(await webhook.presents()).toBe('next');
  cluster.tls = next;
  expect(await review({ pod: { images: [image(GOOD)] } })).toMatchObject({ allowed: true });
}, 60_000);

describe('without a server', () => {
  const away = `url: 'http://127.0.0.1:9', timeout_ms: 500`;
  const pod = { images: [image(GOOD)] };

  const until = async (expected: (answer: Answered) => boolean, parts: ReviewParts = { pod }) => {
    for (let tries = 0; tries < 100; tries += 1) {
      // oxlint-disable-next-line no-await-in-loop -- until the change is taken up
      const answer = await review(parts);
      if (expected(answer)) return answer;
      // oxlint-disable-next-line no-await-in-loop -- until the change is taken up
      await sleep(50);
    }
    throw new Error(`nothing changed:\n${webhook.told}`);
  };

  it('nothing runs that has to be asked for; a broken configuration changes nothing', async () => {
    await cluster.configure('gate: { urll: x }');
    await webhook.heard(/(admission\.yaml:1:9 unknown key `urll`)/u);
    expect(await review({ pod })).toMatchObject({ allowed: true });
    await cluster.configure(`gate: { ${away} }`);
    const no = await until(({ allowed }) => !allowed);
    expect(causesOf(no)).toEqual(['gate_away']);
    expect(no.status?.message).toContain('to pass: start the Carnet server again');
    const warned = await review({ namespace: 'credit-warn', pod });
    expect(warned).toMatchObject({ allowed: true, warnings: [expect.stringMatching('gate_away')] });
  });

  it('permits, trust file and revocation list decide, until the permit is taken back', async () => {
    await cluster.configure(`gate: { ${away}, ${HELD_FILES} }`);
    const yes = await until(({ allowed }) => allowed);
    expect(yes.auditAnnotations).toMatchObject({ decision: 'allow', models: GOOD });
    expect(causesOf(await review({ pod: { images: [image(OTHER)] } }))).toEqual(['no_permit']);
    expect(causesOf(await review({ namespace: 'elsewhere', pod }))).toEqual([
      'cloud_region_not_permitted',
    ]);
    // Nobody lends a region the permits of another.
    const us = causesOf(await review({ namespace: 'credit-us', pod }));
    expect(us).toEqual(expect.arrayContaining(['region', 'revocation']));

    await cluster.revoke();
    await cluster.renewList();
    const no = await until(({ allowed }) => !allowed);
    expect(causesOf(no)).toEqual(['revocation']);
    expect(no.status?.message).toContain('it was revoked at');
  }, 60_000);

  it('a server that refuses the token has the last word: no file answers for it', async () => {
    await writeFile(join(cluster.folder, 'token'), 'carnet_nobody');
    await cluster.configure(
      `gate: { url: '${cluster.server.url}', token_file: token, ${HELD_FILES} }`,
    );
    const no = await until((answer) => causesOf(answer)?.[0] === 'gate_refused');
    expect(no.status?.message).toContain('to pass: give the webhook a token');
  });
});

it('stops in order', async () => {
  expect(await webhook.stop()).toBe(0);
});

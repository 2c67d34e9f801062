/** The manifests of the webhook, held against the API server's schemas and against what they start. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { readAdmissionConfig } from '../../src/admission/admission-config.ts';
import { carnet } from '../support/run-cli.ts';
import { at } from '../../src/evidence/check-line.ts';
import { faultsOfObject, type KubernetesObject } from '../support/kubernetes.ts';

const FOLDER = 'deploy/kubernetes';
const KUSTOMIZATION = 'kustomization.yaml';

let objects: KubernetesObject[];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carnet-manifests-'));
  const read = (await files()).filter((name) => name !== KUSTOMIZATION).map(readAll);
  objects = (await Promise.all(read)).flat();
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function files(): Promise<string[]> {
  return (await readdir(FOLDER)).toSorted();
}

/** As Kubernetes reads YAML, in which `0440` is octal and `on` is true. */
async function readAll(name: string): Promise<KubernetesObject[]> {
  const text = await readFile(join(FOLDER, name), 'utf8');
  return [...parseAllDocuments(text, { version: '1.1' })].map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as KubernetesObject;
  });
}

function one(kind: string): KubernetesObject {
  const found = objects.filter((object) => object['kind'] === kind);
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

const container = () =>
  at(one('Deployment'), 'spec', 'template', 'spec', 'containers', '0') as KubernetesObject;
const webhook = () => at(one('ValidatingWebhookConfiguration'), 'webhooks', '0');

it('are what the schemas of the API server say, and hold no key that they do not know', () => {
  expect(objects.length).toBeGreaterThan(8);
  expect(objects.flatMap(faultsOfObject)).toEqual([]);
});

it('are held against schemas that find what is wrong', () => {
  const deployment = structuredClone(one('Deployment')) as Record<string, never>;
  const inner = at(deployment, 'spec', 'template', 'spec') as Record<string, unknown>;
  inner['automountServiceAccountTokn'] = false;
  expect(faultsOfObject(deployment)).toEqual([
    'unknown key apps/v1/Deployment.spec.template.spec.automountServiceAccountTokn',
  ]);
  inner['terminationGracePeriodSeconds'] = '30s';
  expect(faultsOfObject(deployment)).toEqual([expect.stringContaining('must be integer')]);
});

it('are all named by the kustomization', async () => {
  const { resources } = parse(await readFile(join(FOLDER, KUSTOMIZATION), 'utf8')) as {
    resources: string[];
  };
  expect([...resources, KUSTOMIZATION].toSorted()).toEqual(await files());
});

it('hold a configuration that the webhook accepts, in modes of each kind', async () => {
  const path = join(folder, 'admission.yaml');
  await writeFile(path, String(at(one('ConfigMap'), 'data', 'admission.yaml')));
  await writeFile(join(folder, 'token'), 'carnet_x');
  const text = (await readFile(path, 'utf8')).replace('/etc/carnet/token/token', 'token');
  await writeFile(path, text);
  const { code, out } = await carnet(['admission', '--config', path, '--check', '--json']);
  expect(code).toBe(0);
  const { namespaces, gate } = JSON.parse(out) as ReturnType<typeof readAdmissionConfig>;
  expect(new Set(namespaces.map(({ mode }) => mode))).toEqual(
    new Set(['enforce', 'warn', 'dry-run']),
  );
  // The webhook's own denial arrives before the API server gives up, also when the gate is asked twice.
  const waits = Number(at(webhook(), 'timeoutSeconds')) * 1000;
  expect((gate.server?.timeoutMs ?? Infinity) * 2).toBeLessThan(waits);
});

it('start the command with options that it has, at the port and path that are asked', async () => {
  const args = container()['args'] as string[];
  const [command = '', ...options] = args;
  const { out } = await carnet(['help', command]);
  for (const option of options) expect(out).toContain(` ${option.split('=')[0] ?? ''} `);
  const port = Number(options.find((option) => option.startsWith('--port='))?.slice(7));
  expect(at(container(), 'ports', '0')).toEqual({ name: 'https', containerPort: port });
  expect(at(one('Service'), 'spec', 'ports', '0')).toMatchObject({
    port: 443,
    targetPort: 'https',
  });
  expect(at(one('NetworkPolicy'), 'spec', 'ingress', '0', 'ports', '0')).toMatchObject({ port });
  const asked = at(webhook(), 'clientConfig', 'service');
  const { name, namespace } = one('Service')['metadata'] as { name: string; namespace: string };
  expect(asked).toEqual({ namespace, name, path: '/admit', port: 443 });
});

it('mount each file that the command and the configuration name', () => {
  const mounts = at(container(), 'volumeMounts') as { name: string; mountPath: string }[];
  const volumes = at(one('Deployment'), 'spec', 'template', 'spec', 'volumes') as {
    name: string;
  }[];
  expect(mounts.map(({ name }) => name).toSorted()).toEqual(
    volumes.map(({ name }) => name).toSorted(),
  );
  const named = JSON.stringify([container()['args'], one('ConfigMap')['data']]);
  const paths = [...named.matchAll(/\/etc\/carnet\/[\w./-]+/gu)].map(([path]) => path);
  expect(paths.length).toBeGreaterThan(3);
  for (const path of paths) {
    expect(mounts.some(({ mountPath }) => path.startsWith(`${mountPath}/`))).toBe(true);
  }
});

it('select the pods that they start, which may do as little as can be', () => {
  const labels = at(one('Deployment'), 'spec', 'template', 'metadata', 'labels') as object;
  const selectors = [
    at(one('Deployment'), 'spec', 'selector', 'matchLabels'),
    at(one('Service'), 'spec', 'selector'),
    at(one('NetworkPolicy'), 'spec', 'podSelector', 'matchLabels'),
    at(one('PodDisruptionBudget'), 'spec', 'selector', 'matchLabels'),
  ];
  for (const selector of selectors) expect(labels).toMatchObject(selector as object);
  expect(container()['securityContext']).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(at(one('Deployment'), 'spec', 'template', 'spec')).toMatchObject({
    automountServiceAccountToken: false,
    serviceAccountName: at(one('ServiceAccount'), 'metadata', 'name'),
    securityContext: { runAsNonRoot: true },
  });
  expect(one('ServiceAccount')).toMatchObject({ automountServiceAccountToken: false });
});

it('ask in the version that is read, write nothing in a dry run, and never ask about the webhook itself', () => {
  expect(webhook()).toMatchObject({
    admissionReviewVersions: ['v1'],
    sideEffects: 'NoneOnDryRun',
    failurePolicy: 'Fail',
    namespaceSelector: { matchLabels: { 'carnet.dev/gate': 'on' } },
  });
  const own = at(one('Namespace'), 'metadata') as { name: string; labels: object };
  expect(own.labels).not.toHaveProperty(['carnet.dev/gate']);
  const left = at(webhook(), 'namespaceSelector', 'matchExpressions', '0', 'values');
  expect(left).toEqual(expect.arrayContaining([own.name, 'kube-system']));
});

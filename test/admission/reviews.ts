/** Reviews as an API server of Kubernetes sends them. */
import type { KubernetesObject } from '../support/kubernetes.ts';

/** Kinds with a pod in them, and where it stands. */
export const KINDS = {
  Pod: ['v1', 'pods'],
  PodTemplate: ['v1', 'podtemplates'],
  ReplicationController: ['v1', 'replicationcontrollers'],
  ReplicaSet: ['apps/v1', 'replicasets'],
  Deployment: ['apps/v1', 'deployments'],
  StatefulSet: ['apps/v1', 'statefulsets'],
  DaemonSet: ['apps/v1', 'daemonsets'],
  Job: ['batch/v1', 'jobs'],
  CronJob: ['batch/v1', 'cronjobs'],
} as const;
export type Kind = keyof typeof KINDS;

interface PodParts {
  readonly images?: readonly string[];
  readonly initImages?: readonly string[];
  readonly ephemeralImages?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ReviewParts {
  readonly kind?: Kind;
  readonly namespace?: string;
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  readonly subResource?: string;
  readonly pod?: PodParts;
  readonly oldPod?: PodParts;
  readonly dryRun?: boolean;
  readonly deleting?: boolean;
}

let sent = 0;

const OPTIONS = { CREATE: 'CreateOptions', UPDATE: 'UpdateOptions', DELETE: 'DeleteOptions' };

/** A new uid with each. */
export function reviewOf(parts: ReviewParts): KubernetesObject {
  const { kind = 'Pod', namespace = 'credit-eu', operation = 'CREATE', subResource } = parts;
  const [apiVersion, resource] = KINDS[kind];
  const group = apiVersion.split('/').slice(0, -1).join('/');
  const gvk = { group, version: 'v1', kind };
  const gvr = { group, version: 'v1', resource };
  const below = subResource === undefined ? {} : { subResource, requestSubResource: subResource };
  sent += 1;
  return {
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: `705ab4f5-6393-11e8-b7cc-${String(sent).padStart(12, '0')}`,
      kind: gvk,
      resource: gvr,
      requestKind: gvk,
      requestResource: gvr,
      ...below,
      name: 'scorer',
      namespace,
      operation,
      userInfo: {
        username: 'system:serviceaccount:kube-system:replicaset-controller',
        uid: '4b4a5b1d-1b0e-4b1a-9a5e-6a1d3f9a0b11',
        groups: ['system:serviceaccounts', 'system:authenticated'],
        extra: { 'authentication.kubernetes.io/credential-id': ['JTI=0f1d'] },
      },
      object: newObject(parts),
      oldObject: oldObject(parts),
      dryRun: parts.dryRun ?? false,
      options:
        operation === 'CONNECT'
          ? null
          : { kind: OPTIONS[operation], apiVersion: 'meta.k8s.io/v1', fieldManager: 'kubectl' },
    },
  };
}

function newObject(parts: ReviewParts): KubernetesObject | null {
  const { kind = 'Pod', namespace = 'credit-eu', operation, pod = {}, deleting } = parts;
  return operation === 'DELETE' ? null : objectOf(kind, namespace, pod, deleting ?? false);
}

function oldObject(parts: ReviewParts): KubernetesObject | null {
  const { kind = 'Pod', namespace = 'credit-eu', operation, pod = {}, oldPod = pod } = parts;
  const isOld = operation === 'UPDATE' || operation === 'DELETE';
  return isOld ? objectOf(kind, namespace, oldPod, false) : null;
}

/** An object as it is stored: with what the API server fills in. */
function objectOf(
  kind: Kind,
  namespace: string,
  parts: PodParts,
  deleting = false,
): KubernetesObject {
  const [apiVersion] = KINDS[kind];
  const pod = podOf(kind, parts);
  const metadata = {
    name: 'scorer',
    namespace,
    uid: 'd1a2b3c4-0000-4000-8000-000000000000',
    resourceVersion: '4711',
    generation: 1,
    creationTimestamp: '2026-11-28T08:00:00Z',
    ...(deleting ? { deletionTimestamp: '2026-11-28T09:00:00Z', finalizers: ['foo.bar/x'] } : {}),
    managedFields: [
      {
        manager: 'kubectl',
        operation: 'Apply',
        apiVersion,
        time: '2026-11-28T08:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': {} },
      },
    ],
  };
  if (kind === 'Pod') {
    const own = { ...metadata, ...pod.metadata };
    return { apiVersion, kind, metadata: own, spec: pod.spec, status: { phase: 'Pending' } };
  }
  if (kind === 'PodTemplate') return { apiVersion, kind, metadata, template: pod };
  const counts: Partial<Record<Kind, object>> = {
    ReplicationController: { replicas: 0 },
    ReplicaSet: { replicas: 0 },
    StatefulSet: { replicas: 0 },
    DaemonSet: {
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
    },
  };
  return { apiVersion, kind, metadata, spec: specOf(kind, pod), status: counts[kind] ?? {} };
}

function specOf(kind: Exclude<Kind, 'Pod' | 'PodTemplate'>, template: object): object {
  const selector = { matchLabels: { app: 'scorer' } };
  const specs = {
    ReplicationController: { replicas: 1, selector: { app: 'scorer' }, template },
    ReplicaSet: { replicas: 1, selector, template },
    Deployment: {
      replicas: 2,
      selector,
      template,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
      revisionHistoryLimit: 10,
    },
    StatefulSet: { replicas: 1, selector, template, serviceName: 'scorer' },
    DaemonSet: { selector, template },
    Job: { backoffLimit: 6, completions: 1, parallelism: 1, template },
    CronJob: {
      schedule: '0 3 * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { template } },
    },
  };
  return specs[kind];
}

function containerOf(name: string): (image: string, index: number) => object {
  return (image, index) => ({
    name: `${name}-${String(index)}`,
    image,
    imagePullPolicy: 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
}

function podOf(kind: Kind, parts: PodParts) {
  const { images = [], initImages = [], ephemeralImages = [], annotations } = parts;
  const inits = initImages.map(containerOf('init'));
  const ephemeral = ephemeralImages.map(containerOf('debug'));
  return {
    metadata: {
      labels: { app: 'scorer' },
      ...(annotations === undefined ? {} : { annotations }),
    },
    spec: {
      ...(inits.length > 0 ? { initContainers: inits } : {}),
      containers: images.map(containerOf('main')),
      ...(ephemeral.length > 0 ? { ephemeralContainers: ephemeral } : {}),
      restartPolicy: kind === 'Job' || kind === 'CronJob' ? 'Never' : 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      tolerations: [
        {
          key: 'node.kubernetes.io/not-ready',
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        },
      ],
    },
  };
}

/** The response of an AdmissionReview, as `k8s.io/api/admission/v1` declares it; nothing else may stand in it. */
export const RESPONSE_SCHEMA = {
  type: 'object',
  required: ['apiVersion', 'kind', 'response'],
  additionalProperties: false,
  properties: {
    apiVersion: { const: 'admission.k8s.io/v1' },
    kind: { const: 'AdmissionReview' },
    response: {
      type: 'object',
      required: ['uid', 'allowed'],
      additionalProperties: false,
      properties: {
        uid: { type: 'string', minLength: 1 },
        allowed: { type: 'boolean' },
        status: { type: 'object' },
        auditAnnotations: {
          type: 'object',
          // The API server puts the webhook's name before each, and wants a qualified name.
          propertyNames: { pattern: '^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$', maxLength: 63 },
          additionalProperties: { type: 'string' },
        },
        warnings: {
          type: 'array',
          // Kept in a header: one line, of which the API server shows this much.
          items: { type: 'string', minLength: 1, maxLength: 256, pattern: '^[^\\p{Cc}]+$' },
        },
      },
    },
  },
} as const;

import type { AdmissionRequest } from './review.types.ts';

/** What of an object runs: its pod, or the template of its pods. */
export interface Workload {
  /** `spec.template`; empty for a pod. */
  readonly path: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly containers: readonly Container[];
  /** True when the kind says where its containers stand. */
  readonly isKnown: boolean;
}

export interface Container {
  readonly name: string;
  /** Null where the object states none. */
  readonly image: string | null;
  /** `spec.template.spec.containers[0].image` */
  readonly field: string;
}

/** Where the pod stands in each kind, by group and kind. */
const POD_AT: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Pod', []],
  ['/PodTemplate', ['template']],
  ['/ReplicationController', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/StatefulSet', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A pod, and not what makes pods: it runs as soon as it is let in. */
export function isPod({ kind: { group, kind } }: AdmissionRequest): boolean {
  return group === '' && kind === 'Pod';
}

/**
 * What of an object runs. Of a kind that is not known, such as a resource of somebody's own, only its annotations are
 * read.
 */
export function workloadOf(
  { kind: { group, kind } }: AdmissionRequest,
  object: Readonly<Record<string, unknown>> | null,
): Workload {
  const path = POD_AT.get(`${group}/${kind}`);
  const pod = recordOf(at(object, path ?? []));
  const prefix = (path ?? []).map((part) => `${part}.`).join('');
  const spec = recordOf(pod['spec']);
  return {
    path: (path ?? []).join('.'),
    annotations: textsOf(recordOf(recordOf(pod['metadata'])['annotations'])),
    containers:
      path === undefined
        ? []
        : LISTS.flatMap((list) => containersOf(spec[list], `${prefix}spec.${list}`)),
    isKnown: path !== undefined,
  };
}

function containersOf(list: unknown, field: string): Container[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown, index) => {
    const { name, image } = recordOf(entry);
    return {
      name: typeof name === 'string' ? name : '',
      image: typeof image === 'string' && image !== '' ? image : null,
      field: `${field}[${index}].image`,
    };
  });
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const part of path) found = recordOf(found)[part];
  return found;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function textsOf(record: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const texts = Object.entries(record).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/** Kubernetes' own schemas, as `kubernetes-models` makes them from the API server's OpenAPI document. */
import { Status } from '@kubernetes-models/apimachinery/apis/meta/v1/Status';
import { ValidatingWebhookConfiguration } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration';
import { DaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { ReplicaSet } from 'kubernetes-models/apps/v1/ReplicaSet';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Pod } from 'kubernetes-models/v1/Pod';
import { PodTemplate } from 'kubernetes-models/v1/PodTemplate';
import { ReplicationController } from 'kubernetes-models/v1/ReplicationController';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';

export type KubernetesObject = Readonly<Record<string, unknown>>;

interface Model {
  validate(): void;
}
type ModelClass = new (data: never) => Model;

const MODELS: ReadonlyMap<string, ModelClass> = new Map<string, ModelClass>([
  [
    'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
    ValidatingWebhookConfiguration,
  ],
  ['apps/v1/DaemonSet', DaemonSet],
  ['apps/v1/Deployment', Deployment],
  ['apps/v1/ReplicaSet', ReplicaSet],
  ['apps/v1/StatefulSet', StatefulSet],
  ['batch/v1/CronJob', CronJob],
  ['batch/v1/Job', Job],
  ['networking.k8s.io/v1/NetworkPolicy', NetworkPolicy],
  ['policy/v1/PodDisruptionBudget', PodDisruptionBudget],
  ['rbac.authorization.k8s.io/v1/Role', Role],
  ['rbac.authorization.k8s.io/v1/RoleBinding', RoleBinding],
  ['v1/ConfigMap', ConfigMap],
  ['v1/Namespace', Namespace],
  ['v1/Pod', Pod],
  ['v1/PodTemplate', PodTemplate],
  ['v1/ReplicationController', ReplicationController],
  ['v1/Service', Service],
  ['v1/ServiceAccount', ServiceAccount],
  ['v1/Status', Status],
]);

/** Where an object is not as the API server's schema of its kind says; keys that the schema does not know included. */
export function faultsOfObject(object: KubernetesObject): string[] {
  const name = `${String(object['apiVersion'])}/${String(object['kind'])}`;
  const Known = MODELS.get(name);
  if (!Known) return [`no schema of ${name}`];
  const unread = new Set<string>();
  const watched = watch(new Known(object as never), name, unread) as Model;
  try {
    watched.validate();
  } catch (error) {
    return [`${name}: ${String(error)}`];
  }
  return [...unread].map((path) => `unknown key ${path}`);
}

/** The schemas let unknown keys pass, but their code never looks at one: what nobody looks at is unknown. */
function watch(target: object, path: string, unread: Set<string>): object {
  for (const key of Object.keys(target)) unread.add(`${path}.${key}`);
  const inner = new Map<string, object>();
  return new Proxy(target, {
    get: (_, key, receiver) => {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof key !== 'string' || !Object.hasOwn(target, key)) return value;
      unread.delete(`${path}.${key}`);
      // Below it anything may stand.
      if (typeof value !== 'object' || value === null || key === 'fieldsV1') return value;
      const watched = inner.get(key) ?? watch(value, `${path}.${key}`, unread);
      inner.set(key, watched);
      return watched;
    },
  });
}

import type { AdmissionConfig, NamespaceRule } from './admission-config.ts';
import { matches } from './rule-for.ts';
import type { Container, Workload } from './workload.ts';

/** A model that a workload names, and where. */
export interface NamedModel {
  /** SHA-256, hex. */
  readonly artifact: string;
  /** Path in the object. */
  readonly field: string;
}

/** Why a workload cannot even be asked about; stable words. */
export type NamingFault =
  'model_unnamed' | 'image_without_digest' | 'digest_malformed' | 'too_many_models';

interface Fault {
  readonly code: NamingFault;
  readonly detail: string;
  readonly field: string;
}

export interface Naming {
  readonly models: readonly NamedModel[];
  readonly faults: readonly Fault[];
}

/** A pod with more models than this is a mistake, or somebody who keeps the gate busy. */
const MOST_MODELS = 20;
const LONGEST_SHOWN = 120;

/**
 * The models of a workload: digests of its annotation, and of its images that are models.
 *
 * Without patterns of images, the annotation names the models, and where there is none every image is one. An image
 * without a digest names nothing: its tag may stand for another model tomorrow.
 */
export function modelsNamed(
  workload: Workload,
  rule: NamespaceRule,
  { annotation }: Pick<AdmissionConfig, 'annotation'>,
): Naming {
  const stated = rule.namedBy.includes('annotation') ? workload.annotations[annotation] : undefined;
  const field = `${workload.path === '' ? '' : `${workload.path}.`}metadata.annotations[${annotation}]`;
  const named = [
    ...(stated === undefined ? [] : annotated(stated, field)),
    ...modelImages(workload, rule, stated !== undefined).map(imaged),
  ];
  const faults = named.filter((one): one is Fault => 'code' in one);
  const models = unique(named.filter((one): one is NamedModel => !('code' in one)));
  if (named.length === 0 && rule.unnamed === 'deny') {
    return { models, faults: [unnamed(workload, field)] };
  }
  if (models.length > MOST_MODELS) {
    const detail = `it names ${models.length} models, at most ${MOST_MODELS} are asked for`;
    return { models: [], faults: [{ code: 'too_many_models', detail, field }] };
  }
  return { models, faults };
}

function modelImages(
  { containers }: Workload,
  { images, namedBy }: NamespaceRule,
  isAnnotated: boolean,
): readonly Container[] {
  if (!namedBy.includes('image')) return [];
  if (images === null) return isAnnotated ? [] : containers;
  return containers.filter(({ image }) => {
    const [name = ''] = (image ?? '').split('@');
    return images.some((pattern) => matches(pattern, name) || matches(pattern, untagged(name)));
  });
}

/** `host:5000/models/scorer` of `host:5000/models/scorer:1.4`. */
function untagged(name: string): string {
  return name.replace(/:[\w.-]+$/u, '');
}

function annotated(text: string, field: string): (NamedModel | Fault)[] {
  const words = text.split(/[\s,]+/u).filter((one) => one !== '');
  if (words.length === 0) {
    return [{ code: 'digest_malformed', detail: 'the annotation is empty', field }];
  }
  return words.map((one) => digestOf(one, field) ?? malformed(one, field));
}

function imaged({ image, name, field }: Container): NamedModel | Fault {
  const [, digest] = /@(.*)$/su.exec(image ?? '') ?? [];
  if (image !== null && digest !== undefined) {
    return digestOf(digest, field) ?? malformed(image, field);
  }
  const said = image === null ? 'states no image' : `runs \`${shown(image)}\`, which has no digest`;
  return { code: 'image_without_digest', detail: `container \`${shown(name)}\` ${said}`, field };
}

function digestOf(text: string, field: string): NamedModel | null {
  const [, artifact] = /^sha256:([0-9a-f]{64})$/u.exec(text) ?? [];
  return artifact === undefined ? null : { artifact, field };
}

function malformed(text: string, field: string): Fault {
  const detail = `\`${shown(text)}\` is no digest \`sha256:\` and 64 lower-case hex digits`;
  return { code: 'digest_malformed', detail, field };
}

function unnamed({ isKnown }: Workload, field: string): Fault {
  const detail = isKnown
    ? 'neither an image nor an annotation names a model'
    : 'of this kind only the annotation is read, and it has none';
  return { code: 'model_unnamed', detail, field };
}

/** Each model once, where it is named first. */
function unique(models: readonly NamedModel[]): readonly NamedModel[] {
  return [...new Map(models.toReversed().map((one) => [one.artifact, one])).values()].toReversed();
}

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

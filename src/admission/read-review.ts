import { ReviewUnreadableError } from './admission.errors.ts';
import { type AdmissionRequest, REVIEW_KIND, REVIEW_VERSION } from './review.types.ts';

/** A request to judge, or one that can only be denied, because it was asked in a version that is not served. */
export type ReadReview =
  | { readonly apiVersion: string; readonly request: AdmissionRequest }
  | { readonly apiVersion: string; readonly uid: string; readonly refused: string };

/** Older servers ask in it; its answers have the same shape, so that it can be denied in its own words. */
const OLDER_VERSION = 'admission.k8s.io/v1beta1';

const OPERATIONS: readonly string[] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];
const LONGEST_NAME = 253;

/**
 * The question in a body.
 *
 * @throws {ReviewUnreadableError} it is no review, or one that names no request to answer
 */
export function readReview(body: string): ReadReview {
  const review = recordOf(parsed(body), 'the body');
  const { apiVersion, kind, request } = review;
  if (kind !== REVIEW_KIND) {
    throw new ReviewUnreadableError(`\`kind\` is \`${shown(kind)}\`, not \`${REVIEW_KIND}\``);
  }
  const asked = recordOf(request, '`request`');
  const uid = textAt(asked, 'uid');
  if (uid === '') throw new ReviewUnreadableError('`request.uid` is empty');
  const wrong = `\`apiVersion\` is \`${shown(apiVersion)}\`, and only \`${REVIEW_VERSION}\` is served: set \`admissionReviewVersions: [v1]\``;
  if (apiVersion === OLDER_VERSION) return { apiVersion, uid, refused: wrong };
  if (apiVersion !== REVIEW_VERSION) throw new ReviewUnreadableError(wrong);
  return { apiVersion, request: requestOf(asked, uid) };
}

function requestOf(asked: Readonly<Record<string, unknown>>, uid: string): AdmissionRequest {
  const { operation, dryRun = false } = asked;
  if (typeof operation !== 'string' || !OPERATIONS.includes(operation)) {
    throw new ReviewUnreadableError(
      `\`request.operation\` is \`${shown(operation)}\`, not one of ${OPERATIONS.join(', ')}`,
    );
  }
  if (typeof dryRun !== 'boolean' && dryRun !== null) {
    throw new ReviewUnreadableError(`\`request.dryRun\` is \`${shown(dryRun)}\``);
  }
  const kind = recordOf(asked['kind'], '`request.kind`');
  return {
    uid,
    kind: {
      group: textAt(kind, 'group', 'kind'),
      version: textAt(kind, 'version', 'kind'),
      kind: textAt(kind, 'kind', 'kind'),
    },
    subResource: textAt(asked, 'subResource'),
    name: textAt(asked, 'name'),
    namespace: textAt(asked, 'namespace'),
    operation: operation as AdmissionRequest['operation'],
    dryRun: dryRun === true,
    object: objectAt(asked, 'object'),
    oldObject: objectAt(asked, 'oldObject'),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ReviewUnreadableError('the body is no JSON');
  }
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new ReviewUnreadableError(`${what} is \`${shown(value)}\`, not an object`);
}

function objectAt(
  asked: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> | null {
  const value = asked[name] ?? null;
  return value === null ? null : recordOf(value, `\`request.${name}\``);
}

/** Empty where nothing was said: Go leaves empty texts out. */
function textAt(record: Readonly<Record<string, unknown>>, name: string, below = ''): string {
  const value = record[name] ?? '';
  if (typeof value === 'string' && value.length <= LONGEST_NAME) return value;
  const path = ['request', below, name].filter((part) => part !== '').join('.');
  throw new ReviewUnreadableError(`\`${path}\` is \`${shown(value)}\``);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

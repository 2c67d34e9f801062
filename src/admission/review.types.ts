/** The shapes of Kubernetes' `admission.k8s.io/v1`, as far as they are read or written here. */

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What the API server asks; everything that was sent in it is untrusted. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly kind: GroupVersionKind;
  /** `ephemeralcontainers`; empty for the object itself. */
  readonly subResource: string;
  readonly name: string;
  /** Empty for what lies in no namespace. */
  readonly namespace: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  /** True: nothing is to be written anywhere on account of the question. */
  readonly dryRun: boolean;
  readonly object: Readonly<Record<string, unknown>> | null;
  readonly oldObject: Readonly<Record<string, unknown>> | null;
}

export const REVIEW_KIND = 'AdmissionReview';
export const REVIEW_VERSION = 'admission.k8s.io/v1';

/** What the API server is told. */
export interface AdmissionReview {
  readonly apiVersion: string;
  readonly kind: typeof REVIEW_KIND;
  readonly response: AdmissionResponse;
}

export interface AdmissionResponse {
  /** That of the request. */
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: FailureStatus;
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
}

/** `meta/v1` Status of a denial. */
interface FailureStatus {
  readonly status: 'Failure';
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly causes: readonly StatusCause[];
  };
}

export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

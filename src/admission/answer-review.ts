import type { Judgement, Refusal } from './judge.ts';
import {
  type AdmissionRequest,
  type AdmissionResponse,
  type AdmissionReview,
  REVIEW_KIND,
  type StatusCause,
} from './review.types.ts';

/** The API server cuts longer warnings, and drops them all beyond 4096. */
const LONGEST_WARNING = 256;
const MOST_WARNINGS = 10;
const LONGEST_MESSAGE = 8192;
const MOST_CAUSES = 50;

/** The answer to a request by what is thought of it: in `enforce` a refusal denies, in the other modes it is told. */
export function answerTo(request: AdmissionRequest, judgement: Judgement): AdmissionResponse {
  const { mode, refusals, isOld } = judgement;
  const { uid } = request;
  const auditAnnotations = auditOf(judgement);
  if (refusals.length === 0) return { uid, allowed: true, auditAnnotations };
  if (mode === 'enforce' && !isOld) {
    return { uid, allowed: false, status: statusOf(request, judgement), auditAnnotations };
  }
  const warnings = mode === 'dry-run' ? [] : warningsOf(judgement);
  return { uid, allowed: true, auditAnnotations, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** A denial of something that cannot be judged at all. */
export function denial(uid: string, code: number, message: string): AdmissionResponse {
  const reason = code === 400 ? 'BadRequest' : 'InternalError';
  const status = { status: 'Failure', code, reason, message: harmless(message) } as const;
  return { uid, allowed: false, status };
}

/** In the version that was asked in. */
export function reviewOf(apiVersion: string, response: AdmissionResponse): AdmissionReview {
  return { apiVersion, kind: REVIEW_KIND, response };
}

function statusOf(
  { name, kind }: AdmissionRequest,
  { refusals, region }: Judgement,
): NonNullable<AdmissionResponse['status']> {
  const causes = refusals.slice(0, MOST_CAUSES).map(({ code, detail, field }): StatusCause => ({
    reason: code,
    message: harmless(detail),
    ...(field === null ? {} : { field }),
  }));
  return {
    status: 'Failure',
    code: 403,
    reason: 'Forbidden',
    message: messageOf(refusals, region),
    details: {
      ...(name === '' ? {} : { name }),
      ...(kind.group === '' ? {} : { group: kind.group }),
      kind: kind.kind,
      causes,
    },
  };
}

/** Each reason on a line of its own, and below it what would make it pass. */
function messageOf(refusals: readonly Refusal[], region: string | null): string {
  const lines = refusals.flatMap((refusal) => [
    `- ${reasonOf(refusal)}${refusal.field === null ? '' : ` (${refusal.field})`}`,
    ...refusal.pass.map((way) => `    to pass: ${way}`),
  ]);
  const where = region === null ? '' : ` in ${region}`;
  const text = harmless([`Carnet does not let this run${where}:`, ...lines].join('\n'));
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE - 1)}…` : text;
}

function warningsOf({ refusals, mode, isOld }: Judgement): string[] {
  const would = mode === 'enforce' && isOld ? 'new pods will be denied' : 'would be denied';
  const told = refusals.slice(0, MOST_WARNINGS).map((refusal) => {
    const text = harmless(`Carnet: ${would}: ${reasonOf(refusal)}`).replaceAll(/\s+/gu, ' ');
    return text.length > LONGEST_WARNING ? `${text.slice(0, LONGEST_WARNING - 1)}…` : text;
  });
  return [...new Set(told)];
}

function reasonOf({ code, detail, artifact }: Refusal): string {
  const model = artifact === null ? '' : ` for model sha256:${artifact.slice(0, 12)}…`;
  return `${code}${model}: ${detail}`;
}

/** Stands in the audit log below the webhook's name. */
function auditOf({ mode, refusals, models, permits }: Judgement): Record<string, string> {
  const codes = [...new Set(refusals.map(({ code }) => code))];
  const told = {
    decision: refusals.length === 0 ? 'allow' : 'deny',
    mode,
    reasons: codes.join(' '),
    models: models.map((artifact) => `sha256:${artifact}`).join(' '),
    permits: permits.join(' '),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ''));
}

/** Takes out what could steer a terminal; names in it are what anybody typed. */
function harmless(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, '\uFFFD');
}

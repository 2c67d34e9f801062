import type { AdmissionConfig } from './admission-config.ts';
import { answerTo, denial, reviewOf } from './answer-review.ts';
import type { Asker } from './asker.ts';
import { judge, type Judgement } from './judge.ts';
import { readReview } from './read-review.ts';
import type { AdmissionRequest, AdmissionReview } from './review.types.ts';

/** One line of the webhook's log. */
interface AdmissionLogged {
  readonly uid: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly operation: string;
  readonly dry_run: boolean;
  readonly mode: string;
  readonly allowed: boolean;
  readonly reasons: readonly string[];
  readonly models: readonly string[];
  readonly permits: readonly string[];
}

export interface AdmissionParts {
  readonly config: () => AdmissionConfig;
  readonly ask: () => Asker;
  readonly log: (line: AdmissionLogged) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Answers one review, as text.
 *
 * Whatever breaks while a request is judged is a denial that says so: nothing runs because the webhook is broken.
 *
 * @throws {ReviewUnreadableError} the text is no review that can be answered
 */
export async function admit(body: string, parts: AdmissionParts): Promise<AdmissionReview> {
  const read = readReview(body);
  if ('refused' in read) return reviewOf(read.apiVersion, denial(read.uid, 400, read.refused));
  const { apiVersion, request } = read;
  const judgement = await judged(request, parts);
  if (!judgement) {
    const message = 'Carnet’s webhook broke while it judged this; its log says how';
    return reviewOf(apiVersion, denial(request.uid, 500, message));
  }
  const response = answerTo(request, judgement);
  if (judgement.refusals.length > 0) parts.log(lineOf(request, judgement, response.allowed));
  return reviewOf(apiVersion, response);
}

async function judged(
  request: AdmissionRequest,
  { config, ask, onFailure }: AdmissionParts,
): Promise<Judgement | null> {
  try {
    return await judge(request, config(), ask());
  } catch (error) {
    onFailure(error);
    return null;
  }
}

function lineOf(
  { uid, namespace, kind, name, operation, dryRun }: AdmissionRequest,
  { mode, refusals, models, permits }: Judgement,
  allowed: boolean,
): AdmissionLogged {
  return {
    uid,
    namespace,
    kind: kind.group === '' ? kind.kind : `${kind.group}/${kind.kind}`,
    name,
    operation,
    dry_run: dryRun,
    mode,
    allowed,
    reasons: refusals.map(({ code }) => code),
    models,
    permits,
  };
}

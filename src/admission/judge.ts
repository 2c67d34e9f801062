import type { AdmissionConfig, Mode, NamespaceRule } from './admission-config.ts';
import type { Asker, ModelAnswer } from './asker.ts';
import { modelsNamed, type NamedModel, type Naming } from './models-named.ts';
import type { AdmissionRequest } from './review.types.ts';
import { ruleFor } from './rule-for.ts';
import { wayOut } from './way-out.ts';
import { isPod, workloadOf } from './workload.ts';

/** Why a workload may not run; `pass` is what would let it. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly field: string | null;
  /** SHA-256 of the model it speaks of, hex; null: of none. */
  readonly artifact: string | null;
  readonly pass: readonly string[];
}

/** What is thought of a request; what is done about it depends on the mode. */
export interface Judgement {
  readonly mode: Mode;
  readonly region: string | null;
  readonly refusals: readonly Refusal[];
  readonly models: readonly string[];
  readonly permits: readonly string[];
  /** True: the object already ran so; it is told and never stopped, for it may be on its way to be put right. */
  readonly isOld: boolean;
}

const MOST_REMEDIES = 5;
/** `/scale`, `/status` and their like change nothing of what runs. */
const SUBRESOURCES: readonly string[] = ['', 'ephemeralcontainers'];

/**
 * Whether what a request puts into a namespace may run there, now.
 *
 * Only what is put there is asked about. What is being deleted, and a change that names no other model than before,
 * are let through: nobody may be kept from taking a model away whose permit has ended.
 */
export async function judge(
  request: AdmissionRequest,
  config: AdmissionConfig,
  ask: Asker,
): Promise<Judgement> {
  const { namespace } = request;
  const rule = ruleFor(config, namespace);
  const nothing = { region: null, refusals: [], models: [], permits: [], isOld: false };
  if (!putsSomething(request)) return { ...nothing, mode: rule?.mode ?? 'enforce' };
  if (!rule) {
    const refusals = config.unlisted === 'deny' ? [unlisted(namespace)] : [];
    return { ...nothing, mode: 'enforce', refusals };
  }
  const naming = modelsNamed(workloadOf(request, request.object), rule, config);
  const isOld = isAsBefore(request, naming, rule, config);
  // A pod that runs is not stopped by a change of its labels, so there is nothing to ask.
  if (isOld && isPod(request)) return { ...nothing, mode: rule.mode, region: rule.region };
  const answers = await Promise.all(
    naming.models.map(async (model) => ({
      model,
      answer: await askFor(model, rule, request, ask),
    })),
  );
  const { annotation } = config;
  return {
    mode: rule.mode,
    region: rule.region,
    isOld,
    models: naming.models.map(({ artifact }) => artifact),
    permits: answers.flatMap(({ answer: { permit } }) => permit ?? []),
    refusals: [
      ...naming.faults.map(({ code, detail, field }) => ({
        code,
        detail,
        field,
        artifact: null,
        pass: said(wayOut(code, annotation)),
      })),
      ...answers.flatMap(({ model, answer }) => refusalsOf(model, answer, annotation)),
    ],
  };
}

function putsSomething({ operation, subResource, object }: AdmissionRequest): boolean {
  if (operation !== 'CREATE' && operation !== 'UPDATE') return false;
  if (!SUBRESOURCES.includes(subResource)) return false;
  const metadata = object?.['metadata'];
  const isGoing =
    operation === 'UPDATE' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    'deletionTimestamp' in metadata &&
    metadata.deletionTimestamp !== null;
  return !isGoing;
}

function isAsBefore(
  request: AdmissionRequest,
  naming: Naming,
  rule: NamespaceRule,
  config: AdmissionConfig,
): boolean {
  if (request.operation !== 'UPDATE' || !request.oldObject) return false;
  const before = modelsNamed(workloadOf(request, request.oldObject), rule, config);
  const known = new Set(before.models.map(({ artifact }) => artifact));
  const faults = new Set(before.faults.map(({ detail }) => detail));
  return (
    naming.models.every(({ artifact }) => known.has(artifact)) &&
    naming.faults.every(({ detail }) => faults.has(detail))
  );
}

async function askFor(
  { artifact }: NamedModel,
  { region, cloudRegion, jurisdictions, useCase }: NamespaceRule,
  { dryRun }: AdmissionRequest,
  ask: Asker,
): Promise<ModelAnswer> {
  return ask({ artifact, region, cloudRegion, jurisdictions, useCase, dryRun });
}

/** An answer that is not plainly yes is no. */
function refusalsOf(
  { artifact, field }: NamedModel,
  { decision, reasons, standing, missing }: ModelAnswer,
  annotation: string,
): Refusal[] {
  if (decision === 'allow') return [];
  const given =
    reasons.length > 0 ? reasons : [{ code: 'gate_refused', detail: 'it said no more' }];
  const remedies = missing.slice(0, MOST_REMEDIES).map(({ rule, remedy }) => `${rule}: ${remedy}`);
  const more = missing.length - remedies.length;
  const rest = more > 0 ? [`and ${more} more: \`carnet status\` lists them`] : [];
  return given.map(({ code, detail }, index) => ({
    code,
    detail,
    field,
    artifact,
    // What the case lacks is told once.
    pass: [
      ...said(wayOut(code, annotation)),
      ...(index === 0 ? [...said(standing), ...remedies, ...rest] : []),
    ],
  }));
}

function unlisted(namespace: string): Refusal {
  const code = 'namespace_unlisted';
  const detail =
    namespace === ''
      ? 'it lies in no namespace'
      : `nobody has said which region namespace \`${namespace}\` is of`;
  return { code, detail, field: null, artifact: null, pass: said(wayOut(code, '')) };
}

function said(text: string | null): string[] {
  return text === null ? [] : [text];
}

import type { CaseContext } from '../../workflows/contract.ts';
import type { Catalog } from '../policy/catalog.types.ts';
import type { Finding } from '../policy/policy.types.ts';
import type { CaseRecord } from './case-record.ts';
import type { EvidenceRecord } from './evidence-rows.ts';
import type {
  IndependenceCheck,
  PackDecision,
  PackDocument,
  PackFinding,
  PersonRef,
} from './pack-model.ts';

/** The findings with the names of their instruments and the waivers that stand. */
export function findingsOf(
  { assessment, context }: CaseRecord,
  catalog: Catalog,
  from: { readonly decisions: readonly PackDecision[]; readonly person: (id: string) => PersonRef },
): PackFinding[] {
  return (assessment?.findings ?? []).map((found) => {
    const waiver = context.waivers.find(({ rule }) => rule === found.rule);
    return {
      ...found,
      instrumentTitle:
        catalog.packs.get(found.region)?.sources.get(found.instrument)?.title ?? found.instrument,
      waiver: waiver
        ? {
            by: from.person(waiver.by),
            role: waiver.role,
            reason: from.decisions.find(({ id }) => id === waiver.decision)?.reason ?? '',
            expires: waiver.expires,
          }
        : null,
    };
  });
}

/** Every document that a finding asks for or that is held; superseded ones below those in their place. */
export function documentsOf(
  findings: readonly Finding[],
  evidence: readonly EvidenceRecord[],
  catalog: Catalog,
  person: (id: string) => PersonRef,
): PackDocument[] {
  const asked = new Map<string, string[]>();
  const due = new Set<string>();
  const later = new Map<string, string>();
  for (const { rule, documents, finding, from } of findings) {
    if (finding === 'not_applicable') continue;
    for (const document of documents) {
      asked.set(document, [...(asked.get(document) ?? []), rule]);
      if (finding !== 'upcoming') due.add(document);
      else if (from < (later.get(document) ?? '9999')) later.set(document, from);
    }
  }
  const ids = [
    ...new Set([...asked.keys(), ...evidence.map(({ document }) => document)]),
  ].toSorted();
  return ids.flatMap((document): PackDocument[] => {
    const base = {
      document,
      title: catalog.reference.documents.get(document)?.title ?? document,
      askedBy: asked.get(document) ?? [],
      askedFrom: due.has(document) ? null : (later.get(document) ?? null),
    };
    const files = evidence.filter((one) => one.document === document).toReversed();
    if (files.length === 0) {
      return [{ ...base, ...NO_FILE, status: due.has(document) ? 'missing' : 'upcoming' }];
    }
    return files.map((file) => ({
      ...base,
      status: file.supersededBy === null ? 'held' : 'superseded',
      fileName: file.fileName,
      mediaType: file.mediaType,
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      suppliedBy: person(file.uploadedBy),
      suppliedAt: file.uploadedAt,
    }));
  });
}

const NO_FILE = {
  fileName: null,
  mediaType: null,
  sizeBytes: null,
  sha256: null,
  suppliedBy: null,
  suppliedAt: null,
} as const;

/** Whether duties were kept apart, looked up in the decisions themselves. */
export function independenceOf(
  context: CaseContext,
  decisions: readonly PackDecision[],
  person: (id: string) => PersonRef,
): IndependenceCheck[] {
  const deciders = new Set(
    decisions.flatMap(({ by, standsInFor }) => (standsInFor ? [by.id, standsInFor.id] : [by.id])),
  );
  const shown = (ids: readonly string[]) => ids.map((id) => person(id).name).join(', ') || '–';
  const against = shown([...deciders]);
  const standing = Object.entries(context.stages).filter(
    ([, { approvals }]) => approvals.length > 0,
  );
  const different = standing.every(([, { approvals }]) => {
    const keys = approvals.flatMap(({ by, standsInFor }) =>
      standsInFor === undefined ? [by] : [by, standsInFor],
    );
    return new Set(keys).size === keys.length;
  });
  const byStage = standing.map(
    ([stage, { approvals }]) => `${stage}: ${shown(approvals.map(({ by }) => by))}`,
  );
  return [
    {
      check: 'requester',
      holds: !deciders.has(context.requester),
      detail: `${shown([context.requester])} / ${against}`,
    },
    {
      check: 'team',
      holds: context.team.every((id) => !deciders.has(id)),
      detail: `${shown(context.team)} / ${against}`,
    },
    { check: 'quorum', holds: different, detail: byStage.join('; ') },
  ];
}

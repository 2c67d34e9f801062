/** A case as OSCAL assessment results, for the tools of auditors and of governance teams. */
import { canonicalJson, sha256Hex } from '../common/canonical-json.ts';
import { statementId } from '../policy/export/oscal-catalog.ts';
import type { OscalResource } from '../policy/export/oscal-words.ts';
import {
  OSCAL_VERSION,
  documentUuid,
  listed,
  markup,
  oscalUuid,
  plain,
  propsOf,
  token,
} from '../policy/export/oscal-words.ts';
import type { PackPin } from '../policy/policy.types.ts';
import { attestationsOf, logOf, partiesOf, rolesOf } from './oscal-acts.ts';
import { caseUuid, fileOf, findingsOf, observationsOf, risksOf } from './oscal-findings.ts';
import type { PackModel } from './pack-model.ts';

/** Name of the file among the attachments of an evidence pack. */
export const ASSESSMENT_RESULTS = 'assessment-results.json';

/**
 * The OSCAL 1.2 assessment results of a case as of its last journal event.
 *
 * Findings speak of statements of the packs' catalogs (`carnet packs export`), observations carry the hashes of what
 * was handed in, risks are what stands open, attestations are the decisions that stand, and the log is the journal.
 * Pure and without a clock: the same model gives the same bytes; the document's id follows from what it says.
 *
 * @returns `{ 'assessment-results': … }`, as NIST's `oscal_assessment-results_schema.json` describes it
 */
export function oscalAssessmentResults(model: PackModel): {
  readonly 'assessment-results': object;
} {
  const body = {
    metadata: metadataOf(model),
    'import-ap': {
      href: `#${caseUuid(model, 'plan')}`,
      remarks:
        'No assessment plan was written in OSCAL: the route and the packs that the resource names are the plan.',
    },
    results: [resultOf(model)],
    'back-matter': { resources: resourcesOf(model) },
  };
  const uuid = documentUuid(`cases/${model.case.id}`, body);
  return { 'assessment-results': { uuid, ...body } };
}

/** The bytes of the attachment. */
export function assessmentResultsJson(model: PackModel): string {
  return canonicalJson(oscalAssessmentResults(model));
}

function metadataOf(model: PackModel): object {
  return {
    title: markup(`Assessment of ${modelName(model)} for ${model.case.region}`),
    'last-modified': model.case.updatedAt,
    version: String(model.journal.tail.seq),
    'oscal-version': OSCAL_VERSION,
    'document-ids': [{ scheme: 'https://carnet.dev/oscal/cases', identifier: model.case.id }],
    props: propsOf({ carnet: model.environment.carnet }),
    roles: rolesOf(model),
    ...listed('parties', partiesOf(model)),
    'responsible-parties': [
      {
        'role-id': 'requester',
        'party-uuids': [caseUuid(model, `people/${model.request.submittedBy.id}`)],
      },
    ],
    ...(model.law.notices.length > 0
      ? { remarks: model.law.notices.map((notice) => markup(notice)).join('\n\n') }
      : {}),
  };
}

function resultOf(model: PackModel): object {
  const { case: it, journal, manifest, permit } = model;
  return {
    uuid: caseUuid(model, 'result'),
    title: markup(`Case ${it.id} as of journal event ${journal.tail.seq}`),
    description: markup(
      `${modelName(model)} judged by the law of ${it.asOf}. Verdict: ${it.outcome}. The case is ${it.status}.`,
    ),
    start: it.openedAt,
    end: it.updatedAt,
    props: propsOf({
      case: it.id,
      request: model.request.id,
      region: it.region,
      status: it.status,
      outcome: it.outcome,
      'law-as-of': it.asOf,
      manifest: manifest.sha256,
      'journal-tail': journal.tail.hash,
      permit: permit?.id ?? null,
    }),
    'local-definitions': {
      components: [modelComponent(model)],
      'assessment-assets': carnetAssets(model),
    },
    'reviewed-controls': reviewedControls(model),
    ...listed('attestations', attestationsOf(model)),
    ...logOf(model),
    ...listed('observations', observationsOf(model)),
    ...listed('risks', risksOf(model)),
    ...listed('findings', findingsOf(model)),
    ...(model.conditions.length > 0
      ? {
          remarks: ['Conditions:', ...model.conditions.map((one) => `- ${markup(one)}`)].join('\n'),
        }
      : {}),
  };
}

function modelComponent(model: PackModel): object {
  const { subject, deployment } = model;
  return {
    uuid: caseUuid(model, 'model'),
    type: 'software',
    title: markup(modelName(model)),
    description: markup(subject.useCase ?? 'A machine learning model'),
    props: propsOf({
      sha256: subject.artifactSha256,
      algorithm: subject.algorithm,
      automation: subject.automation,
      'cloud-region': deployment?.cloudRegion ?? null,
      manifest: model.manifest.sha256,
    }),
    status: {
      state: model.case.status === 'deployed' ? 'operational' : 'other',
      remarks: markup(`the case is ${model.case.status}`),
    },
  };
}

function carnetAssets(model: PackModel): object {
  const uuid = caseUuid(model, 'carnet');
  const { machine } = model.case;
  return {
    components: [
      {
        uuid,
        type: 'software',
        title: 'Carnet',
        description: 'Evaluates the rules of policy packs on stated facts.',
        props: propsOf({
          version: model.environment.carnet,
          vocabulary: model.law.vocabulary.version,
          'vocabulary-sha256': model.law.vocabulary.sha256,
          workflow: machine.id,
          'workflow-version': machine.version,
        }),
        status: { state: 'operational' },
      },
    ],
    'assessment-platforms': [
      {
        uuid: caseUuid(model, 'platform'),
        title: 'Carnet',
        'uses-components': [{ 'component-uuid': uuid }],
      },
    ],
  };
}

/** One selection per pack; rules that did not apply were looked at, too, and are not listed. */
function reviewedControls({ findings, law }: PackModel): object {
  const selections = law.packs.flatMap((pin) => {
    const rules = findings.filter(({ region }) => region === pin.pack).map(({ rule }) => rule);
    if (rules.length === 0) return [];
    return [
      {
        description: markup(`Pack ${pin.pack} ${pin.version}`),
        links: [{ href: `#${packUuid(pin)}`, rel: 'reference' }],
        'include-controls': rules.map((rule) => ({
          'control-id': token(rule),
          'statement-ids': [statementId(rule)],
        })),
      },
    ];
  });
  return {
    description: 'All rules of the packs were evaluated; those that do not apply are left out.',
    'control-selections': selections.length > 0 ? selections : [{ 'include-all': {} }],
  };
}

function resourcesOf(model: PackModel): OscalResource[] {
  const { machine } = model.case;
  const { manifest, events, permit } = model.sources;
  const packs = model.law.packs.map((pin): OscalResource => ({
    uuid: packUuid(pin),
    title: markup(`Policy pack ${pin.pack} ${pin.version}`),
    props: propsOf({ pack: pin.pack, version: pin.version, sha256: pin.sha256 }),
  }));
  return [
    {
      uuid: caseUuid(model, 'plan'),
      title: markup(`Workflow ${machine.id}, version ${machine.version}`),
      description: markup(
        `Judged by ${model.law.packs.map(({ pack, version }) => `${pack} ${version}`).join(', ')}`,
      ),
    },
    ...packs,
    attached(model, 'manifest.json', canonicalJson(manifest)),
    attached(model, 'events.jsonl', events.map((line) => `${line}\n`).join('')),
    ...(permit ? [attached(model, 'permit.dsse.json', canonicalJson(permit))] : []),
    ...filesOf(model),
  ];
}

/** A file that lies beside this one in the evidence pack. */
function attached(model: PackModel, name: string, text: string): OscalResource {
  const hashes = [{ algorithm: 'SHA-256' as const, value: sha256Hex(text) }];
  return {
    uuid: caseUuid(model, `attached/${name}`),
    title: name,
    rlinks: [{ href: name, hashes }],
  };
}

/** Documents that were handed in. They stay in their cell: the link names them by hash (RFC 6920). */
function filesOf(model: PackModel): OscalResource[] {
  const files = new Map<string, OscalResource>();
  for (const document of model.documents) {
    const { sha256, mediaType, title } = document;
    if (sha256 === null) continue;
    const uuid = caseUuid(model, fileOf(document));
    const named = Buffer.from(sha256, 'hex').toString('base64url');
    const type = mediaType === null ? '' : plain(mediaType);
    files.set(uuid, {
      uuid,
      title: markup(title),
      props: propsOf({ document: document.document, file: document.fileName }),
      rlinks: [
        {
          href: `ni:///sha-256;${named}`,
          ...(type === '' ? {} : { 'media-type': type }),
          hashes: [{ algorithm: 'SHA-256', value: sha256 }],
        },
      ],
    });
  }
  return [...files.values()];
}

/** Unlike things of a case, a pack is the same for every case that was judged by it. */
function packUuid({ pack, version, sha256 }: PackPin): string {
  return oscalUuid(`packs/${pack}/${version}/${sha256}`);
}

function modelName({ subject }: PackModel): string {
  return `${subject.name} ${subject.version}`;
}

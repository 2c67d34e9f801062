import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { CheckReport } from '../intake/check.types.ts';
import type {
  CaseListItem,
  CaseView,
  DecisionInput,
  EvidenceUpload,
  EvidenceView,
  FindingView,
  GateDecision,
  MeView,
  PageOf,
  RegionView,
  RequestView,
  TaskView,
} from './client.types.ts';
import type { HttpOptions, HttpStream } from './http.ts';
import { Http } from './http.ts';

type Json = Readonly<Record<string, unknown>>;

/** Carnet's HTTP API as methods; used by the commands, the demo and whoever scripts it. */
export class CarnetClient {
  readonly http: Http;

  constructor(options: HttpOptions) {
    this.http = new Http(options);
  }

  health(): Promise<Json> {
    return this.http.get('/health');
  }

  regions(): Promise<PageOf<RegionView>> {
    return this.http.get('/regions');
  }

  me(): Promise<MeView> {
    return this.http.get('/me');
  }

  /** The verdict on a manifest (its text, or its value); nothing is kept. */
  check(manifest: string | Json, asOf?: string): Promise<CheckReport> {
    return this.http.write('POST', '/checks', {
      manifest,
      ...(asOf === undefined ? {} : { as_of: asOf }),
    });
  }

  /** Submits a manifest; without regions, to every region its deployment touches. */
  submit(manifest: string | Json, regions?: readonly string[]): Promise<RequestView> {
    return this.http.write('POST', '/requests', { manifest, ...(regions ? { regions } : {}) });
  }

  requests(): Promise<PageOf<RequestView>> {
    return this.http.get('/requests');
  }

  getRequest(id: string): Promise<RequestView> {
    return this.http.get(`/requests/${encodeURIComponent(id)}`);
  }

  /** May this artifact run there, now? */
  gate(question: {
    readonly digest: string;
    readonly region?: string | undefined;
    readonly cloud_region?: string | undefined;
    readonly jurisdictions?: readonly string[] | undefined;
    readonly use_case?: string | undefined;
    readonly at?: string | undefined;
    readonly dry_run?: boolean | undefined;
  }): Promise<GateDecision> {
    return this.http.write('POST', '/gate/decisions', question);
  }

  /** Replaces the manifest of a request; decisions that saw what changed become void. */
  amend(
    requestId: string,
    manifest: string | Json,
    regions?: readonly string[],
  ): Promise<RequestView> {
    return this.http.write('PUT', `/requests/${encodeURIComponent(requestId)}/manifest`, {
      manifest,
      regions,
    });
  }

  withdraw(requestId: string, reason: string): Promise<RequestView> {
    return this.http.write('POST', `/requests/${encodeURIComponent(requestId)}/withdraw`, {
      reason,
    });
  }

  cases(
    filter: { region?: string; status?: string; cursor?: string } = {},
  ): Promise<PageOf<CaseListItem>> {
    const query = new URLSearchParams(filter).toString();
    return this.http.get(`/cases${query === '' ? '' : `?${query}`}`);
  }

  getCase(id: string): Promise<CaseView> {
    return this.http.get(this.caseAt(id));
  }

  findings(caseId: string): Promise<PageOf<FindingView>> {
    return this.http.get(this.caseAt(caseId, '/findings'));
  }

  tasks(caseId: string): Promise<PageOf<TaskView>> {
    return this.http.get(this.caseAt(caseId, '/tasks'));
  }

  events(caseId: string): Promise<PageOf<Json>> {
    return this.http.get(this.caseAt(caseId, '/events'));
  }

  /** Open tasks of the caller's roles, over all regions. */
  inbox(): Promise<PageOf<TaskView>> {
    return this.http.get('/tasks');
  }

  evidence(caseId: string): Promise<PageOf<EvidenceView>> {
    return this.http.get(this.caseAt(caseId, '/evidence'));
  }

  getEvidence(caseId: string, evidenceId: string): Promise<Buffer> {
    return this.http.getBytes(this.caseAt(caseId, `/evidence/${encodeURIComponent(evidenceId)}`));
  }

  /** Hands a document in; a file is streamed from disk, never read whole. */
  uploadEvidence(caseId: string, upload: EvidenceUpload): Promise<EvidenceView> {
    const { from } = upload;
    const query = new URLSearchParams({ document: upload.document, file_name: upload.fileName });
    return this.http.writeBody('POST', this.caseAt(caseId, `/evidence?${query.toString()}`), {
      contentType: upload.contentType,
      make: () =>
        Buffer.isBuffer(from)
          ? new Uint8Array(from)
          : (Readable.toWeb(createReadStream(from.path)) as HttpStream),
    });
  }

  decide(caseId: string, decision: DecisionInput): Promise<CaseView> {
    return this.http.write('POST', this.caseAt(caseId, '/decisions'), decision);
  }

  withdrawCase(caseId: string, reason: string): Promise<CaseView> {
    return this.http.write('POST', this.caseAt(caseId, '/withdraw'), { reason });
  }

  /** Records that the model now runs in a cloud region: `aws:eu-central-1`. */
  deploy(caseId: string, cloudRegion: string): Promise<CaseView> {
    return this.http.write('POST', this.caseAt(caseId, '/deployments'), {
      cloud_region: cloudRegion,
    });
  }

  retire(caseId: string, reason: string): Promise<CaseView> {
    return this.http.write('POST', this.caseAt(caseId, '/retire'), { reason });
  }

  /** The evidence pack, a PDF; in English unless said. */
  pack(caseId: string, language?: string): Promise<Buffer> {
    const query = language === undefined ? '' : `?language=${encodeURIComponent(language)}`;
    return this.http.getBytes(this.caseAt(caseId, `/pack${query}`));
  }

  /** The case as OSCAL assessment results, byte for byte the file of the evidence pack. */
  assessmentResults(caseId: string): Promise<Buffer> {
    return this.http.getBytes(this.caseAt(caseId, '/assessment-results'));
  }

  /** The permit: an in-toto statement in a DSSE envelope. */
  permit(caseId: string): Promise<Json> {
    return this.http.get(this.caseAt(caseId, '/permit'));
  }

  private caseAt(id: string, rest = ''): string {
    return `/cases/${encodeURIComponent(id)}${rest}`;
  }
}

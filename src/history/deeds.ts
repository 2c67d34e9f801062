import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { workStage } from '../../workflows/route.ts';
import type { CaseReadingService } from '../cases/case-reading.service.ts';
import type { CaseView, DecisionKind, TaskView } from '../cases/case.views.ts';
import type { CasesService } from '../cases/cases.service.ts';
import { sha256Of } from '../common/canonical-json.ts';
import { newId } from '../common/ids.ts';
import type { EvidenceService } from '../evidence/evidence.service.ts';
import type { IdempotentCall } from '../http/idempotency.ts';
import type { Principal } from '../identity/principal.ts';
import type { RequestsService } from '../requests/requests.service.ts';
import type { TasksService } from '../tasks/tasks.service.ts';

/** The services that the people of a history go through; the same ones that answer HTTP. */
export interface Services {
  readonly requests: RequestsService;
  readonly cases: CasesService;
  readonly reading: CaseReadingService;
  readonly evidence: EvidenceService;
  readonly tasks: TasksService;
}

interface Call {
  readonly caller: Principal;
  readonly idempotency: IdempotentCall;
}

const AGAINST: readonly string[] = ['blocked', 'unknown', 'open'];

/** What people do, each through the service that answers for it over HTTP. */
export class Deeds {
  constructor(private readonly services: Services) {}

  /** @returns case id by region, and the id of the request */
  async submit(
    by: Principal,
    facts: Readonly<Record<string, unknown>>,
    regions: readonly string[],
  ): Promise<{ readonly request: string; readonly cases: readonly string[] }> {
    const asked = { manifest: facts, regions };
    const { view } = await this.services.requests.submit(asked, callOf(by, asked));
    return { request: view.id, cases: view.cases.map(({ id }) => id) };
  }

  async amend(
    by: Principal,
    request: string,
    asked: {
      readonly manifest: Readonly<Record<string, unknown>>;
      readonly regions: readonly string[];
    },
  ): Promise<void> {
    await this.services.requests.amend(request, asked, callOf(by, asked));
  }

  async withdraw(by: Principal, caseId: string, reason: string): Promise<void> {
    await this.services.cases.withdraw(caseId, reason, callOf(by, { caseId, reason }));
  }

  async claim(by: Principal, { caseId, key }: TaskView): Promise<void> {
    await this.services.tasks.claim({ caseId, key }, callOf(by, { caseId, key }));
  }

  async decide(
    by: Principal,
    it: {
      readonly view: CaseView;
      readonly stage: string;
      readonly role: string;
      readonly kind: DecisionKind;
      readonly reason: string;
    },
  ): Promise<void> {
    const { view, ...decision } = it;
    const seen = view.seen[it.stage];
    const body = { ...decision, ...(seen === undefined ? {} : { seen }) };
    await this.services.cases.decide(view.id, body, callOf(by, body));
  }

  async deploy(by: Principal, caseId: string, cloudRegion: string): Promise<void> {
    await this.services.cases.deploy(caseId, cloudRegion, callOf(by, { caseId, cloudRegion }));
  }

  /** Documents that open findings lack, of one stage or of all, sorted. */
  async lacking(by: Principal, caseId: string, stage?: string): Promise<readonly string[]> {
    const findings = await this.services.reading.findings(caseId, by, { ways: false });
    const documents = findings
      .filter((finding) => finding.finding === 'open')
      .filter((finding) => stage === undefined || workStage(finding) === stage)
      .flatMap(({ lacks }) => lacks.documents);
    return [...new Set(documents)].toSorted();
  }

  /** Whether no finding stands against what runs. */
  async isInOrder(by: Principal, caseId: string): Promise<boolean> {
    const findings = await this.services.reading.findings(caseId, by, { ways: false });
    return !findings.some(({ finding }) => AGAINST.includes(finding));
  }

  /** Hands in every document that findings still lack, of one stage or of all. */
  async handIn(by: Principal, caseId: string, stage?: string): Promise<void> {
    for (const document of await this.lacking(by, caseId, stage)) {
      // oxlint-disable-next-line no-await-in-loop -- each is read against the one before
      await this.upload(by, caseId, document);
    }
  }

  /** Hands one document in, new in content each time. */
  async upload(by: Principal, caseId: string, document: string): Promise<void> {
    const bytes = Buffer.from(`# ${document}\n\nWritten for ${caseId}, ${newId('rev')}.\n`);
    const headers = { 'content-type': 'text/markdown', 'content-length': String(bytes.length) };
    // All that taking evidence in reads of a request is its head and its bytes.
    const body = Object.assign(Readable.from([bytes]), { headers }) as unknown as IncomingMessage;
    const query = { document, file_name: `${document}.md` };
    await this.services.evidence.upload(caseId, { query, body }, callOf(by, query));
  }

  async view(by: Principal, caseId: string): Promise<CaseView> {
    return this.services.reading.get(caseId, by);
  }
}

function callOf(caller: Principal, body: unknown): Call {
  const idempotency = {
    personId: caller.personId,
    key: newId('idk'),
    method: 'POST',
    path: '/history',
    bodySha256: sha256Of(body),
  };
  return { caller, idempotency };
}

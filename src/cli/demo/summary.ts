import type { CaseView, TaskView } from '../client.types.ts';
import type { Bank } from './bank.ts';
import type { TableRow } from './text-table.ts';

/** What one case came to, for the table at the end. */
export interface CaseSummary {
  readonly region: string;
  readonly status: string;
  readonly stages: readonly StageTime[];
  readonly decisions: number;
  readonly documents: number;
  readonly pages: number;
}

interface StageTime {
  readonly stage: string;
  readonly milliseconds: number;
}

/** Adds up a case from what the API says of it; stage times come from when its tasks opened and closed. */
export async function summarise(
  bank: Bank,
  view: CaseView,
  pack: Uint8Array,
): Promise<CaseSummary> {
  // Loaded here: `carnet check` shall not wait for a PDF reader.
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const [tasks, events, document] = await Promise.all([
    bank.requester.tasks(view.id),
    bank.requester.events(view.id),
    PDFDocument.load(pack, { updateMetadata: false }),
  ]);
  return {
    region: view.region,
    status: view.status,
    stages: stageTimes(tasks.items),
    decisions: events.items.filter((event) => DECISIVE.has(String(event['type']))).length,
    documents: view.documents.length,
    pages: document.getPageCount(),
  };
}

const DECISIVE: ReadonlySet<string> = new Set([
  'APPROVED',
  'CHANGES_REQUESTED',
  'REJECTED',
  'FINDING_WAIVED',
]);

function stageTimes(tasks: readonly TaskView[]): StageTime[] {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { stage, opened_at: opened, closed_at: closed } of tasks) {
    if (closed === null) continue;
    const from = Date.parse(opened);
    const to = Date.parse(closed);
    const span = spans.get(stage);
    spans.set(
      stage,
      span ? { from: Math.min(span.from, from), to: Math.max(span.to, to) } : { from, to },
    );
  }
  return [...spans].map(([stage, { from, to }]) => ({ stage, milliseconds: to - from }));
}

/** One row per case, one column per question. */
export function summaryRows(summaries: readonly CaseSummary[]): TableRow[] {
  const rows = summaries.map(({ region, status, stages, decisions, documents, pages }) => [
    region,
    status,
    String(stages.length),
    String(decisions),
    String(documents),
    String(pages),
  ]);
  return [['region', 'status', 'stages passed', 'decisions', 'documents', 'pack pages'], ...rows];
}

/** Time in each stage, a column per case. A stage that a route does not have shows a dash. */
export function stageRows(summaries: readonly CaseSummary[], order: readonly string[]): TableRow[] {
  const passed = new Set(summaries.flatMap((summary) => summary.stages.map(({ stage }) => stage)));
  const stages = order.filter((stage) => passed.has(stage));
  const time = (summary: CaseSummary, stage: string): string => {
    const found = summary.stages.find((candidate) => candidate.stage === stage);
    return found ? `${(found.milliseconds / 1000).toFixed(2)} s` : '–';
  };
  return [
    ['time per stage', ...summaries.map(({ region }) => region)],
    ...stages.map((stage) => [stage, ...summaries.map((summary) => time(summary, stage))]),
  ];
}

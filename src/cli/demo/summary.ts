import type { CaseView } from '../client.types.ts';
import type { TableRow } from '../text-table.ts';

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
  /** Null while the case is still in it. */
  readonly milliseconds: number | null;
}

/** The part of `evidence.json` that the table is made of. */
interface PackedEvidence {
  readonly decisions: readonly unknown[];
  readonly tempo: {
    readonly spans: readonly {
      readonly stage: string;
      readonly enteredAt: string;
      readonly leftAt: string | null;
    }[];
  };
}

/** Adds a case up from the evidence inside its pack: what an auditor would count. */
export async function summarise(view: CaseView, pack: Uint8Array): Promise<CaseSummary> {
  // Loaded here: `carnet check` shall not wait for a PDF reader.
  const [{ PDFDocument }, { extractAttachments }] = await Promise.all([
    import('@cantoo/pdf-lib'),
    import('../../evidence/extract-attachments.ts'),
  ]);
  const document = await PDFDocument.load(pack, { updateMetadata: false });
  const files = await extractAttachments(pack);
  const evidence = JSON.parse(String(files.get('evidence.json'))) as PackedEvidence;
  return {
    region: view.region,
    status: view.status,
    stages: stageTimes(evidence),
    decisions: evidence.decisions.length,
    documents: view.documents.length,
    pages: document.getPageCount(),
  };
}

/** A stage may be entered several times: its spans add up. */
function stageTimes({ tempo }: PackedEvidence): StageTime[] {
  const times = new Map<string, number | null>();
  for (const { stage, enteredAt, leftAt } of tempo.spans) {
    const before = times.get(stage) ?? 0;
    const ended = leftAt !== null && before !== null;
    times.set(stage, ended ? before + Date.parse(leftAt) - Date.parse(enteredAt) : null);
  }
  return [...times].map(([stage, milliseconds]) => ({ stage, milliseconds }));
}

/** One column per case, one row per question, time per stage last. A stage that a route lacks shows a dash. */
export function summaryRows(
  summaries: readonly CaseSummary[],
  order: readonly string[],
): TableRow[] {
  const row = (question: string, answer: (summary: CaseSummary) => string): TableRow => [
    question,
    ...summaries.map(answer),
  ];
  const met = new Set(summaries.flatMap((summary) => summary.stages.map(({ stage }) => stage)));
  return [
    row('region', ({ region }) => region),
    row('status', ({ status }) => status),
    row('stages passed', ({ stages }) =>
      String(stages.filter(({ milliseconds }) => milliseconds !== null).length),
    ),
    row('decisions', ({ decisions }) => String(decisions)),
    row('documents', ({ documents }) => String(documents)),
    row('pack pages', ({ pages }) => String(pages)),
    ...order
      .filter((stage) => met.has(stage))
      .map((stage) => row(`time in ${stage}`, (summary) => timeIn(summary, stage))),
  ];
}

function timeIn(summary: CaseSummary, stage: string): string {
  const found = summary.stages.find((candidate) => candidate.stage === stage);
  if (!found) return '–';
  return found.milliseconds === null ? 'now' : `${(found.milliseconds / 1000).toFixed(2)} s`;
}

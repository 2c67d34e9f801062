import { type Asker, denied, GATE_AWAY, type ModelAnswer } from '../../admission/asker.ts';
import { CarnetClient } from '../client.ts';
import { ServerProblemError } from '../client.errors.ts';
import type { GateDecision } from '../client.types.ts';

/** Asks a Carnet server; one that is away, or speaks in no way that can be read, has said nothing. */
export function askServer(server: {
  readonly url: string;
  readonly token: string | undefined;
  readonly timeoutMs: number;
}): Asker {
  const client = new CarnetClient(server);
  return async ({ artifact, region, cloudRegion, jurisdictions, useCase, dryRun }) => {
    try {
      const told = await client.gate({
        digest: `sha256:${artifact}`,
        region,
        cloud_region: cloudRegion ?? undefined,
        jurisdictions: [...jurisdictions],
        use_case: useCase ?? undefined,
        at: new Date().toISOString(),
        dry_run: dryRun,
      });
      return answerOf(told);
    } catch (error) {
      return failed(error);
    }
  };
}

function answerOf({ decision, reasons, permit, standing }: GateDecision): ModelAnswer {
  const stages = standing?.stages.join(', ') ?? '';
  return {
    decision: decision === 'allow' ? 'allow' : 'deny',
    reasons: reasons.map(({ code, detail }) => ({ code, detail })),
    permit,
    standing: standing && `case ${standing.case} is ${standing.status}, in ${stages || 'no stage'}`,
    missing: (standing?.missing ?? []).map(({ rule, remedy }) => ({ rule, remedy })),
  };
}

/** A server that is there and refuses has to be told apart: no file may answer in its place. */
function failed(error: unknown): ModelAnswer {
  const detail = error instanceof Error ? error.message : String(error);
  const refused = error instanceof ServerProblemError && error.status < 500;
  return denied(refused ? 'gate_refused' : GATE_AWAY, detail);
}

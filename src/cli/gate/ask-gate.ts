import { ServerUnreachableError } from '../client.errors.ts';
import type { GateDecision } from '../client.types.ts';

interface GateReason {
  readonly code: GateDecision['reasons'][number]['code'] | 'gate_away';
  readonly detail: string;
}

/** What a pipeline is told: the server's decision, or that there was no server to decide. */
export type GateTold = Pick<GateDecision, 'decision' | 'conditions' | 'permit' | 'standing'> & {
  readonly reasons: readonly GateReason[];
  readonly expires_at: string | null;
};

/** Asks; a server that is away has said nothing, and that is no yes. */
export async function askGate(ask: () => Promise<GateDecision>): Promise<GateTold> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServerUnreachableError)) throw error;
    const reasons = [{ code: 'gate_away', detail: error.message } as const];
    const nothing = { permit: null, conditions: [], standing: null, expires_at: null };
    return { decision: 'deny', reasons, ...nothing };
  }
}

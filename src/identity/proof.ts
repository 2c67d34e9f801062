import { ProofStaleError } from './identity.errors.ts';
import type { Principal } from './principal.ts';

const FRESH_MINUTES = 5;

/**
 * Lets somebody in a session decide who has proved who they are a short while ago. A token is its own proof.
 *
 * @throws {ProofStaleError}
 */
export function assertFreshProof({ session }: Principal, now: Date): void {
  if (session && now.getTime() - session.provedAt.getTime() > FRESH_MINUTES * 60_000) {
    throw new ProofStaleError(FRESH_MINUTES);
  }
}

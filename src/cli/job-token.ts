import type { CarnetConfig } from '../config/config.types.ts';
import { JobTokenMissingError } from './client.errors.ts';

const ANSWER_WITHIN_MS = 10_000;

/**
 * Asks the runner of a GitHub job for a token that proves which job it is, meant for Carnet alone.
 *
 * @throws {JobTokenMissingError} it gives none
 */
export async function askForJobToken({
  audience,
  url,
  token,
}: NonNullable<CarnetConfig['client']['job']>): Promise<string> {
  try {
    const address = new URL(url);
    address.searchParams.set('audience', audience);
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const { value } = (await answer.json()) as { readonly value?: unknown };
    if (answer.ok && typeof value === 'string') return value;
    throw new JobTokenMissingError(`it answered ${answer.status}`);
  } catch (error) {
    if (error instanceof JobTokenMissingError) throw error;
    throw new JobTokenMissingError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The `code` of a system or database error (`EADDRINUSE`, `57P01`), whatever was thrown.
 *
 * Asks for the member and not for `instanceof Error`: an error of Node itself is none of this realm's inside a test
 * runner's sandbox.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

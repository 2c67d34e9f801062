/**
 * The `code` of an error of Node: `ENOENT`, `ECONNREFUSED`; empty when it has none.
 *
 * Asked of the value and not by `instanceof`: errors of the platform may come from another realm.
 */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/**
 * The environment for programs Carnet starts: what an operating system needs to run anything, a fixed locale and
 * time zone, and nothing else, so that a stray `PGDATA` or a secret never reaches them.
 */
export function systemEnvironment(): Record<string, string> {
  const kept: Record<string, string> = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'DYLD_LIBRARY_PATH']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** Numbers, times and sizes as printed: fixed forms, so that no time zone or locale shows. */

/** `2026-11-23 12:05:01 UTC` */
export function instant(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

/** `2026-11-23` */
export function day(at: string): string {
  return at.slice(0, 10);
}

/** The two largest units: `2 d 3 h`, `4 min 10 s`, `850 ms`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const;
  const first = units.findIndex(([, size]) => ms >= size);
  let rest = ms;
  const parts: string[] = [];
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}

/** `1.4 MiB`, `12 KiB`, `300 bytes` */
export function bytes(size: number): string {
  if (size < 1024) return `${size} bytes`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KiB`;
  return `${(size / 1024 / 1024).toFixed(1)} MiB`;
}

/** `legal_counsel` → `legal counsel` */
export function plain(id: string): string {
  return id.replaceAll(/[_-]/g, ' ');
}

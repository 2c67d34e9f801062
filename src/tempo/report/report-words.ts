import type { Wording } from '../../evidence/wording.ts';
import { plain } from '../../evidence/formats.ts';

const DAY_MS = 86_400_000;

/** `2026-10` → `October 2026` */
export function monthName(words: Wording, month: string): string {
  const name = words.list('months')[Number(month.slice(5)) - 1] ?? month;
  return `${name} ${month.slice(0, 4)}`;
}

/** `eu` → `EU`, `north-america` → `North America` */
export function regionName(region: string): string {
  if (region.length <= 2) return region.toUpperCase();
  return plain(region).replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

export function regionNames(regions: readonly string[]): string {
  return regions.map(regionName).join(', ');
}

/** Elapsed days, or working days when told how long one is; a dash for nothing. */
export function days(words: Wording, ms: number | null | undefined, dayMs = DAY_MS): string {
  if (ms === null || ms === undefined) return words.text('none');
  return words.text('days', { n: (ms / dayMs).toFixed(1) });
}

export function percent(words: Wording, share: number | null | undefined): string {
  if (share === null || share === undefined) return words.text('none');
  return words.text('percent', { n: Math.round(share * 100) });
}

/** `compliance_officer` → `compliance officer` */
export function roleName(role: string): string {
  return plain(role);
}

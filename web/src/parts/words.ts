import type { CaseStatus, FindingWord, Outcome } from '../api/types.ts';

/** How something stands; each has its colours in `styles.css`. */
export type Tone = 'bad' | 'dark' | 'open' | 'next' | 'good' | 'calm';

interface Said {
  readonly label: string;
  readonly tone: Tone;
  readonly meaning: string;
}

export const OUTCOMES: Readonly<Record<Outcome, Said>> = {
  blocked: { label: 'Blocked', tone: 'bad', meaning: 'A rule forbids it as it stands.' },
  unknown: {
    label: 'Unknown',
    tone: 'dark',
    meaning: 'A fact that decides is not stated.',
  },
  conditional: {
    label: 'Conditional',
    tone: 'open',
    meaning: 'Allowed once papers and approvals are there.',
  },
  allowed: { label: 'Allowed', tone: 'good', meaning: 'Nothing stands in the way.' },
};

export const FINDINGS: Readonly<Record<FindingWord, Said>> = {
  blocked: { label: 'Blocked', tone: 'bad', meaning: 'The rule forbids it as it stands.' },
  unknown: { label: 'Unknown', tone: 'dark', meaning: 'A fact that decides is not stated.' },
  open: { label: 'Open', tone: 'open', meaning: 'A paper, an approval or a condition is missing.' },
  warning: {
    label: 'Warning',
    tone: 'open',
    meaning: 'For a person to look at; it stops nothing.',
  },
  upcoming: { label: 'Upcoming', tone: 'next', meaning: 'The duty applies from a later day.' },
  exempt: { label: 'Exempt', tone: 'good', meaning: 'An exception of the law holds.' },
  met: { label: 'Met', tone: 'good', meaning: 'What the rule asks is there.' },
  not_applicable: { label: 'Not applicable', tone: 'calm', meaning: 'The rule does not reach it.' },
};

/** Worst first. */
export const FINDING_ORDER: readonly FindingWord[] = [
  'blocked',
  'unknown',
  'open',
  'warning',
  'upcoming',
  'exempt',
  'met',
  'not_applicable',
];

export const STATUSES: Readonly<Record<CaseStatus, Said>> = {
  open: { label: 'In review', tone: 'open', meaning: 'People are at it.' },
  permitted: { label: 'Permitted', tone: 'good', meaning: 'A permit is issued.' },
  deployed: { label: 'Deployed', tone: 'good', meaning: 'It runs under a permit.' },
  suspended: { label: 'Suspended', tone: 'bad', meaning: 'The permit does not hold for now.' },
  rejected: { label: 'Rejected', tone: 'bad', meaning: 'Somebody said no.' },
  withdrawn: { label: 'Withdrawn', tone: 'calm', meaning: 'The ML team took it back.' },
  revoked: { label: 'Revoked', tone: 'bad', meaning: 'The permit was taken back.' },
  expired: { label: 'Expired', tone: 'calm', meaning: 'The permit ran out.' },
  retired: { label: 'Retired', tone: 'calm', meaning: 'It runs no more.' },
};

const REGIONS: Readonly<Record<string, string>> = { eu: 'EU', uk: 'UK' };

/** `north-america` → `North America`. */
export function regionName(region: string): string {
  return REGIONS[region] ?? region.split('-').map(capital).join(' ');
}

/** `fair_lending_officer` → `Fair lending officer`. */
export function plain(word: string): string {
  return capital(word.replaceAll(/[_-]/gu, ' '));
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

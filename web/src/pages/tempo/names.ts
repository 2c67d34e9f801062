import { plain, regionName } from '../../parts/words.ts';

const FACTORS: Readonly<Record<string, string>> = {
  strategy: 'Strategic goals',
  data: 'Data quality',
  team: 'Team',
  tools: 'Infrastructure and tools',
  complexity: 'Model complexity',
  regulation: 'Regulation',
};

const WAITS_ON: Readonly<Record<string, string>> = {
  team: 'the ML team',
  reviewer: 'a reviewer',
  officer: 'a compliance officer',
  auditor: 'an auditor',
  outside: 'somebody outside the house',
  machine: 'the engine',
};

function factorName(factor: string): string {
  return FACTORS[factor] ?? plain(factor);
}

export function waitsOnName(waitsOn: string): string {
  return WAITS_ON[waitsOn] ?? plain(waitsOn).toLowerCase();
}

/** `requester` is the ML team, in the words of these pages. */
export function roleName(role: string): string {
  if (role === 'requester') return 'ML team';
  return role === 'dpo' ? 'Data protection officer' : plain(role);
}

/** `factor:data` and `region:eu`. */
export function causeName(key: string, comparedWith: string | null): string {
  const [kind, name = ''] = key.split(':');
  if (kind !== 'region') return factorName(name);
  return `${regionName(name)} beside ${regionName(comparedWith ?? '')}`;
}

/** Of what waiting is grouped by. */
export function keyName(by: string, key: string): string {
  if (by === 'factor') return factorName(key);
  if (by === 'role') return roleName(key);
  return by === 'waits_on' ? plain(waitsOnName(key)) : plain(key);
}

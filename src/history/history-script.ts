import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SeedPerson } from '../identity/seed-people.ts';
import type { Factor } from '../../workflows/words.ts';
import { packageRoot } from '../common/package-root.ts';

/** How much work one task is, in working hours: own work, and what passes until somebody looks at it. */
export interface Effort {
  readonly hours: number;
  readonly pickup: number;
}

/** What a weakness does to the way of a case; `days` are working days. */
export interface Slowing {
  readonly how: 'changes_asked' | 'slow_decision' | 'slow_team' | 'slow_deployment' | 'slow_facts';
  readonly days: number;
  /** Where changes are asked for, or where a decision takes longer. */
  readonly stage?: string;
  /** How often changes are asked for, and why. */
  readonly times?: number;
  readonly reason?: string;
}

export interface Weakness {
  readonly name: string;
  readonly factor: Factor;
  /** Share of the requests that have it. */
  readonly share: number;
  /** Paths of facts that the first manifest does not state. */
  readonly leaves_out: readonly string[];
  readonly slows: Slowing;
}

interface Weighted {
  readonly weight: number;
}

export interface ModelKind extends Weighted {
  readonly name: string;
  /** Facts by path that differ from the manifest all start from. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What `carnet demo --history` plays: the story is code, its content is data. */
export interface HistoryScript {
  readonly seed: number;
  readonly years: number;
  readonly requests: number;
  /** Facts that leave nothing open. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly people: readonly SeedPerson[];
  /** By role; `others` for those not named. */
  readonly work: Readonly<Record<string, Effort>>;
  readonly teams: readonly string[];
  readonly models: readonly ModelKind[];
  readonly regions: readonly (Weighted & { readonly regions: readonly string[] })[];
  /** Cloud region by region: where a model runs once it may. */
  readonly deployments: Readonly<Record<string, string>>;
  /** Shares of cases that end or stumble so. */
  readonly rejected: number;
  readonly withdrawn: number;
  readonly suspended: number;
  readonly reasons: Readonly<Record<string, string>>;
  readonly weaknesses: readonly Weakness[];
}

type Written = Omit<HistoryScript, 'facts'> & { readonly manifest: string };

/** Reads the script that ships with Carnet, so that its shape is taken as given. */
export async function readHistoryScript(): Promise<HistoryScript> {
  const folder = join(packageRoot(), 'examples', 'history');
  const text = await readFile(join(folder, 'history.yaml'), 'utf8');
  const { manifest, ...script } = parse(text) as Written;
  const facts = parse(await readFile(join(folder, manifest), 'utf8')) as HistoryScript['facts'];
  return { ...script, facts };
}

/** The owner and the builders of a team. */
export function peopleOf(team: string): readonly SeedPerson[] {
  const roles = { eu: ['requester'], 'north-america': ['requester'] };
  return ['owner', 'developer', 'second'].map((part) => ({
    id: `${team}.${part}`,
    name: `${title(team)} ${part === 'owner' ? 'Owner' : 'Developer'}`,
    roles,
  }));
}

function title(team: string): string {
  return team.charAt(0).toUpperCase() + team.slice(1).replaceAll('-', ' ');
}

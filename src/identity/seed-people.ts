import type { Cells } from '../database/cells.ts';
import type { Cell } from '../database/cell.ts';
import { setPassword } from './accounts.ts';
import { newPassword } from './password.ts';
import { registerPerson } from './people.ts';
import type { Deed } from './people.ts';
import { createToken } from './tokens.ts';

/** A person as a seed states them: roles per region. */
export interface SeedPerson {
  readonly id: string;
  readonly name: string;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Length of an auditor's engagement in days; the `auditor` role ends with it. Default 90. */
  readonly engagementDays?: number;
}

const DAY_MS = 86_400_000;
const TOKEN_DAYS = 30;
const SEEDED_BY = 'carnet';

/**
 * Registers people with their roles in the cells that are served and gives each a fresh token of 30 days, good in
 * every one of those cells in which they hold a role. People that are there already keep what they have.
 *
 * @returns person id → token; nobody without a role in a served region is in it
 */
export async function seedPeople(
  cells: Cells,
  people: readonly SeedPerson[],
  now: Date,
): Promise<Record<string, string>> {
  const deed: Deed = { by: SEEDED_BY, at: now };
  const tokens: Record<string, string> = {};
  for (const person of people) {
    const theirs = cells.regions
      .filter((region) => (person.roles[region] ?? []).length > 0)
      .map((region) => cells.get(region));
    if (theirs.length === 0) continue;
    for (const cell of theirs) await seedInto(cell, person, deed);
    const wanted = {
      person: person.id,
      label: 'seeded',
      expiresAt: new Date(now.getTime() + TOKEN_DAYS * DAY_MS),
    };
    tokens[person.id] = (await createToken(theirs, wanted, deed)).token;
  }
  return tokens;
}

/**
 * Gives people fresh passwords in the cells that know them.
 *
 * @returns person id → password
 */
export async function seedPasswords(
  cells: Cells,
  people: readonly string[],
  now: Date,
): Promise<Record<string, string>> {
  const passwords = people.map((person) => [person, newPassword()] as const);
  for (const [person, password] of passwords) {
    await setPassword(cells.all(), { person, password }, { by: SEEDED_BY, at: now });
  }
  return Object.fromEntries(passwords);
}

async function seedInto(cell: Cell, person: SeedPerson, deed: Deed): Promise<void> {
  const engagementEnds = new Date(deed.at.getTime() + (person.engagementDays ?? 90) * DAY_MS);
  const grants = (person.roles[cell.region] ?? []).map((role) =>
    role === 'auditor' ? { role, expiresAt: engagementEnds } : { role },
  );
  await registerPerson(cell, { id: person.id, name: person.name, grants }, deed);
}

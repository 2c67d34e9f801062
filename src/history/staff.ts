import type { Principal } from '../identity/principal.ts';
import type { SeedPerson } from '../identity/seed-people.ts';
import type { WorkingTime } from '../tempo/calendar/working-time.ts';
import type { Chance } from './chance.ts';
import type { Effort } from './history-script.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 8;

/** From when to when somebody has a piece of work in hand, in milliseconds since 1970. */
export interface Slot {
  readonly person: string;
  readonly from: number;
  readonly until: number;
}

/** People who do one thing after the other, in the working hours of a region. */
export class Staff {
  readonly #freeAt = new Map<string, number>();
  readonly #principals: ReadonlyMap<string, Principal>;

  constructor(
    private readonly people: readonly SeedPerson[],
    private readonly work: Readonly<Record<string, Effort>>,
    private readonly chance: Chance,
  ) {
    this.#principals = new Map(people.map((person) => [person.id, principalOf(person)]));
  }

  /** @throws {Error} the script speaks of somebody it did not introduce */
  principal(person: string): Principal {
    const known = this.#principals.get(person);
    if (!known) throw new Error(`the history knows nobody called \`${person}\``);
    return known;
  }

  /**
   * Books the next hours of whoever of the role is free first.
   *
   * @param longerDays working days that it takes longer, during which they do other things too
   * @param busy those who may not take it
   * @returns null when nobody of the script holds the role or may take it
   */
  book(
    of: { readonly region: string; readonly role: string; readonly busy: readonly string[] },
    time: WorkingTime,
    { now, longerDays = 0 }: { readonly now: number; readonly longerDays?: number },
  ): Slot | null {
    const able = this.people.filter(
      ({ id, roles }) => (roles[of.region] ?? []).includes(of.role) && !of.busy.includes(id),
    );
    const [first] = able.toSorted((a, b) => this.#free(a.id) - this.#free(b.id));
    return first ? this.#take(first.id, time, { now, longerDays, ...this.#effort(of.role) }) : null;
  }

  /** As `book`, for one person of a team. */
  bookOne(
    person: string,
    time: WorkingTime,
    { now, longerDays = 0 }: { readonly now: number; readonly longerDays?: number },
  ): Slot {
    return this.#take(person, time, { now, longerDays, ...this.#effort('requester') });
  }

  #take(
    person: string,
    time: WorkingTime,
    it: Effort & { readonly now: number; readonly longerDays: number },
  ): Slot {
    const seen = time.after(it.now, this.chance.around(it.pickup) * HOUR_MS);
    const from = Math.max(seen, this.#free(person));
    const done = time.after(from, this.chance.around(it.hours) * HOUR_MS);
    this.#freeAt.set(person, done);
    const longer = it.longerDays === 0 ? 0 : this.chance.around(it.longerDays) * DAY_HOURS;
    return { person, from, until: time.after(done, longer * HOUR_MS) };
  }

  #free(person: string): number {
    return this.#freeAt.get(person) ?? 0;
  }

  #effort(role: string): Effort {
    return this.work[role] ?? this.work['others'] ?? { hours: 1, pickup: 1 };
  }
}

function principalOf({ id, name, roles }: SeedPerson): Principal {
  return {
    personId: id,
    name,
    kind: 'person',
    tokenId: 'history',
    regions: new Map(Object.entries(roles)),
  };
}

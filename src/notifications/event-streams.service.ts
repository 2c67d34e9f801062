import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Engines } from '../cases/engines.ts';
import { Cells } from '../database/cells.ts';
import { RegionNotServedError } from '../database/database.errors.ts';
import { allows, authorize, regionsWhere } from '../identity/principal.ts';
import type { Principal } from '../identity/principal.ts';
import { EventHub } from './event-hub.ts';
import type { FeedPlace } from '../journal/feed-place.ts';
import { feedEnd, type FeedEvent } from './feed.ts';
import { formatPlaces, parsePlaces } from './stream-places.ts';

const LOOK_EVERY_MS = 200;
const HEARTBEAT_MS = 15_000;

export interface Listener {
  readonly caller: Principal;
  /** Who they are by now: asked again at every heartbeat; throws when they may not come in any more. */
  readonly again: () => Promise<Principal>;
  readonly region?: string | undefined;
  readonly caseId?: string | undefined;
  readonly lastEventId?: string | undefined;
}

/** Tells people what happens in the regions they may read, as it happens. */
@Injectable()
export class EventStreamsService implements OnModuleDestroy {
  readonly #hubs = new Map<string, EventHub>();
  readonly #open = new Set<AbortController>();

  constructor(
    @Inject(Cells) private readonly cells: Cells,
    @Inject(Engines) private readonly engines: Engines,
  ) {}

  /** Ends every stream, so that a stopping server need not wait for clients that would listen forever. */
  onModuleDestroy(): void {
    for (const open of this.#open) open.abort();
  }

  /**
   * Where a listener begins in each region: behind the event they name, or now.
   *
   * @throws {FeedPlaceError} {RegionForbiddenError} {ActionForbiddenError} {RegionNotServedError} {CaseNotFoundError}
   */
  async places(listener: Listener): Promise<Map<string, FeedPlace>> {
    const known = listener.lastEventId
      ? parsePlaces(listener.lastEventId)
      : new Map<string, FeedPlace>();
    const places = new Map<string, FeedPlace>();
    for (const region of this.#regionsOf(listener)) {
      // oxlint-disable-next-line no-await-in-loop -- one row of each of a few regions
      places.set(region, known.get(region) ?? (await feedEnd(this.cells.get(region).pool)));
    }
    return places;
  }

  /** Writes events until the listener goes or may no longer read; each once, in order, as fast as they are taken. */
  async tell(listener: Listener, places: Map<string, FeedPlace>, out: Writable): Promise<void> {
    const ended = new AbortController();
    this.#open.add(ended);
    out.once('close', () => ended.abort());
    out.once('error', () => ended.abort());
    const hubs = [...places.keys()].map((region) => ({ region, hub: this.#hub(region) }));
    const leave = hubs.map(({ hub }) => hub.listen());
    try {
      await put(out, `retry: 1000\nid: ${formatPlaces(places)}\n\n`, ended.signal);
      await this.#follow({ listener, places, out, signal: ended.signal }, hubs);
    } finally {
      for (const go of leave) go();
      this.#open.delete(ended);
      out.end();
    }
  }

  async #follow(
    { listener, places, out, signal }: Following,
    hubs: readonly { readonly region: string; readonly hub: EventHub }[],
  ): Promise<void> {
    let beatAt = Date.now() + HEARTBEAT_MS;
    while (!signal.aborted) {
      let told = 0;
      for (const { region, hub } of hubs) {
        // oxlint-disable-next-line no-await-in-loop -- a stream is written in order
        told += await this.#pass({ listener, places, out, signal }, region, hub);
      }
      if (Date.now() >= beatAt) {
        // oxlint-disable-next-line no-await-in-loop -- as above
        if (!(await this.#mayGoOn(listener))) return;
        // oxlint-disable-next-line no-await-in-loop -- as above
        await put(out, ':\n\n', signal);
        beatAt = Date.now() + HEARTBEAT_MS;
      }
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (told === 0) await Promise.race(hubs.map(async ({ hub }) => hub.news(signal, 1000)));
    }
  }

  async #pass(
    { listener, places, out, signal }: Following,
    region: string,
    hub: EventHub,
  ): Promise<number> {
    const place = places.get(region);
    if (!place) return 0;
    const events = await hub.after(place);
    for (const event of events) {
      places.set(region, event.place);
      if (!isFor(listener, region, event)) continue;
      // oxlint-disable-next-line no-await-in-loop -- waits until the client has taken the one before
      await put(out, textOf(region, event, places), signal);
    }
    return events.length;
  }

  async #mayGoOn(listener: Listener): Promise<boolean> {
    try {
      const caller = await listener.again();
      for (const region of this.#regionsOf(listener)) authorize(caller, region, 'read');
      return true;
    } catch {
      return false;
    }
  }

  #regionsOf({ caller, region, caseId }: Listener): readonly string[] {
    if (caseId !== undefined) {
      const { region: its } = this.engines.ofCase(caseId);
      authorize(caller, its, 'read');
      return [its];
    }
    if (region === undefined) {
      return regionsWhere(caller, 'read').filter((one) => this.cells.regions.includes(one));
    }
    if (!this.cells.regions.includes(region))
      throw new RegionNotServedError(region, this.cells.regions);
    authorize(caller, region, 'read');
    return [region];
  }

  #hub(region: string): EventHub {
    const hub = this.#hubs.get(region) ?? new EventHub(this.cells.get(region).pool, LOOK_EVERY_MS);
    this.#hubs.set(region, hub);
    return hub;
  }
}

interface Following {
  readonly listener: Listener;
  readonly places: Map<string, FeedPlace>;
  readonly out: Writable;
  readonly signal: AbortSignal;
}

/** What concerns the cell as a whole is for those who manage it. */
function isFor({ caller, caseId }: Listener, region: string, { subject }: FeedEvent): boolean {
  if (caseId !== undefined) return subject === caseId;
  return subject !== region || allows(caller, region, 'operate');
}

function textOf(region: string, event: FeedEvent, places: ReadonlyMap<string, FeedPlace>): string {
  const { subject, seq, at, actor, type, stage, role } = event;
  const data = {
    region,
    subject,
    seq,
    at,
    actor,
    type,
    stage,
    role,
    link: subject === region ? null : `/api/v1/cases/${subject}`,
  };
  return `id: ${formatPlaces(places)}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Writes, and waits where the client takes its time. */
async function put(out: Writable, text: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted || out.write(text)) return;
  await once(out, 'drain', { signal }).catch(() => undefined);
}

/** What the journal says of what runs in a region; its subject is the region's name. */

/** How a deployment runs, as its pipeline reported it. */
interface Reported {
  readonly deployment: string;
  readonly environment: string;
  readonly name: string;
  readonly model: string | null;
  /** SHA-256, hex. */
  readonly artifact: string;
  readonly cloudRegion: string;
  readonly instances: number;
}

export type DeploymentEntry =
  | {
      /** From here on it runs; or it runs as this says, and no longer as the report before said. */
      readonly type: 'DEPLOYMENT_STARTED' | 'DEPLOYMENT_MOVED';
      readonly payload: Reported;
    }
  | {
      readonly type: 'DEPLOYMENT_STOPPED';
      readonly payload: Pick<Reported, 'deployment' | 'environment' | 'name'>;
    };

/** What the sweep says of something that runs although no permit covers it. */
interface StrayFound {
  readonly stray: string;
  readonly deployment: string;
  readonly environment: string;
  readonly name: string;
  /** SHA-256, hex. */
  readonly artifact: string;
  readonly cloudRegion: string;
  /** Why, in the gate's words. */
  readonly code: string;
  /** The permit that comes closest. */
  readonly permit: string | null;
  readonly reason: string;
}

/** Of a case where there is one, of the region otherwise. */
export type StrayEntry =
  | { readonly type: 'STRAY_FOUND'; readonly payload: StrayFound }
  | {
      readonly type: 'STRAY_RESOLVED';
      readonly payload: {
        readonly stray: string;
        readonly deployment: string;
        /** A permit covers it; it is another stray now; nothing runs any more. */
        readonly how: 'covered' | 'changed' | 'stopped';
      };
    };

/** What was done about tasks of the region. */
export interface RegionTaskClosed {
  readonly type: 'REGION_TASK_CLOSED';
  readonly payload: {
    readonly task: string;
    readonly about: string;
    readonly how: string;
    readonly reason: string;
  };
}

/** Somebody let an artifact run without a permit for a while. */
export interface BreakGlassUsed {
  readonly type: 'BREAK_GLASS_USED';
  readonly payload: {
    readonly breakGlass: string;
    /** SHA-256, hex. */
    readonly artifact: string;
    readonly cloudRegion: string;
    readonly reason: string;
    readonly expiresAt: string;
  };
}

/** An operator wanted to know at once. */
export interface SweepAsked {
  readonly type: 'DEPLOYMENTS_SWEPT';
  readonly payload: {
    readonly reason: string;
    readonly looked: number;
    readonly found: number;
    readonly resolved: number;
  };
}

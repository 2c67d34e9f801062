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

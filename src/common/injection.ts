/** Names under which Nest hands out what is no class of its own. */

/** `CarnetConfig` */
export const CONFIG = Symbol('configuration');
/** `Catalog`: all the law that was loaded at start. */
export const CATALOG = Symbol('catalog of law');
/** `readonly RegionDefinition[]`: the regions served here. */
export const REGION_DEFINITIONS = Symbol('regions served here');
/** `PublicKeys`: what permits of the regions served here are verified with. */
export const PUBLIC_KEYS = Symbol('public keys');
/** `ReadonlyMap<string, LogKey>`: per region, what the tree heads of its journal are signed with. */
export const LOG_KEYS = Symbol('log keys');
/** `ReadonlyMap<string, SigningKey>`: per region, what permits and answers of the gate are signed with. */
export const SIGNING_KEYS = Symbol('signing keys');

/** `Seals`: what evidence packs of the regions served here are sealed with. */
export const SEALS = Symbol('seals');

/** `ReadonlyMap<string, DeploymentSweep>`: per region, what holds that which runs against its permits. */
export const SWEEPS = Symbol('sweeps of deployments');

/** Per region, the key under which secrets of webhook endpoints are kept. */
export const WEBHOOK_KEYS = Symbol('webhook keys');

/** `ReadonlyMap<string, RegionGround>`: per region, what tempo rests on besides the journal. */
export const TEMPO_GROUNDS = Symbol('grounds of tempo');

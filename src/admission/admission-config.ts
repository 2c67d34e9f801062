import { dirname, resolve } from 'node:path';
import {
  fits,
  INT,
  list,
  match,
  object,
  type Shape,
  suggest,
  TEXT,
  word,
} from '../policy/shape.ts';
import { type Path, YamlSource } from '../policy/yaml-source.ts';
import { AdmissionConfigError } from './admission.errors.ts';

const MODES = ['enforce', 'warn', 'dry-run'] as const;
const NAMERS = ['image', 'annotation'] as const;

/** `enforce` denies, `warn` tells whoever applies, `dry-run` tells only the audit log and the webhook's own. */
export type Mode = (typeof MODES)[number];

/** What is asked for the workloads of a namespace. */
export interface NamespaceRule {
  /** A name, or a pattern with `*`. */
  readonly namespace: string;
  readonly region: string;
  readonly cloudRegion: string | null;
  readonly jurisdictions: readonly string[];
  readonly useCase: string | null;
  readonly mode: Mode;
  /** Patterns of images that are models; null: every image, where no annotation names one. */
  readonly images: readonly string[] | null;
  readonly namedBy: readonly (typeof NAMERS)[number][];
  /** What becomes of a workload that names no model. */
  readonly unnamed: 'deny' | 'allow';
}

/** How the gate is reached; both: the files answer where the server is away. */
export interface GateAccess {
  readonly server: {
    readonly url: string;
    readonly tokenFile: string | null;
    readonly timeoutMs: number;
  } | null;
  readonly files: {
    /** A permit, or a folder of them. */
    readonly permits: string;
    readonly trust: string;
    readonly revocations: readonly string[];
  } | null;
}

export interface AdmissionConfig {
  readonly gate: GateAccess;
  readonly annotation: string;
  /** What becomes of workloads in namespaces that are not listed. */
  readonly unlisted: 'deny' | 'allow';
  readonly namespaces: readonly NamespaceRule[];
}

/** Words that the configuration may use, and the places that there are. */
export interface KnownPlaces {
  readonly regions: readonly string[];
  readonly cloudRegions: ReadonlyMap<string, unknown>;
}

const VERDICT = word('verdict', ['deny', 'allow']);
const RULE: Shape = object({
  region: TEXT,
  'cloud_region?': TEXT,
  'jurisdictions?': list(match('place such as `EU-DE`', /^[A-Z][A-Z0-9-]{0,39}$/u)),
  'use_case?': TEXT,
  'mode?': word('mode', MODES),
  'images?': list(match('pattern of an image', /^[^\s@]{1,255}$/u)),
  'named_by?': list(word('way to name a model', NAMERS)),
  'unnamed?': VERDICT,
});
const CONFIG: Shape = object({
  gate: object({
    'url?': match('address such as `https://carnet.bank.example`', /^https?:\/\/[^\s/]+\/?$/u),
    'token_file?': TEXT,
    'timeout_ms?': INT,
    'permits?': TEXT,
    'trust?': TEXT,
    'revocations?': list(TEXT),
  }),
  'annotation?': match(
    'name of an annotation such as `carnet.dev/model`',
    /^(?:[a-z0-9][a-z0-9.-]{0,252}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/u,
  ),
  'unlisted?': VERDICT,
  namespaces: { is: 'map', value: RULE },
});

interface Stated {
  readonly gate: {
    readonly url?: string;
    readonly token_file?: string;
    readonly timeout_ms?: number;
    readonly permits?: string;
    readonly trust?: string;
    readonly revocations?: readonly string[];
  };
  readonly annotation?: string;
  readonly unlisted?: 'deny' | 'allow';
  readonly namespaces: Readonly<Record<string, StatedRule>>;
}
interface StatedRule {
  readonly region: string;
  readonly cloud_region?: string;
  readonly jurisdictions?: readonly string[];
  readonly use_case?: string;
  readonly mode?: Mode;
  readonly images?: readonly string[];
  readonly named_by?: NamespaceRule['namedBy'];
  readonly unnamed?: 'deny' | 'allow';
}

const TIMEOUT_MS = { least: 100, usual: 2000, most: 25_000 };
const NAMESPACE = /^(?=.{1,63}$)[a-z0-9*](?:[a-z0-9*-]*[a-z0-9*])?$/u;

/**
 * Reads what the webhook is to ask. File names in it are relative to its own folder.
 *
 * @throws {AdmissionConfigError} every mistake, with file and line
 */
export function readAdmissionConfig(path: string, known: KnownPlaces): AdmissionConfig {
  const source = YamlSource.read(path, path);
  if (source.data === undefined && source.problems.length === 0) {
    source.report([], 'the file is missing or empty', 'docs/kubernetes.md shows one');
  }
  const stated =
    source.data !== undefined && fits(source, source.data, CONFIG) ? (source.data as Stated) : null;
  if (stated) checkMeaning(source, stated, known);
  if (!stated || source.problems.length > 0) throw new AdmissionConfigError(source.problems);
  return configOf(stated, (file) => resolve(dirname(path), file));
}

function checkMeaning(source: YamlSource, stated: Stated, known: KnownPlaces): void {
  checkGate(source, stated.gate);
  const rules = Object.entries(stated.namespaces);
  if (rules.length === 0) source.report(['namespaces'], 'no namespace is listed');
  for (const [namespace, rule] of rules) {
    if (!NAMESPACE.test(namespace)) {
      source.reportKey(['namespaces', namespace], `\`${namespace}\` is no name of a namespace`);
    }
    checkPlaces(source, rule, known, ['namespaces', namespace]);
  }
}

function checkPlaces(source: YamlSource, rule: StatedRule, known: KnownPlaces, at: Path): void {
  const { region, cloud_region: cloud, named_by: namers, images } = rule;
  if (!known.regions.includes(region)) {
    source.report(
      [...at, 'region'],
      `unknown region \`${region}\``,
      suggest(region, known.regions),
    );
  }
  if (cloud !== undefined && !known.cloudRegions.has(cloud)) {
    const hint = suggest(cloud, [...known.cloudRegions.keys()]);
    source.report([...at, 'cloud_region'], `unknown cloud region \`${cloud}\``, hint);
  }
  if (namers?.length === 0) source.report([...at, 'named_by'], 'nothing would name a model');
  if (images !== undefined && namers !== undefined && !namers.includes('image')) {
    source.report([...at, 'images'], 'images name nothing here, says `named_by`');
  }
}

function checkGate(source: YamlSource, gate: Stated['gate']): void {
  if (gate.url === undefined && gate.permits === undefined) {
    const hint = 'name `url`, or `permits`, `trust` and `revocations`';
    source.report(['gate'], 'nothing to ask', hint);
  }
  if (gate.permits === undefined) needs(source, gate, 'permits', ['trust', 'revocations']);
  else checkFiles(source, gate);
  if (gate.url === undefined) needs(source, gate, 'url', ['token_file', 'timeout_ms']);
  const { timeout_ms: timeout = TIMEOUT_MS.usual } = gate;
  if (timeout < TIMEOUT_MS.least || timeout > TIMEOUT_MS.most) {
    const range = `${TIMEOUT_MS.least} to ${TIMEOUT_MS.most} milliseconds`;
    source.report(['gate', 'timeout_ms'], `\`${timeout}\` is not within ${range}`);
  }
}

/** Keys that say nothing without another. */
function needs(
  source: YamlSource,
  gate: Stated['gate'],
  missing: keyof Stated['gate'],
  keys: readonly (keyof Stated['gate'])[],
): void {
  for (const key of keys) {
    if (gate[key] !== undefined) source.report(['gate', key], `\`${key}\` needs \`${missing}\``);
  }
}

function checkFiles(source: YamlSource, { trust, revocations = [] }: Stated['gate']): void {
  const missing = [
    ...(trust === undefined ? ['trust'] : []),
    ...(revocations.length === 0 ? ['revocations'] : []),
  ];
  for (const name of missing) {
    source.report(['gate', 'permits'], `\`permits\` decide nothing without \`${name}\``);
  }
}

function configOf(stated: Stated, at: (file: string) => string): AdmissionConfig {
  const { gate, annotation = 'carnet.dev/model', unlisted = 'deny', namespaces } = stated;
  const { url, token_file: token, timeout_ms: timeoutMs = TIMEOUT_MS.usual } = gate;
  const { permits, trust, revocations = [] } = gate;
  const files =
    permits === undefined || trust === undefined
      ? null
      : { permits: at(permits), trust: at(trust), revocations: revocations.map(at) };
  const tokenFile = token === undefined ? null : at(token);
  return {
    gate: { server: url === undefined ? null : { url, tokenFile, timeoutMs }, files },
    annotation,
    unlisted,
    namespaces: Object.entries(namespaces).map(([namespace, rule]) => ruleOf(namespace, rule)),
  };
}

function ruleOf(namespace: string, rule: StatedRule): NamespaceRule {
  return {
    namespace,
    region: rule.region,
    cloudRegion: rule.cloud_region ?? null,
    jurisdictions: rule.jurisdictions ?? [],
    useCase: rule.use_case ?? null,
    mode: rule.mode ?? 'enforce',
    images: rule.images ?? null,
    namedBy: rule.named_by ?? NAMERS,
    unnamed: rule.unnamed ?? 'deny',
  };
}

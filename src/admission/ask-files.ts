import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../common/error-code.ts';
import { exitCodeOf } from '../evidence/check-line.ts';
import { checkPermit } from '../permits/check-permit.ts';
import { envelopeOf, payloadOf, recordOf } from '../permits/envelope.ts';
import { statementOf } from '../permits/permit.ts';
import type { TrustFile } from '../permits/permit.types.ts';
import { REVOCATIONS_PAYLOAD_TYPE } from '../permits/revocations.ts';
import { AdmissionFileError } from './admission.errors.ts';
import type { GateAccess } from './admission-config.ts';
import { type Asker, denied, type ModelAnswer, type ModelQuestion } from './asker.ts';

/** Permits, trusted keys and revocation lists as they lay in their files; untrusted but for the keys. */
export interface HeldFiles {
  /** By artifact. */
  readonly permits: ReadonlyMap<string, readonly HeldPermit[]>;
  readonly trust: TrustFile;
  /** By region. */
  readonly revocations: ReadonlyMap<string, unknown>;
}

interface HeldPermit {
  readonly id: string;
  readonly envelope: unknown;
}

type Files = NonNullable<GateAccess['files']>;

/**
 * Reads what decisions without a server need. `readTrust` reads and checks the trust file.
 *
 * @throws {AdmissionFileError} a file is away, holds no JSON, or not what it should
 */
export async function readHeldFiles(
  { permits, trust, revocations }: Files,
  readTrust: (path: string) => Promise<TrustFile>,
): Promise<HeldFiles> {
  const held = new Map<string, HeldPermit[]>();
  for (const path of await permitFiles(permits)) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of their names
    const { artifact, ...permit } = await readPermit(path);
    held.set(artifact, [...(held.get(artifact) ?? []), permit]);
  }
  const lists = await Promise.all(revocations.map(readList));
  return { permits: held, trust: await readTrust(trust), revocations: new Map(lists) };
}

async function permitFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    // Kubernetes mounts files beside hidden folders of its own.
    const names = (await readdir(path)).filter((name) => /^[^.].*\.json$/u.test(name));
    return names.toSorted().map((name) => join(path, name));
  } catch (error) {
    throw new AdmissionFileError(path, `cannot be read (${errorCode(error) ?? 'unknown'})`);
  }
}

async function readPermit(path: string): Promise<HeldPermit & { readonly artifact: string }> {
  const envelope = await readJson(path);
  try {
    const { predicate, subject } = statementOf(envelope);
    return { id: predicate.permit, envelope, artifact: subject[0]?.digest.sha256 ?? '' };
  } catch {
    throw new AdmissionFileError(path, 'is no permit, as `carnet permit show` writes it');
  }
}

async function readList(path: string): Promise<readonly [string, unknown]> {
  const envelope = await readJson(path);
  const region = regionOf(envelope);
  if (region === null) {
    throw new AdmissionFileError(path, 'is no list as `carnet permit revocations` writes it');
  }
  return [region, envelope];
}

function regionOf(envelope: unknown): string | null {
  try {
    const { region } = recordOf(payloadOf(envelopeOf(envelope), REVOCATIONS_PAYLOAD_TYPE));
    return typeof region === 'string' ? region : null;
  } catch {
    return null;
  }
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new AdmissionFileError(path, `cannot be read (${errorCode(error) ?? 'unknown'})`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new AdmissionFileError(path, 'holds no JSON');
  }
}

/** Answers by files, as they lie there when it is asked. */
export function askFiles(held: () => HeldFiles, now: () => Date): Asker {
  return async (question) => decideBy(held(), question, now().toISOString());
}

function decideBy(files: HeldFiles, question: ModelQuestion, at: string): ModelAnswer {
  const permits = files.permits.get(question.artifact) ?? [];
  const judged = permits.map((permit) => ({ permit, ...judge(files, permit, question, at) }));
  const good = judged.find(({ isGood }) => isGood);
  if (good) return { ...denied('', ''), decision: 'allow', reasons: [], permit: good.permit.id };
  const [nearest] = judged.toSorted((a, b) => a.reasons.length - b.reasons.length);
  if (!nearest) return denied('no_permit', 'no permit for it lies among those that are held here');
  return { ...denied('', ''), reasons: nearest.reasons, permit: nearest.permit.id };
}

function judge(
  { trust, revocations }: HeldFiles,
  { envelope }: HeldPermit,
  { region, ...asked }: ModelQuestion,
  at: string,
): { readonly isGood: boolean; readonly reasons: ModelAnswer['reasons'] } {
  const lines = checkPermit({
    permit: envelope,
    trust,
    revocations: revocations.get(region),
    region,
    question: { ...asked, at },
  });
  const reasons = lines
    .filter(({ result }) => result !== 'pass')
    .map(({ check, detail }) => ({ code: check, detail }));
  return { isGood: exitCodeOf(lines) === 0, reasons };
}

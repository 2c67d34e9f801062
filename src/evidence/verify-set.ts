import { sha256Hex } from '../common/canonical-json.ts';
import { parseTlogProof } from '../journal/log/tlog-proof.ts';
import type { TrustFile } from '../permits/permit.types.ts';
import type { CheckLine, OpenedPack } from './check-line.ts';
import { at, fail, messageOf, pass } from './check-line.ts';
import type { PackSet, SetFile } from './pack-set.ts';
import { EXPORT_FILES, verifyExport } from './verify-export.ts';
import { LOG_PROOF } from './verify-log.ts';
import { examinePack } from './verify-pack.ts';

/** Hashes of every other file of a set, as `sha256sum` writes them. */
const SET_SUMS = 'SHA256SUMS';

const KEPT: readonly string[] = EXPORT_FILES;

/** A pack of a set, and what was found out about it. */
export interface ExaminedPack {
  readonly name: string;
  readonly lines: readonly CheckLine[];
}

/** Of a pack: what others are held against. A set is checked one pack at a time, and this is all that stays. */
interface Told {
  readonly name: string;
  readonly caseId: string;
  readonly hashes: readonly string[];
  /** The journal's log that the pack was proved in. */
  readonly log: { readonly origin: string; readonly size: string; readonly root: string } | null;
}

/**
 * Checks every pack of a folder or ZIP as `examinePack` does, and then what only shows among several: that no file was
 * changed, left out or put in, and that the packs do not tell two stories.
 *
 * @param tell is given each pack as soon as it is checked, in the order of their names
 * @returns the lines about the set as a whole
 */
export async function verifySet(
  set: PackSet,
  options: { readonly trust?: TrustFile },
  tell: (pack: ExaminedPack) => void,
): Promise<CheckLine[]> {
  const found = new Map<string, string>();
  const packs: Told[] = [];
  const kept = new Map<string, Buffer>();
  for (const file of set.files) {
    // oxlint-disable-next-line no-await-in-loop -- one pack in memory at a time
    const bytes = await bytesOf(file);
    if (bytes instanceof Error) {
      tell({ name: file.name, lines: [fail('file', bytes.message)] });
      continue;
    }
    found.set(file.name, sha256Hex(bytes));
    if (KEPT.includes(file.name)) kept.set(file.name, bytes);
    if (!isPack(file)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one pack in memory at a time
    const { lines, pack } = await examinePack(bytes, options);
    tell({ name: file.name, lines });
    if (pack) packs.push(toldBy(file.name, pack));
  }
  const cases = new Map(packs.map(({ name, caseId }) => [name, caseId]));
  return [
    ...(await sumsLine(set, found)),
    ...verifyExport({ files: kept, packs: cases }, options.trust),
    ...journalLines(packs),
    ...logLines(packs),
  ];
}

export function isPack({ name }: SetFile): boolean {
  return name.toLowerCase().endsWith('.pdf');
}

async function bytesOf(file: SetFile): Promise<Buffer | Error> {
  try {
    return await file.read();
  } catch (error) {
    return new Error(`it cannot be read: ${messageOf(error)}`);
  }
}

/** No line where nobody wrote down what belongs to the set. */
async function sumsLine(
  { files }: PackSet,
  found: ReadonlyMap<string, string>,
): Promise<CheckLine[]> {
  const sums = files.find(({ name }) => name === SET_SUMS);
  if (!sums) return [];
  const bytes = await bytesOf(sums);
  const text = bytes instanceof Error ? '' : bytes.toString('utf8');
  const listed = new Map<string, string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256, name] = /^([0-9a-f]{64}) {2}(.+)$/u.exec(line) ?? [];
    if (sha256 === undefined || name === undefined)
      return [fail('set checksums', `${SET_SUMS} has lines that are not hashes`)];
    listed.set(name, sha256);
  }
  const changed = [...listed].filter(([name, sha256]) => found.get(name) !== sha256);
  const [first] = changed;
  if (first) {
    const what = found.has(first[0]) ? 'was changed' : 'is listed and missing';
    return [fail('set checksums', `\`${first[0]}\` ${what}`)];
  }
  const more = [...found.keys()].find((name) => name !== SET_SUMS && !listed.has(name));
  return [
    more === undefined
      ? pass('set checksums', `${SET_SUMS} matches ${listed.size} files`)
      : fail('set checksums', `${SET_SUMS} does not list \`${more}\``),
  ];
}

function toldBy(name: string, { files, evidence, events }: OpenedPack): Told {
  const proof = parseTlogProof(files.get(LOG_PROOF)?.toString('utf8') ?? '');
  const [origin = '', size = '', root = ''] = proof?.checkpoint.split('\n') ?? [];
  return {
    name,
    caseId: String(at(evidence, 'case', 'id')),
    hashes: events.map(({ hash }) => hash),
    log: proof ? { origin, size, root } : null,
  };
}

/** Packs of one case may end at different events, but the shorter journal is the beginning of the longer one. */
function journalLines(packs: readonly Told[]): CheckLine[] {
  const check = 'set journals';
  const longest = new Map<string, Told>();
  let several = 0;
  for (const pack of packs) {
    const other = longest.get(pack.caseId);
    if (other) several += 1;
    const [long, short] = inLength(pack, other ?? pack);
    if (short.hashes.some((hash, index) => hash !== long.hashes[index]))
      return [fail(check, `\`${long.name}\` and \`${short.name}\` tell two journals of one case`)];
    longest.set(pack.caseId, long);
  }
  return several === 0 ? [] : [pass(check, 'packs of one case tell one journal')];
}

function inLength(a: Told, b: Told): readonly [Told, Told] {
  return a.hashes.length >= b.hashes.length ? [a, b] : [b, a];
}

/** A log of one size has one root: two of them mean that different people were shown different logs. */
function logLines(packs: readonly Told[]): CheckLine[] {
  const check = 'set logs';
  const seen = new Map<string, Told>();
  const proved = packs.filter(({ log }) => log !== null);
  for (const pack of proved) {
    if (!pack.log) continue;
    const place = `${pack.log.origin} ${pack.log.size}`;
    const before = seen.get(place);
    if (before && before.log?.root !== pack.log.root)
      return [fail(check, `\`${before.name}\` and \`${pack.name}\` show two logs of one size`)];
    seen.set(place, pack);
  }
  return proved.length < 2
    ? []
    : [pass(check, `${proved.length} packs, and no checkpoint speaks against another`)];
}

/** Journals recorded on older versions of a machine are understood as they were, and their graphs stay as they were. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  assertMachinesFrozen,
  graphHash,
  MachineChangedError,
  MACHINES_LOCK,
  nameOf,
} from '../../src/cases/frozen-machines.ts';
import { replayCase } from '../../src/cases/replay.ts';
import { canonicalJson, sha256Hex } from '../../src/common/canonical-json.ts';
import { packageRoot } from '../../src/common/package-root.ts';
import type { JournalEvent } from '../../src/journal/journal.types.ts';
import { findMachine, MACHINES } from '../../workflows/registry.ts';

const DIR = join(packageRoot(), 'test', 'fixtures', 'journals');
/** SHA-256 of the snapshot each journal led to when it was recorded. */
const LED_TO: Readonly<Record<string, string>> = {
  'gdpr-1': 'ddcd9621e332088bd95cf11a8b56f46e1d56f5873a3d23b26b23a85e5c2018cd',
  'north-america-1': 'e1d1a0dfffb3781e9a9b88d10b83ddbd29f14b915b76fa4989beb5e1363f1390',
};

function recorded(name: string): JournalEvent[] {
  const lines = readFileSync(join(DIR, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => ({ ...(JSON.parse(line) as JournalEvent), hash: sha256Hex(line) }));
}

it('has a journal of every version of every machine that is no longer the newest', () => {
  const older = MACHINES.filter((one) =>
    MACHINES.some((other) => other.id === one.id && other.version > one.version),
  );
  const names = readdirSync(DIR).map((file) => file.replace('.jsonl', ''));
  expect(names.toSorted()).toEqual(older.map(({ id, version }) => `${id}-${version}`).toSorted());
});

it.each(Object.entries(LED_TO))('leads %s to where it led when it was recorded', (name, hash) => {
  const events = recorded(name);
  const [id, version] = [name.slice(0, -2), Number(name.slice(-1))];
  const { snapshot, status } = replayCase(findMachine(id, version), events);
  expect(status).toBe('deployed');
  expect(sha256Hex(canonicalJson(snapshot))).toBe(hash);
});

it('says what becomes of open cases with every version after the first', () => {
  expect(MACHINES.map(({ version, openCases }) => [version, openCases])).toEqual([
    [1, null],
    [1, null],
    [2, 'finish'],
    [2, 'finish'],
  ]);
});

describe('a published machine', () => {
  const lock = JSON.parse(readFileSync(join(packageRoot(), MACHINES_LOCK), 'utf8')) as Record<
    string,
    string
  >;

  it('is what it was published as', () => {
    expect(() => assertMachinesFrozen()).not.toThrow();
    expect(Object.keys(lock).toSorted()).toEqual(MACHINES.map(nameOf).toSorted());
  });

  it('that differs, or that nobody published, is refused by name', () => {
    const { 'gdpr 2': _gone, ...others } = lock;
    const changed = { ...others, 'north-america 1': '0'.repeat(64) };
    expect(() => assertMachinesFrozen(changed)).toThrow(MachineChangedError);
    expect(() => assertMachinesFrozen(changed)).toThrow(
      /`north-america 1`.*`gdpr 2`|`gdpr 2`.*`north-america 1`/u,
    );
  });

  it('has another hash when a guard, a target or an action is another', () => {
    const def = findMachine('gdpr', 2);
    const config = JSON.stringify(def.machine.config);
    for (const [from, to] of [
      ['"isFit"', '"isEngine"'],
      ['"#rejection"', '"#rejected"'],
      ['"recordWaiver"', '"clearVoided"'],
      ['"dpo"', '"cto"'],
    ] as const) {
      const text = from === '"dpo"' ? config : config.replace(from, to);
      const ownStage = from === '"dpo"' ? { ...def.ownStage, cto: 'opinion' } : def.ownStage;
      const other = { ...def, ownStage, machine: { config: JSON.parse(text) } as never };
      const same = { ...def, machine: { config: JSON.parse(config) } as never };
      expect(graphHash(other)).not.toBe(graphHash(same));
    }
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SeedPerson } from '../../identity/seed-people.ts';

/** A person of the bank, with the words that introduce them. */
export interface CastMember extends SeedPerson {
  readonly title: string;
}

/** What the demo plays: people, files and reasons. The story is code, its content is data. */
export interface DemoScript {
  /** Folder that the file names below are relative to. */
  readonly folder: string;
  readonly bank: string;
  /** File with the first version of the facts, and the corrected one. */
  readonly manifest: string;
  readonly corrected: string;
  /** What was wrong with the first version, in the team's words. */
  readonly corrections: readonly string[];
  /** Folder of the documents; each file is named for its document id. */
  readonly documents: string;
  /** The document that the team had forgotten. */
  readonly forgotten: string;
  readonly people: readonly CastMember[];
  /** Who submits. */
  readonly requester: string;
  /** Why a stage was approved, by stage; `default` for the others. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Where the model goes when it is permitted, by region. */
  readonly deployments: Readonly<Record<string, string>>;
}

/** Reads `demo.yaml` of an example folder. The file ships with Carnet, so its shape is taken as given. */
export async function readScript(folder: string): Promise<DemoScript> {
  const text = await readFile(join(folder, 'demo.yaml'), 'utf8');
  return { ...(parse(text) as Omit<DemoScript, 'folder'>), folder };
}

/** Text of one of the script's files. */
export function scriptFile(script: DemoScript, name: string): Promise<string> {
  return readFile(join(script.folder, name), 'utf8');
}

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { type Figures, percentile } from './measure.ts';

/** One statement as the engine sent it. */
export interface Sent {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Keeps what the engine sends on new connections of a pool, until told to stop. */
export function listen(pool: pg.Pool): { readonly sent: Sent[]; stop(): void } {
  const sent: Sent[] = [];
  let on = true;
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const tapped = (...args: unknown[]): unknown => {
      const [first] = args;
      if (on && typeof first === 'object' && first !== null && 'name' in first) {
        sent.push({ ...(first as Sent) });
      }
      return query(...args);
    };
    Object.assign(client, { query: tapped });
  });
  return {
    sent,
    stop: () => {
      on = false;
    },
  };
}

/** Parameters of `case-write` (from 1) that differ from decision to decision; pgbench works them out itself. */
const OWN = "('bench-' || :client_id::text)";
const CHANGING: Readonly<Record<string, string>> = {
  $1: OWN,
  $2: ':seq::int',
  $9: '(:seq::int + 1)',
};

/**
 * The engine's own statements as a pgbench script: BEGIN, lock, write, COMMIT, with the parameters of a real decision.
 *
 * Only what must be unique (seq, ids) is worked out by pgbench instead of the program.
 */
function scriptOf(lock: Sent, write: Sent): { script: string; variables: Record<string, string> } {
  const variables: Record<string, string> = {};
  const sql = write.text.replaceAll(/\$\d+/gu, (parameter) => {
    const changing = CHANGING[parameter];
    if (changing !== undefined) return changing;
    const name = `p${parameter.slice(1)}`;
    variables[name] = literalOf(write.values[Number(parameter.slice(1)) - 1]);
    return write.values[Number(parameter.slice(1)) - 1] === null ? 'null' : `:${name}`;
  });
  const unique = sql
    .replace('e.seq, e.at', '(:seq::int + 1), e.at')
    .replace('select n.id, ', "select ('dec-' || :client_id::text || '-' || :seq::text), ")
    .replace('select n.person, n.key', "select n.person, (:client_id::text || '-' || :seq::text)");
  const locking = lock.text.replaceAll('$1', OWN);
  const script = [
    '\\startpipeline',
    'begin;',
    onOneLine(locking),
    '\\endpipeline',
    '\\startpipeline',
    onOneLine(unique),
    'commit;',
    '\\endpipeline',
    '\\set seq :seq + 1',
  ].join('\n');
  return { script, variables };
}

/** A script takes one statement a line. */
function onOneLine(statement: string): string {
  return `${statement.replaceAll(/--.*$/gmu, '').replaceAll(/\s+/gu, ' ').trim()};`;
}

function literalOf(value: unknown): string {
  if (Array.isArray(value)) {
    return `{${value.map((item) => JSON.stringify(String(item))).join(',')}}`;
  }
  return String(value);
}

/** A case per client for pgbench to decide on, over and over. */
export async function preparePgbench(
  pool: pg.Pool,
  template: string,
  load: { readonly clients: number; readonly firstSeq: number },
): Promise<void> {
  await pool.query(
    `insert into regulated_case
     select (jsonb_populate_record(c, jsonb_build_object('id', 'bench-' || n, 'seq', $3::int))).*
       from regulated_case c, generate_series(0, $2 - 1) n where c.id = $1
     on conflict (id) do update set seq = excluded.seq`,
    [template, load.clients, load.firstSeq],
  );
  await pool.query('checkpoint');
}

/** Runs pgbench with two decisions in turn; null when the machine has none. */
export async function runPgbench(
  url: string,
  pairs: readonly { readonly lock: Sent; readonly write: Sent }[],
  load: { readonly clients: number; readonly seconds: number; readonly firstSeq: number },
): Promise<Figures | null> {
  const folder = await mkdtemp(join(tmpdir(), 'carnet-pgbench-'));
  try {
    const parts = pairs.map(({ lock, write }, index) => {
      const { script, variables } = scriptOf(lock, write);
      // Each decision of the pair has parameters of its own.
      const named = script.replaceAll(/:p(\d+)/gu, `:d${index}p$1`);
      const own = Object.entries(variables).map(([name, value]) => [`d${index}${name}`, value]);
      return { named, own: own as [string, string][] };
    });
    await writeFile(join(folder, 'decide.sql'), `${parts.map(({ named }) => named).join('\n')}\n`);
    const given = parts
      .flatMap(({ own }) => own)
      .flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const args = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(load.clients),
      '-j',
      '2',
      '-T',
      String(load.seconds),
    ];
    args.push('-D', `seq=${load.firstSeq}`, ...given, '-l', '--log-prefix', join(folder, 'log'));
    const child = spawn('pgbench', [...args, '-f', join(folder, 'decide.sql'), url]);
    const ended = new Promise<number | null>((resolve) => {
      child.on('error', () => resolve(null));
      child.on('close', resolve);
    });
    const [, problems, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (code === null) return null;
    if (code !== 0) throw new Error(`pgbench: ${problems}`);
    return await figuresFrom(folder, load, pairs.length);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** pgbench's log has a line per script: client, number, microseconds, …; a script is one decision per pair. */
async function figuresFrom(
  folder: string,
  load: { readonly clients: number; readonly seconds: number },
  decisions: number,
): Promise<Figures> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('log'));
  const logs = await Promise.all(names.map(async (name) => readFile(join(folder, name), 'utf8')));
  const took = logs
    .flatMap((log) => log.trim().split('\n'))
    .map((line) => Number(line.split(' ')[2]) / 1000 / decisions)
    .toSorted((one, other) => one - other);
  const done = took.length * decisions;
  return {
    clients: load.clients,
    done,
    perSecond: done / load.seconds,
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
  };
}

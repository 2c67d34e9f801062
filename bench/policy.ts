/**
 * What the policy engine costs: judging with reasons beside the bare conditions and beside Cedar, loading all packs,
 * and simulating a draft over 10,000 stored cases.
 *
 * `npm run bench:policy`, or `… -- 2000` for that many cases instead of 10,000 (0: none). CPU time throughout, as a
 * busy machine stretches the clock on the wall.
 */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Catalog, Pack, Rule } from '../src/policy/catalog.types.ts';
import { scopeOf } from '../src/policy/derived.ts';
import { assess } from '../src/policy/evaluate.ts';
import { loadCatalog } from '../src/policy/load.ts';
import type { Assessment } from '../src/policy/policy.types.ts';
import { bareCel } from './policy/bare-cel.ts';
import { CEDAR_RULES } from './policy/cedar-rules.ts';
import { askCedar } from './policy/cedar.ts';
import { type Contender, cpuPerCall, median } from './policy/cpu.ts';
import { simulations } from './policy/simulation.ts';
import { type Stated, statedFacts } from './policy/stated-facts.ts';

const CASES = Number(process.argv[2] ?? 10_000);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line per contender; the ratio is to the last one. */
function compare(title: string, contenders: readonly Contender[]): void {
  const cpu = cpuPerCall(contenders);
  const base = [...cpu.values()].at(-1) ?? Number.NaN;
  say(`\n${title}\n\n| what | CPU ms | ratio |\n| --- | ---: | ---: |`);
  for (const [name, ms] of cpu) say(`| ${name} | ${ms.toFixed(3)} | ${(ms / base).toFixed(2)} |`);
}

/** Judging what is not to be explained: the same, with an empty answer for every sentence. */
function truthsOf(catalog: Catalog, rules: readonly Rule[], stated: Stated): number {
  const scope = {
    ...scopeOf(catalog, stated.facts, stated.held, stated.asOf),
    explain: false,
  };
  return rules.filter((rule) => rule.when.judge(scope).truth === 'true').length;
}

function everyRule(catalog: Catalog, stated: Stated): void {
  const rules = [...catalog.rules.values()];
  const bare = bareCel(catalog, rules, stated);
  const { findings } = assess(catalog, stated);
  const sentences = findings.reduce((sum, { because }) => sum + because.length, 0);
  compare(
    `${rules.length} rules, ${bare.conditions} conditions, 60 features, all facts stated: ` +
      `${findings.length} findings with ${sentences} sentences`,
    [
      { name: 'assess, explained', once: () => void assess(catalog, stated) },
      {
        name: 'assess, also what does not apply',
        once: () => void assess(catalog, { ...stated, all: true }),
      },
      {
        name: 'derived facts and truth of every `when`',
        once: () => void truthsOf(catalog, rules, stated),
      },
      { name: 'bare conditions by cel-js', once: () => void bare.run() },
    ],
  );
}

/** A catalog that holds nothing but some rules of one pack. */
function only(catalog: Catalog, region: string, rules: readonly Rule[]): Catalog {
  const pack = catalog.packs.get(region) as Pack;
  return {
    ...catalog,
    packs: new Map([[region, { ...pack, rules }]]),
    rules: new Map(rules.map((rule) => [rule.id, rule])),
  };
}

function standing({ findings }: Assessment): string {
  return findings
    .filter(({ finding }) => finding === 'blocked' || finding === 'open')
    .map(({ rule }) => rule)
    .toSorted()
    .join();
}

function besideCedar(catalog: Catalog, stated: Stated): void {
  const rules = [...catalog.rules.values()].filter(({ id }) => id in CEDAR_RULES);
  const small = only(catalog, 'eu', rules);
  const [bare, ask] = [bareCel(small, rules, stated), askCedar(small, rules, stated)];
  const own = standing(assess(small, stated));
  if (own !== ask().join()) throw new Error(`Cedar says ${ask().join()}, Carnet ${own}`);
  compare(
    `${rules.length} rules of the EU pack; both find the same ${ask().length} standing in the way`,
    [
      { name: 'assess, explained', once: () => void assess(small, stated) },
      {
        name: 'derived facts and truth of every `when`',
        once: () => void truthsOf(small, rules, stated),
      },
      { name: 'bare conditions by cel-js', once: () => void bare.run() },
      { name: 'Cedar (WebAssembly)', once: () => void ask() },
    ],
  );
}

interface Boot {
  readonly rules: number;
  readonly importMs: number;
  readonly loadMs: number;
  readonly cpuMs: number;
  readonly wholeMs: number;
  readonly rssMb: number;
}

function boot(): void {
  const program = fileURLToPath(new URL('policy/boot.js', import.meta.url));
  const runs = Array.from(
    { length: 5 },
    () => JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })) as Boot,
  );
  const of = (key: keyof Boot): string => median(runs.map((run) => run[key])).toFixed(0);
  say(
    `\nLoading all packs in a fresh process: ${of('rules')} rules, import ${of('importMs')} ms, load ${of('loadMs')} ms, ` +
      `CPU of both ${of('cpuMs')} ms, from start of Node ${of('wholeMs')} ms, ${of('rssMb')} MB resident`,
  );
}

const catalog = loadCatalog();
const stated = statedFacts(catalog);
const { model } = cpus()[0] ?? { model: 'unknown' };
say(
  `${new Date().toISOString()}, node ${process.version}, ${cpus().length} × ${model}, load ${loadavg()[0]?.toFixed(1)}`,
);
everyRule(catalog, stated);
besideCedar(catalog, stated);
boot();
if (CASES > 0) await simulations(CASES, say);
say(`\nload at the end ${loadavg()[0]?.toFixed(1)}`);

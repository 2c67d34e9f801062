/** One simulation of a draft over a cell, in a process of its own: `node simulate-run.js <policies> <url>`. */
import { openCell, closeCell } from '../../src/database/cell.ts';
import { simulateLaw } from '../../src/cases/simulate-law.ts';
import { openArchive } from '../../src/policy/life/archive.ts';
import { readDraft } from '../../src/policy/life/draft.ts';
import { bundlesWith, draftBundle } from '../../src/policy/life/find-pack.ts';
import { EU } from '../../src/regions/eu.module.ts';
import { withOlderLaw } from '../../src/regions/older-law.ts';
import { lawOf } from '../../src/regions/region.ts';
import { findMachine } from '../../workflows/registry.ts';

const [dir = '', url = ''] = process.argv.slice(2);
const { catalog } = readDraft(dir, 'next');
const archive = openArchive(dir, bundlesWith(dir, draftBundle(dir, 'next')));
const cell = await openCell(EU.region, url, { poolSize: 1 });
const begun = performance.now();
const before = process.cpuUsage();
const rssBefore = process.memoryUsage.rss();
const { cases, unreadable } = await simulateLaw({
  region: EU.region,
  pool: cell.pool,
  law: withOlderLaw(lawOf(catalog, EU), EU, archive),
  stages: findMachine(EU.machine.id, EU.machine.version).decisionStages,
  today: new Date().toISOString().slice(0, 10),
});
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(before);
await closeCell(cell);
process.stdout.write(
  JSON.stringify({
    examined: cases.examined,
    moved: cases.moved,
    unreadable: unreadable.count,
    perSecond: cases.examined / seconds,
    cpuMs: (user + system) / 1000 / cases.examined,
    startMb: rssBefore / 1e6,
    // In kilobytes on Linux.
    peakMb: process.resourceUsage().maxRSS / 1e3,
  }),
);

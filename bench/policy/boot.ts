/** Loads all packs once and says what it took: a program of its own, so that nothing is warm. */
const begun = performance.now();
const before = process.cpuUsage();
const { loadCatalog } = await import('../../src/policy/load.ts');
const imported = performance.now();
const catalog = loadCatalog();
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  JSON.stringify({
    rules: catalog.rules.size,
    importMs: imported - begun,
    loadMs: performance.now() - imported,
    cpuMs: (user + system) / 1000,
    /** Since the process began, Node itself with it. */
    wholeMs: performance.now(),
    rssMb: process.memoryUsage.rss() / 1e6,
  }),
);

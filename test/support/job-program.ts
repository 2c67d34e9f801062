import { openCell } from '../../src/database/cell.ts';
import { OutsideRunner } from '../../src/jobs/outside-runner.ts';

/**
 * A worker in a process of its own, for tests that kill it: takes jobs of kind `mail`, says so in one line, and never
 * gets done with them.
 */
const [, , url = ''] = process.argv;
const { pool } = await openCell('eu', url);
const alive = setInterval(() => undefined, 1000);
const worker = new OutsideRunner(pool, {
  now: () => new Date().toISOString(),
  everyMs: 50,
  handlers: {
    mail: async ({ key }) => {
      console.log(key);
      await new Promise(() => undefined);
    },
  },
});
worker.start();
process.once('SIGTERM', () => clearInterval(alive));

import { startEmbedded } from '../../src/database/embedded-postgres.ts';

/**
 * A process that holds an embedded server on the folder it is given, for tests that need another process, another
 * user or a crash. Says one line of JSON; ends in order on SIGTERM.
 */
const [, , folder = ''] = process.argv;

try {
  const server = await startEmbedded(folder);
  const alive = setInterval(() => undefined, 1000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    void server.stop();
  });
  console.log(JSON.stringify({ url: server.urlOf('postgres') }));
} catch (error) {
  console.log(JSON.stringify({ error: String(error) }));
}

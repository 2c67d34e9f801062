#!/usr/bin/env node
import { runCli } from './program.ts';

// Somebody who pipes into `head` closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { stdin, stdout, stderr } = process;
// The exit code is set, not forced: what is still being written gets out first.
process.exitCode = await runCli(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  now: () => new Date(),
});

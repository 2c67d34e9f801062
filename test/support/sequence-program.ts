import { generateKeyPairSync } from 'node:crypto';
import { openCell } from '../../src/database/cell.ts';
import { signerOf } from '../../src/journal/log/log-key.ts';
import { sequence } from '../../src/journal/log/sequencer.ts';

/**
 * A sequencer in a process of its own, for tests that kill or stop it: takes its turn, says so in one line when a
 * checkpoint is there to be signed, and never gets done with it.
 */
const [, , url = ''] = process.argv;
const { pool } = await openCell('eu', url);
setInterval(() => undefined, 1000);
const { publicKey } = signerOf(generateKeyPairSync('ed25519').privateKey);
const current = {
  publicKey,
  sign: async (): Promise<Buffer> => {
    console.log('signing');
    return new Promise(() => undefined);
  },
};
const key = { region: 'eu', firstOrigin: 'carnet/eu/program', current, leaving: null };
await sequence({ region: 'eu', pool }, key, () => new Date().toISOString());

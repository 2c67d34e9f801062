/** `node --import ./test/support/typescript.mjs file.ts` runs the sources without building them first. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

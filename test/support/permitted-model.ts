import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../src/intake/artifact-digest.ts';
import { approveAll, caseIn, GOOD_MANIFEST, handInAll, submitted } from './loan-default.ts';
import type { TestServer } from './server.ts';

/** A cloud region that the permit of the example is for. */
export const PERMITTED_PLACE = 'aws:eu-central-1';

export interface ModelFolder {
  readonly folder: string;
  readonly digest: string;
}

/** An MLflow model as a folder of its own; other weights are another model. */
export async function modelFolder(folder: string, weights: string): Promise<ModelFolder> {
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(
    join(folder, 'MLmodel'),
    'flavors: { python_function: { env: conda.yaml } }\nrun_id: 0a1b2c\n',
  );
  await writeFile(join(folder, 'data', 'model.ubj'), weights);
  return { folder, digest: (await digestOf(folder)).digest };
}

/** Takes a model through the EU's whole route to its permit; gives the id of its case. */
export async function permitted(server: TestServer, { digest }: ModelFolder): Promise<string> {
  const manifest = GOOD_MANIFEST.replace(/sha256:[0-9a-f]{64}/u, digest);
  const id = caseIn((await submitted(server, manifest)).cases, 'eu');
  await handInAll(server, id);
  await approveAll(server, id, 'eu');
  return id;
}

import type { PackSourcesOfTruth } from './load-pack-model.ts';
import { loadPackModel } from './load-pack-model.ts';
import { renderPack } from './render-pack.ts';
import { loadWording } from './wording.ts';

/**
 * The evidence pack of one case as it stands now, as PDF.
 *
 * @throws {EvidenceNotFoundError} there is no such case in this cell
 */
export async function makePack(
  from: Omit<PackSourcesOfTruth, 'wording'>,
  caseId: string,
): Promise<Buffer> {
  const words = loadWording();
  const wording = `${words.text('language')} ${words.text('version')}`;
  return renderPack(await loadPackModel({ ...from, wording }, caseId), words);
}

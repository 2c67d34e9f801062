import { canonicalJson, sha256Hex } from '../common/canonical-json.ts';
import { ASSESSMENT_RESULTS, assessmentResultsJson } from './oscal-assessment-results.ts';
import type { PackModel } from './pack-model.ts';
import { evidenceJson } from './pack-model.ts';
import { LOG_PROOF } from './verify-log.ts';
import { readmeText } from './verify-commands.ts';

/** A file inside the PDF; `relationship` is its AFRelationship. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly relationship: 'Source' | 'Data' | 'Supplement';
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Every file of a pack in the order shown; SHA256SUMS, over all others, is last. */
export function attachmentsOf(model: PackModel): Attachment[] {
  const { manifest, events, permit, logProof } = model.sources;
  const files = [
    attachment('manifest.json', 'Source', canonicalJson(manifest)),
    attachment('evidence.json', 'Data', evidenceJson(model)),
    attachment('events.jsonl', 'Data', events.map((line) => `${line}\n`).join('')),
    attachment(ASSESSMENT_RESULTS, 'Data', assessmentResultsJson(model)),
    ...(permit ? [attachment('permit.dsse.json', 'Data', canonicalJson(permit))] : []),
    ...(logProof === null ? [] : [attachment(LOG_PROOF, 'Data', logProof)]),
    attachment('README.txt', 'Supplement', readmeText(model)),
  ];
  const sums = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  return [...files, attachment('SHA256SUMS', 'Supplement', sums)];
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  jsonl: 'application/jsonl',
};

function attachment(
  name: string,
  relationship: Attachment['relationship'],
  text: string,
): Attachment {
  const bytes = Buffer.from(text, 'utf8');
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain';
  return { name, type, relationship, bytes, sha256: sha256Hex(bytes) };
}

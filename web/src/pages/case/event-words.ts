import type { JournalEvent } from '../../api/types.ts';
import { plain } from '../../parts/words.ts';

type Sentence = (payload: Readonly<Record<string, unknown>>) => string;

/** A word of the payload; empty when it is not there. */
function word(payload: Readonly<Record<string, unknown>>, ...path: readonly string[]): string {
  let value: unknown = payload;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Names in a list of the payload: `carl, lex`. */
function words(payload: Readonly<Record<string, unknown>>, key: string): string {
  const list = payload[key];
  return Array.isArray(list) ? list.join(', ') : '';
}

const inStage: Sentence = (payload) => plain(word(payload, 'stage')).toLowerCase();
const why = (payload: Readonly<Record<string, unknown>>): string => {
  const reason = word(payload, 'reason');
  return reason === '' ? '' : `: ${reason}`;
};

/** What happened, after the name of who did it. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  SUBMITTED: () => 'submitted the request',
  ASSESSED: (payload) => `read the law as of ${word(payload, 'assessment', 'asOf')}`,
  AMENDED: () => 'replaced the manifest',
  EVIDENCE_ADDED: (payload) => `handed in ${word(payload, 'document', 'document')}`,
  APPROVED: (payload) => `approved ${inStage(payload)}${why(payload)}`,
  CHANGES_REQUESTED: (payload) => `asked for changes in ${inStage(payload)}${why(payload)}`,
  REJECTED: (payload) => `rejected it in ${inStage(payload)}${why(payload)}`,
  WAIVED: (payload) => `waived ${word(payload, 'rule')}${why(payload)}`,
  WITHDRAWN: (payload) => `withdrew it${why(payload)}`,
  PERMIT_ISSUED: (payload) =>
    `issued permit ${word(payload, 'permit', 'id')}, valid until ${word(payload, 'permit', 'expiresAt').slice(0, 10)}`,
  DEPLOYED: (payload) => `deployed it in ${word(payload, 'cloudRegion')}`,
  RETIRED: (payload) => `retired it${why(payload)}`,
  SUSPENDED: (payload) => `suspended the permit${why(payload)}`,
  RESUMED: (payload) => `let the permit hold again${why(payload)}`,
  REVOKED: (payload) => `revoked the permit${why(payload)}`,
  DECISION_VOIDED: (payload) =>
    `let a decision of ${word(payload, 'person')} in ${inStage(payload)} fall: what it was made on changed`,
  TASK_CLAIMED: (payload) => `is on ${inStage(payload)}`,
  TASK_RELEASED: (payload) => `gave ${inStage(payload)} back${why(payload)}`,
  TASK_ASSIGNED: (payload) =>
    `handed ${inStage(payload)} to ${word(payload, 'person')}${why(payload)}`,
  BREAK_GLASS_USED: (payload) =>
    `let it run without a permit in ${word(payload, 'cloudRegion')}${why(payload)}`,
  STRAY_FOUND: (payload) => `found that a model runs without a permit${why(payload)}`,
  STRAY_RESOLVED: () => 'found that it no longer does',
  REGION_TASK_CLOSED: (payload) => `closed a task of the region${why(payload)}`,
  TASK_ESCALATED: (payload) =>
    `brought ${inStage(payload)}, which is overdue, before ${words(payload, 'told')}`,
  COMMENTED: () => 'said something',
};

export function sentenceOf({ type, payload }: JournalEvent): string {
  return SENTENCES[type]?.(payload) ?? `${plain(type.toLowerCase()).toLowerCase()}${why(payload)}`;
}

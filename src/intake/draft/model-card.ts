import { ManifestError } from '../manifest.errors.ts';
import { readSource } from '../read-source.ts';
import { MOST_BYTES, wholeProblem } from '../source-limits.ts';
import { plainOf } from '../source-tree.ts';
import type { SourceReading } from './draft.types.ts';
import type { Plain } from './plain.ts';
import { at, isPlain, listAt, numberAt, oneLine, textAt, textsAt } from './plain.ts';
import { Reading } from './reading.ts';

/** Tasks of the Hub whose answer is made text, image, sound or code. */
const GENERATIVE = new Set([
  'text-generation',
  'text2text-generation',
  'summarization',
  'translation',
  'text-to-image',
  'image-to-image',
  'image-text-to-text',
  'image-to-text',
  'text-to-speech',
  'text-to-audio',
  'audio-to-audio',
  'text-to-video',
  'image-to-video',
  'unconditional-image-generation',
  'any-to-any',
]);

/** Front matter, and the first heading behind it. */
const CARD = /^---[ \t]*\r?\n(?<front>[\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u;

/** True for text that begins as a model card does. */
export function looksLikeModelCard(text: string): boolean {
  return /^---[ \t]*\r?\n/u.test(text);
}

/**
 * Reads a Hugging Face model card: the YAML front matter of a README.md.
 *
 * Its format: https://huggingface.co/docs/hub/model-cards#model-card-metadata
 *
 * @throws {ManifestError} no front matter, or front matter that is not YAML
 */
export function readModelCard(text: string, name: string): SourceReading {
  const match = CARD.exec(text);
  const front = match?.groups?.['front'];
  if (match === null || front === undefined) {
    const hint = 'its metadata stand between two lines `---`';
    throw new ManifestError([wholeProblem('the front matter of the card has no end', hint)], name);
  }
  const card = frontMatter(front, name);
  const reading = new Reading(name, 'model_card');
  names(reading, card, text.slice(match[0].length, match[0].length + 10_000));
  purpose(reading, card);
  results(reading, card);
  data(reading, card);
  return reading.done();
}

function frontMatter(front: string, name: string): Plain {
  // The line of the opening `---` counts.
  const { tree, problems } = readSource(`\n${front}`, { longestText: MOST_BYTES });
  const root = tree === null || problems.length > 0 ? null : plainOf(tree);
  if (isPlain(root)) return root;
  const shape = wholeProblem('the front matter is no list of `name: value` lines', 'see the Hub');
  throw new ManifestError(problems.length > 0 ? problems : [shape], name);
}

function names(reading: Reading, card: Plain, body: string): void {
  const [index] = listAt(card, 'model-index');
  const heading = /^#[ \t]+(.+)$/mu.exec(body)?.[1];
  const named = textAt(card, 'model_name');
  const indexed = textAt(index, 'name');
  if (indexed !== null) reading.fact('model.name', indexed, 'model-index[0].name');
  else if (named !== null) reading.fact('model.name', named, 'model_name');
  else if (heading !== undefined) reading.fact('model.name', oneLine(heading), 'first heading');
  const library = textAt(card, 'library_name');
  reading.item('tools', { name: library, purpose: 'runs the model' }, 'library_name');
}

function purpose(reading: Reading, card: Plain): void {
  const tag = textAt(card, 'pipeline_tag');
  if (tag !== null && GENERATIVE.has(tag))
    reading.fact('model.generative', true, `pipeline_tag ${tag}`);
  else if (tag !== null) reading.remark(`pipeline_tag is \`${tag}\`: what is its answer used for?`);
  for (const key of ['license', 'base_model']) {
    const words = textsAt(card, key);
    if (words.length > 0) reading.remark(`${key} is \`${words.join(', ')}\``);
  }
}

function results(reading: Reading, card: Plain): void {
  const [index] = listAt(card, 'model-index');
  const [result] = listAt(index, 'results');
  const [metric] = listAt(result, 'metrics');
  const place = 'model-index[0].results[0].metrics[0]';
  const score = numberAt(metric, 'value');
  const kind = textAt(metric, 'type') ?? textAt(metric, 'name');
  if (kind !== null) {
    reading.fact('model.complexity.metric', kind, place);
    reading.fact('model.complexity.score', score, place);
    return;
  }
  const [listed, ...more] = textsAt(card, 'metrics');
  reading.fact('model.complexity.metric', listed ?? null, 'metrics[0]');
  if (more.length > 0) reading.remark(`further metrics: ${more.join(', ')}`);
}

function data(reading: Reading, card: Plain): void {
  const seen = new Set<string>();
  const add = (name: string | null, origin: string | null, place: string): void => {
    if (name === null || seen.has(name)) return;
    seen.add(name);
    reading.item('data.datasets', { name, origin }, place);
  };
  for (const [position, name] of textsAt(card, 'datasets').entries())
    add(name, null, `datasets[${position}]`);
  for (const result of listAt(listAt(card, 'model-index')[0], 'results')) {
    const set = at(result, 'dataset');
    add(textAt(set, 'type') ?? textAt(set, 'name'), null, 'model-index[0].results');
  }
}

import type { ModelColumn } from './intake.types.ts';
import type { ManifestProblem } from './manifest.errors.ts';
import { ManifestError } from './manifest.errors.ts';
import { readSource } from './read-source.ts';
import { MOST_BYTES, wholeProblem } from './source-limits.ts';
import { plainOf } from './source-tree.ts';

/** What an MLflow `MLmodel` file states of a model. */
export interface MlModel {
  readonly columns: readonly ModelColumn[];
  /** MLflow's flavours, without `python_function`: `xgboost`, `sklearn`. */
  readonly flavors: readonly string[];
  /** The file as it stands. */
  readonly root: Readonly<Record<string, unknown>>;
  readonly mlflowVersion: string | null;
  readonly runId: string | null;
  /** Inputs that have no name (plain tensors): nothing can be said of them. */
  readonly unnamed: number;
}

/**
 * Reads an MLflow 2.x `MLmodel` file: YAML whose `signature.inputs` is JSON inside a string.
 *
 * @param options.unsigned takes a model without a signature, as one of no columns
 * @throws {ManifestError} not YAML, over the limits, or a signature that is no JSON list
 */
export function readMlModel(
  text: string,
  fileName = 'MLmodel',
  options: { readonly unsigned?: boolean } = {},
): MlModel {
  const { tree, problems } = readSource(text, { longestText: MOST_BYTES });
  if (tree === null || problems.length > 0) throw new ManifestError(problems, fileName);
  const root = plainOf(tree);
  if (!isRecord(root))
    throw new ManifestError(
      [wholeProblem('an MLmodel file is a YAML mapping', 'pass the file MLflow wrote')],
      fileName,
    );
  const signed = isRecord(root['signature']) || options.unsigned !== true;
  const inputs = signed ? readInputs(root['signature'], fileName) : [];
  const columns = inputs.map(columnOf).filter((column) => column !== null);
  return {
    root,
    columns,
    flavors: isRecord(root['flavors'])
      ? Object.keys(root['flavors']).filter((name) => name !== 'python_function')
      : [],
    mlflowVersion: textOrNull(root['mlflow_version']),
    runId: textOrNull(root['run_id']),
    unnamed: inputs.length - columns.length,
  };
}

function readInputs(signature: unknown, fileName: string): readonly unknown[] {
  const inputs = isRecord(signature) ? signature['inputs'] : undefined;
  if (inputs === undefined) {
    throw new ManifestError(
      [problem('signature.inputs', 'the model has no signature', 'log the model with a signature')],
      fileName,
    );
  }
  const list = typeof inputs === 'string' ? parseJson(inputs, fileName) : inputs;
  if (Array.isArray(list)) return list as readonly unknown[];
  throw new ManifestError(
    [
      problem(
        'signature.inputs',
        'the signature is no list of columns',
        'log the model with a signature',
      ),
    ],
    fileName,
  );
}

function parseJson(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const found = problem(
      'signature.inputs',
      'the signature is not JSON',
      'pass the file as MLflow wrote it',
    );
    throw new ManifestError([found], fileName);
  }
}

function columnOf(input: unknown): ModelColumn | null {
  if (!isRecord(input)) return null;
  const name = textOrNull(input['name']);
  if (name === null || name === '') return null;
  return { name, type: typeOf(input) };
}

function typeOf(input: Readonly<Record<string, unknown>>): string | null {
  const type = textOrNull(input['type']);
  const spec = input['tensor-spec'];
  if (type !== 'tensor' || !isRecord(spec)) return type;
  return `tensor(${textOrNull(spec['dtype']) ?? 'unknown'})`;
}

function problem(path: string, message: string, hint: string): ManifestProblem {
  return { ...wholeProblem(message, hint), path };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

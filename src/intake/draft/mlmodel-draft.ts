import { readMlModel } from '../mlmodel.ts';
import type { SourceReading } from './draft.types.ts';
import { at, isPlain, textAt } from './plain.ts';
import { Reading } from './reading.ts';

/** True for YAML that MLflow wrote. */
export function looksLikeMlModel(text: string): boolean {
  return /^(?:flavors|mlflow_version|model_uuid):/mu.test(text.slice(0, 100_000));
}

/**
 * Reads what an MLflow `MLmodel` file states: tools with their versions, the kind of model, the columns it takes.
 *
 * @throws {ManifestError} not YAML, over the limits, or a signature that is no JSON list
 */
export function readMlModelDraft(text: string, name: string): SourceReading {
  const model = readMlModel(text, name, { unsigned: true });
  const reading = new Reading(name, 'mlmodel');
  reading.takes(model.columns);
  if (model.columns.length === 0) reading.remark('the model was logged without a named signature');
  if (model.unnamed > 0) reading.remark(`${model.unnamed} inputs of the model have no name`);
  for (const flavor of model.flavors) {
    const own = at(model.root, 'flavors', flavor);
    const place = `flavors.${flavor}`;
    reading.item('tools', { name: flavor, version: versionIn(own) }, place);
    reading.fact('model.algorithm', textAt(own, 'model_class'), `${place}.model_class`);
  }
  const python = textAt(model.root, 'flavors', 'python_function', 'python_version');
  if (python !== null)
    reading.item(
      'tools',
      { name: 'python', version: python },
      'flavors.python_function.python_version',
    );
  reading.item(
    'tools',
    { name: model.mlflowVersion === null ? null : 'mlflow', version: model.mlflowVersion },
    'mlflow_version',
  );
  const registered = textAt(model.root, 'registered_model_name') ?? textAt(model.root, 'name');
  reading.fact('model.name', registered, 'name');
  return reading.done();
}

/** `xgb_version`, `sklearn_version`, `pytorch_version`: each flavour has its own word. */
function versionIn(flavor: unknown): string | null {
  if (!isPlain(flavor)) return null;
  const key = Object.keys(flavor).find(
    (name) => name.endsWith('_version') && name !== 'python_version',
  );
  return key === undefined ? null : textAt(flavor, key);
}

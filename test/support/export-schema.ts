import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';

const addFormats = addFormatsModule.default;
const compiled = new Map<string, ValidateFunction>();

const FILES = {
  'oscal catalog': 'oscal/oscal_catalog_schema.json',
  'oscal assessment results': 'oscal/oscal_assessment-results_schema.json',
  sarif: 'sarif-subset.json',
} as const;

/** What a schema finds wrong with an exported document: one line a fault, none for a valid one. */
export function schemaFaults(schema: keyof typeof FILES, document: unknown): string[] {
  const validate = compiled.get(schema) ?? compile(FILES[schema]);
  compiled.set(schema, validate);
  const valid = validate(document);
  if (valid) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath}: ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** OSCAL's patterns need Unicode classes, which Ajv compiles with the `u` flag by default. */
function compile(file: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(`test/fixtures/${file}`, 'utf8')) as object;
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

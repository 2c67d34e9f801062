import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';

const addFormats = addFormatsModule.default;
const compiled = new Map<string, ValidateFunction>();

/** What NIST's schema finds wrong with an OSCAL document: one line a fault, none for a valid one. */
export function oscalFaults(
  schema: 'oscal_catalog_schema' | 'oscal_assessment-results_schema',
  document: unknown,
): string[] {
  const validate = compiled.get(schema) ?? compile(schema);
  compiled.set(schema, validate);
  const valid = validate(document);
  if (valid) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath}: ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** The patterns need Unicode classes, which Ajv compiles with the `u` flag by default. */
function compile(name: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(`test/fixtures/oscal/${name}.json`, 'utf8')) as object;
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

/**
 * Where a value is not what a schema of an OpenAPI document says: the words Carnet's own document uses, no more.
 *
 * Stricter than JSON Schema in one thing: a member that the schema does not name is a mismatch, unless it says that
 * there may be others.
 */
export function mismatches(document: object, schema: object, value: unknown, at = '$'): string[] {
  const wanted = resolved(document, schema);
  if (wanted.anyOf) {
    const tries = wanted.anyOf.map((one) => mismatches(document, one, value, at));
    return tries.some((found) => found.length === 0) ? [] : (tries[0] ?? []);
  }
  if (wanted.type === undefined) return [];
  const found = typeOf(value);
  if (found !== (wanted.type === 'integer' ? 'number' : wanted.type)) {
    return [`${at} is ${found}, not ${wanted.type}`];
  }
  return ofType(document, wanted, value, at);
}

function ofType(document: object, schema: Schema, value: unknown, at: string): string[] {
  if (Array.isArray(value)) {
    const { items = {} } = schema;
    return value.flatMap((item, n) => mismatches(document, items, item, `${at}[${n}]`));
  }
  return typeof value === 'object' && value !== null
    ? ofObject(document, schema, value as Record<string, unknown>, at)
    : ofScalar(schema, value, at);
}

function ofScalar({ enum: words, pattern }: Schema, value: unknown, at: string): string[] {
  if (words && !words.includes(value)) return [`${at} is none of ${words.join(', ')}`];
  if (pattern && !new RegExp(pattern).test(String(value)))
    return [`${at} does not match ${pattern}`];
  return [];
}

function ofObject(
  document: object,
  schema: Schema,
  value: Record<string, unknown>,
  at: string,
): string[] {
  const { properties = {}, required = [], additionalProperties: others } = schema;
  const missing = required
    .filter((name) => !(name in value))
    .map((name) => `${at}.${name} is missing`);
  const inside = Object.entries(value).flatMap(([name, item]) => {
    const own = properties[name] ?? (typeof others === 'object' ? others : undefined);
    if (own) return mismatches(document, own, item, `${at}.${name}`);
    return others === true ? [] : [`${at}.${name} is not described`];
  });
  return [...missing, ...inside];
}

function resolved(document: object, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  let found: unknown = document;
  for (const name of schema.$ref.split('/').slice(1)) {
    found = (found as Record<string, unknown>)[name];
  }
  return found as Schema;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

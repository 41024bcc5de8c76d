/** Schemas of the OpenAPI document, as words, rows and examples. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly [word: string]: unknown;
}

export type Schemas = Readonly<Record<string, Schema>>;

export const refName = ({ $ref }: Pick<Schema, '$ref'>): string | null =>
  $ref?.split('/').at(-1) ?? null;

/** With what a reference points to, and what `allOf` adds, in one. */
export function whole(schemas: Schemas, schema: Schema): Schema {
  const name = refName(schema);
  if (name) return whole(schemas, schemas[name] ?? {});
  if (!schema.allOf) return schema;
  const { allOf, ...rest } = schema;
  return [...allOf.map((one) => whole(schemas, one)), rest].reduce<Schema>(joined, {});
}

const joined = (a: Schema, b: Schema): Schema => ({
  ...a,
  ...b,
  ...(a.properties && { properties: { ...a.properties, ...b.properties } }),
  ...(a.required && { required: [...a.required, ...(b.required ?? [])] }),
});

const branches = ({ anyOf, oneOf }: Schema): readonly Schema[] => anyOf ?? oneOf ?? [];
const typesOf = ({ type }: Schema): readonly string[] => [type ?? []].flat();

/** Names of schemas are marked as `{Name}`, for whoever makes links of them. */
export function typeWords(schema: Schema): string {
  const name = refName(schema);
  if (name) return `{${name}}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const several = [...branches(schema), ...(schema.allOf ?? [])];
  if (several.length > 0) return [...new Set(several.map(typeWords))].join(' | ');
  const words = typesOf(schema).map((type) => typeWord(schema, type));
  return words.join(' | ') || 'any';
}

function typeWord(schema: Schema, type: string): string {
  if (type === 'array') return `array of ${typeWords(schema.items ?? {})}`;
  if (type === 'object' && schema.additionalProperties instanceof Object)
    return `map of ${typeWords(schema.additionalProperties)}`;
  return schema.format && type === 'string' ? schema.format : type;
}

const bounds: readonly (readonly [key: string, word: string])[] = [
  ['minimum', '≥'],
  ['maximum', '≤'],
  ['minLength', 'length ≥'],
  ['maxLength', 'length ≤'],
  ['minItems', 'items ≥'],
  ['maxItems', 'items ≤'],
];

/** Limits and the default, in short. */
export function limitsOf(schema: Schema): string {
  const limits = bounds.flatMap(([key, word]) => {
    const value = schema[key];
    return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER
      ? [`${word} ${value}`]
      : [];
  });
  const fallback =
    schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`];
  return [...limits, ...fallback].join(', ');
}

const depth_max = 6;

/** One that fits; what is not required and has no example is left out. */
export function exampleOf(schemas: Schemas, given: Schema, depth = 0): unknown {
  const schema = whole(schemas, given);
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = branches(schema);
  if (first) return exampleOf(schemas, first, depth);
  if (depth > depth_max) return null;
  switch (typesOf(schema).find((type) => type !== 'null')) {
    case 'object':
      return objectOf(schemas, schema, depth);
    case 'array':
      return [exampleOf(schemas, schema.items ?? {}, depth + 1)];
    case 'integer':
    case 'number':
      return schema.default ?? 1;
    case 'boolean':
      return schema.default ?? true;
    case 'string':
      return schema.default ?? '…';
    default:
      return null;
  }
}

function objectOf(schemas: Schemas, { properties = {}, required = [] }: Schema, depth: number) {
  const shown = Object.entries(properties).filter(
    ([name, one]) => required.includes(name) || one.example !== undefined,
  );
  return Object.fromEntries(shown.map(([name, one]) => [name, exampleOf(schemas, one, depth + 1)]));
}

import fc from 'fast-check';
import { type ApiDocument, resolveSchema, type Schema } from './api-document.ts';

/** Schemas nest no deeper than this here; below, a value of no schema stands in, which the API has to refuse. */
const depthMax = 8;
const itemsMax = 4;
const textLengthMax = 300;

/** Values that a schema of the document allows, and where it says too little, values of its type. */
export function schemaValues(document: ApiDocument, given: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (depth > depthMax) return fc.constant(null);
  const schema = resolveSchema(document, given);
  const { example, ...withoutExample } = schema;
  if (example !== undefined)
    return fc.oneof(fc.constant(example), schemaValues(document, withoutExample, depth));
  const inner = (part: Schema) => schemaValues(document, part, depth + 1);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map(inner));
  if (schema.allOf !== undefined) {
    return fc.tuple(...schema.allOf.map(inner)).map((parts) => Object.assign({}, ...(parts as object[])));
  }
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type: string) => inner({ ...schema, type })));
  }
  switch (schema.type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer(rangeOf(schema, -1_000, 1_000_000));
    case 'number':
      return fc.double({ ...rangeOf(schema, -1e9, 1e9), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return lists(schema, inner);
    case 'object':
      return objects(schema, inner);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function rangeOf(schema: Schema, lowest: number, highest: number): { min: number; max: number } {
  const whole = schema.type === 'integer' ? 1 : 0;
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  const min = schema.minimum ?? (exclusiveMinimum === undefined ? lowest : exclusiveMinimum + whole);
  const max = schema.maximum ?? (exclusiveMaximum === undefined ? highest : exclusiveMaximum - whole);
  return { min: Math.min(min, max), max: Math.max(min, max) };
}

function texts({ pattern, format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time' || format === 'date') {
    const date = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    return date.map((at) => (format === 'date' ? at.toISOString().slice(0, 10) : at.toISOString()));
  }
  if (format === 'uri' || format === 'url') return fc.webUrl();
  if (format === 'email') return fc.emailAddress();
  if (pattern !== undefined && !pattern.includes('(?') && !pattern.includes('\\p'))
    return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, textLengthMax)) });
}

function lists(schema: Schema, inner: (part: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { prefixItems, items, minItems = 0, maxItems = itemsMax } = schema;
  if (prefixItems !== undefined) return fc.tuple(...prefixItems.map(inner));
  const maxLength = Math.max(minItems, Math.min(maxItems, itemsMax));
  return fc.array(items === undefined ? fc.jsonValue() : inner(items), { minLength: minItems, maxLength });
}

function objects(schema: Schema, inner: (part: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const known = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)]));
  const record = fc.record(known, { requiredKeys: [...required].filter((name) => name in known) });
  if (typeof additionalProperties !== 'object') return record;
  const others = fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), inner(additionalProperties), {
    maxKeys: 3,
  });
  return fc.tuple(record, others).map(([own, more]) => ({ ...more, ...own }));
}

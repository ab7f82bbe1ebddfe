import type { OpenApiDocument } from './answered-fields.ts';

interface Node {
  allOf?: readonly Node[];
  anyOf?: readonly object[];
  $ref?: string;
  type?: unknown;
}

/**
 * Lets a component that may be null be null.
 *
 * The generator writes a nullable reference as `allOf: [{ $ref }, { type: ['object', 'null'] }]`, which null does not
 * satisfy, since the component itself is no null. Here it becomes either of the two.
 */
export function allowNullReferences(document: OpenApiDocument): OpenApiDocument {
  visit(document);
  return document;
}

function visit(value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) allowNull(value as Node);
  for (const inner of Object.values(value)) visit(inner);
}

function allowNull(node: Node): void {
  const [reference, other, ...more] = node.allOf ?? [];
  if (reference?.$ref === undefined || more.length > 0) return;
  if (!Array.isArray(other?.type) || !other.type.includes('null')) return;
  delete node.allOf;
  node.anyOf = [{ $ref: reference.$ref }, { type: 'null' }];
}

import type { OpenAPIHono } from '@hono/zod-openapi';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

interface SchemaNode {
  properties?: Record<string, { default?: unknown }>;
  required?: string[];
}

/**
 * Marks fields with a default as required in components that only answers use.
 *
 * A default makes a field optional for whoever sends it. In an answer it is always there, and a client generated from
 * this document should not have to check for it.
 */
export function requireAnsweredFields(document: OpenApiDocument): OpenApiDocument {
  const schemas = (document.components?.schemas ?? {}) as Record<string, object>;
  const sent = new Set<string>();
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path as object) as { requestBody?: object }[]) {
      collectReferences(operation.requestBody, schemas, sent);
    }
  }
  for (const [name, schema] of Object.entries(schemas)) {
    if (!sent.has(name)) visitNodes(schema, requireDefaulted);
  }
  return document;
}

function requireDefaulted(node: SchemaNode): void {
  if (node.properties === undefined) return;
  const defaulted = Object.entries(node.properties).filter(([, property]) => 'default' in property);
  for (const [, property] of defaulted) delete property.default;
  const required = new Set([...(node.required ?? []), ...defaulted.map(([name]) => name)]);
  if (required.size > 0) node.required = [...required];
}

function collectReferences(value: unknown, schemas: Record<string, object>, found: Set<string>): void {
  visitNodes(value, (node) => {
    const reference = (node as { $ref?: unknown }).$ref;
    const name = typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
    if (name === undefined || found.has(name)) return;
    found.add(name);
    collectReferences(schemas[name], schemas, found);
  });
}

function visitNodes(value: unknown, visit: (node: SchemaNode) => void): void {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) visit(value as SchemaNode);
  for (const inner of Object.values(value)) visitNodes(inner, visit);
}

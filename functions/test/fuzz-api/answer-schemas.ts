import { z } from 'zod';
import type { ApiDocument, ServedOperation } from './api-document.ts';

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/** The schemas by which an operation says that it succeeds, by status; answers that are no JSON have none. */
export function answerSchemas(
  document: ApiDocument,
  { operation }: ServedOperation,
): ReadonlyMap<string, z.ZodType> {
  const found = new Map<string, z.ZodType>();
  for (const [status, { content }] of Object.entries(operation.responses)) {
    const schema = content?.['application/json']?.schema;
    if (schema === undefined || Number(status) >= 400) continue;
    found.set(status, z.fromJSONSchema(withDefinitions(document, schema)));
  }
  return found;
}

/** The schema by itself: components of the document become definitions of its own. */
const withDefinitions = ({ components }: ApiDocument, schema: object): JsonSchema =>
  JSON.parse(
    JSON.stringify({ ...schema, $defs: components.schemas }).replaceAll('#/components/schemas/', '#/$defs/'),
  );

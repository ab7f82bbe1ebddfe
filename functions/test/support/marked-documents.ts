import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { groupSchemas } from '../../src/firestore/collections.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { readSpec } from '../../src/scheduling/job-spec.ts';
import { type ExampleResource, resourceIds } from './example-resources.ts';

/** A word that nobody can guess and that stands in no other document. */
export const newMarker = (): string => `marker-${randomBytes(9).toString('hex')}`;

/** The schema of a document; of a forecast job a stricter one, since people may write anything into its spec. */
function schemaOf(group: keyof typeof groupSchemas): z.ZodType {
  if (group !== 'forecast_jobs') return groupSchemas[group];
  return groupSchemas[group].refine(({ spec }) => readSpec(spec).problems.length === 0);
}

/** By which resources are found: these stay as they are. */
const names: ReadonlySet<string> = new Set([...Object.values(exampleIds), ...Object.values(resourceIds)]);

type Place = readonly (string | number)[];

/**
 * The resources with `marker` in each of their texts that the schema lets be anything: names, labels, reasons. What has
 * to be one of a few words, an id or an address stays, so that the documents are read as any other.
 */
export const markedResources = (resources: readonly ExampleResource[], marker: string): ExampleResource[] =>
  resources.map((resource) => ({
    ...resource,
    value: marked(schemaOf(resource.group), resource.value, marker),
  }));

function marked(schema: z.ZodType, value: object, marker: string): object {
  const copy = structuredClone(value);
  for (const place of textsOf(copy)) {
    const before = at(copy, place);
    if (names.has(before as string)) continue;
    put(copy, place, `${before}-${marker}`);
    if (!schema.safeParse(copy).success) put(copy, place, before);
  }
  return copy;
}

/** Where a value has texts. */
function textsOf(value: unknown, place: Place = []): Place[] {
  if (typeof value === 'string') return [place];
  if (value === null || typeof value !== 'object' || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...place, key]));
}

const at = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);

function put(value: unknown, place: Place, text: unknown): void {
  const parent = at(value, place.slice(0, -1)) as Record<string | number, unknown>;
  parent[place[place.length - 1] ?? ''] = text;
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const orderSchema = z.enum(['ASCENDING', 'DESCENDING']);

export type Direction = z.infer<typeof orderSchema>;

const scopeSchema = z.enum(['COLLECTION', 'COLLECTION_GROUP']);

export type Scope = z.infer<typeof scopeSchema>;

const indexFieldSchema = z.union([
  z.strictObject({ fieldPath: z.string(), order: orderSchema }),
  z.strictObject({ fieldPath: z.string(), arrayConfig: z.literal('CONTAINS') }),
]);

export type IndexField = z.infer<typeof indexFieldSchema>;

const compositeSchema = z.strictObject({
  collectionGroup: z.string(),
  queryScope: scopeSchema,
  fields: z.array(indexFieldSchema).min(2),
});

/** An index: of one field or of several. */
export interface Index {
  readonly collectionGroup: string;
  readonly queryScope: Scope;
  readonly fields: readonly IndexField[];
}

const overrideSchema = z.strictObject({
  collectionGroup: z.string(),
  fieldPath: z.string(),
  ttl: z.literal(true).optional(),
  indexes: z.array(
    z.union([
      z.strictObject({ order: orderSchema, queryScope: scopeSchema }),
      z.strictObject({ arrayConfig: z.literal('CONTAINS'), queryScope: scopeSchema }),
    ]),
  ),
});

const indexSpecSchema = z.strictObject({
  indexes: z.array(compositeSchema),
  fieldOverrides: z.array(overrideSchema),
});

/** What `firestore.indexes.json` declares. */
export type IndexSpec = z.infer<typeof indexSpecSchema>;

const file = fileURLToPath(new URL('../../../../firestore.indexes.json', import.meta.url));

/** Reads `firestore.indexes.json`; what this reader does not understand is an error, not a gap in the check. */
export const readIndexSpec = (): IndexSpec => indexSpecSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

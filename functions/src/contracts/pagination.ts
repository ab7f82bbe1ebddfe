import { z } from 'zod';

export const pageSizeMax = 200;

/** Cursor pagination (AIP-158): `pageSize` and the `nextPageToken` of the page before. */
export const pageQuerySchema = z.object({
  pageSize: z.coerce
    .number('expected a number')
    .int('expected a whole number')
    .min(1, 'expected at least 1')
    .max(pageSizeMax, `expected at most ${pageSizeMax}`)
    .default(50),
  pageToken: z.string().max(1_024).optional(),
});

export type PageQuery = z.infer<typeof pageQuerySchema>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string | null;
}

/** The answer of every list: `items`, and the token of the next page or null. */
export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextPageToken: z.string().nullable() });

/** A yes or no in a query string. */
export const booleanQuerySchema = z
  .enum(['true', 'false'], 'expected true or false')
  .transform((text) => text === 'true');

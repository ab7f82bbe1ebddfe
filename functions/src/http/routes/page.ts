import { z } from 'zod';
import { type Page, pageQuerySchema, pageSchema } from '../../contracts/pagination.ts';

/** Answer of a list under a name of its own in the document. */
export const pageOf = <T extends z.ZodType>(item: T, id: string): z.ZodType<Page<z.output<T>>> =>
  pageSchema(item).meta({ id });

/** The parameters of every list, with what the document says of them. */
export const pageParameters = {
  pageSize: pageQuerySchema.shape.pageSize.meta({ description: 'how many to answer at the most' }),
  pageToken: pageQuerySchema.shape.pageToken.meta({
    description: 'nextPageToken of the previous answer; with the same filters',
  }),
};

/** Query of a list: paging, and the given filters. Unknown parameters are refused. */
export const listQuery = <S extends z.ZodRawShape>(filters: S) =>
  z.strictObject({ ...filters, ...pageParameters });

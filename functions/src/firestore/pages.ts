import {
  type DocumentData,
  FieldPath,
  type Query,
  type QueryDocumentSnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Page, PageQuery } from '../contracts/pagination.ts';
import type { Database } from './database.ts';
import { decodePageToken, encodePageToken, foreignPageToken } from './page-token.ts';

/** How a list is ordered: by an instant, latest first, ties by id; or by id alone. */
export interface PageOrder {
  readonly field: string | null;
  readonly direction: 'asc' | 'desc';
}

const cursorSchema = z.object({ at: z.tuple([z.number(), z.number()]).nullable(), id: z.string() });

/** One page of `query`; reads `pageSize` + 1 documents at most. The token is a position, so it stays valid while others write. */
export async function readPage<T, D extends DocumentData>(
  db: Database,
  query: Query<T, D>,
  order: PageOrder,
  page: PageQuery,
): Promise<Page<QueryDocumentSnapshot<T, D>>> {
  let ordered: Query<T, D> = query;
  if (order.field !== null) ordered = ordered.orderBy(order.field, order.direction);
  ordered = ordered.orderBy(FieldPath.documentId(), order.direction);
  if (page.pageToken !== undefined) {
    const { at, id } = decodePageToken(cursorSchema, page.pageToken);
    if ((at === null) !== (order.field === null)) throw foreignPageToken();
    ordered = at === null ? ordered.startAfter(id) : ordered.startAfter(new Timestamp(...at), id);
  }
  const found = await db.query(ordered.limit(page.pageSize + 1));
  const items = found.slice(0, page.pageSize);
  const last = items.at(-1);
  const more = found.length > page.pageSize && last !== undefined;
  return {
    items,
    nextPageToken: more ? encodePageToken({ at: positionOf(last, order), id: last.id }) : null,
  };
}

function positionOf<T, D extends DocumentData>(
  snapshot: QueryDocumentSnapshot<T, D>,
  order: PageOrder,
): [number, number] | null {
  if (order.field === null) return null;
  const value: unknown = snapshot.get(order.field);
  if (!(value instanceof Timestamp))
    throw new TypeError(`${order.field} of ${snapshot.ref.path} is not an instant`);
  return [value.seconds, value.nanoseconds];
}

import { actorName } from '../../contracts/context.ts';
import type { ErasureResponse } from '../../contracts/erasure.ts';
import { notFound } from '../../contracts/errors.ts';
import { erasureCollection } from '../../firestore/collections.ts';
import type { UserCtx } from '../../operator/auth/authenticate-user.ts';
import { erasureResponse } from './erasure-response.ts';

/** An erasure, for the person who asked for it; to everybody else there is none. One read. */
export async function getErasure({
  ctx: { db, user },
  input: { erasureId },
}: {
  readonly ctx: UserCtx;
  readonly input: { readonly erasureId: string };
}): Promise<ErasureResponse> {
  const found = (await db.get(erasureCollection(db.firestore).doc(erasureId))).data();
  if (found?.requestedBy !== actorName({ type: 'user', id: user.uid })) throw notFound('erasure', erasureId);
  return erasureResponse(erasureId, found);
}

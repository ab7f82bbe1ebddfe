import type { ErasureResponse } from '../../contracts/erasure.ts';
import { notFound } from '../../contracts/errors.ts';
import { erasureCollection } from '../../firestore/collections.ts';
import type { UserCtx } from '../../operator/auth/authenticate-user.ts';
import { cancelled } from './cancelled.ts';
import { erasureIdOf } from './erasure-id.ts';
import { erasureResponse } from './erasure-response.ts';

/** Takes back that the signed-in person is deleted. Taken back again it answers the same. */
export async function restoreUser({ ctx }: { readonly ctx: UserCtx }): Promise<ErasureResponse> {
  const { db, user, now } = ctx;
  const erasureId = erasureIdOf({ subject: 'user', subjectId: user.uid });
  const ref = erasureCollection(db.firestore).doc(erasureId);
  return db.transaction(async (transaction) => {
    const known = (await transaction.get(ref)).data();
    if (known === undefined) throw notFound('erasure', erasureId);
    if (known.state === 'cancelled') return erasureResponse(erasureId, known);
    const after = cancelled(known, now);
    transaction.set(ref, after);
    return erasureResponse(erasureId, after);
  });
}

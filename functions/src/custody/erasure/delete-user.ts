import type { ErasureResponse } from '../../contracts/erasure.ts';
import { DomainError } from '../../contracts/errors.ts';
import { erasureCollection } from '../../firestore/collections.ts';
import type { UserCtx } from '../../operator/auth/authenticate-user.ts';
import { erasureIdOf } from './erasure-id.ts';
import { erasureResponse } from './erasure-response.ts';
import { planErasure } from './plan-erasure.ts';
import { soleOwnerships } from './sole-ownerships.ts';

/**
 * Has the signed-in person deleted when the time of grace is over; until then everything goes on. Asked again it answers the same.
 *
 * @throws {DomainError} `failed-precondition` (SOLE_OWNER) where organizations would be left without an owner
 */
export async function deleteUser({ ctx }: { readonly ctx: UserCtx }): Promise<ErasureResponse> {
  const { db, user, now, graceMs } = ctx;
  const subject = { subject: 'user', subjectId: user.uid } as const;
  const erasureId = erasureIdOf(subject);
  const ref = erasureCollection(db.firestore).doc(erasureId);
  const organizations = await soleOwnerships(db, user.uid);
  return db.transaction(async (transaction) => {
    const known = (await transaction.get(ref)).data();
    if (known !== undefined && known.state !== 'cancelled') return erasureResponse(erasureId, known);
    if (organizations.length > 0) throw soleOwner(organizations);
    const planned = planErasure({ ...subject, actor: { type: 'user', id: user.uid }, now, graceMs });
    const erasure = { ...planned, revision: (known?.revision ?? -1) + 1 };
    transaction.set(ref, erasure);
    return erasureResponse(erasureId, erasure);
  });
}

const soleOwner = (organizations: readonly string[]): DomainError =>
  new DomainError(
    'failed-precondition',
    'SOLE_OWNER',
    'you are the only owner of organizations: have others own them, or delete them first',
    { extensions: { organizations } },
  );

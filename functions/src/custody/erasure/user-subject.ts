import type { DocumentReference } from 'firebase-admin/firestore';
import { randomId } from '../../contracts/ids.ts';
import { organizationDocument } from '../../firestore/collections.ts';
import type { Database, MeteredTransaction } from '../../firestore/database.ts';
import { organizationOf } from '../../firestore/paths.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { hashesOf } from '../../operator/invitations/invitation-documents.ts';
import { soleOwnerships, wouldBeOrphaned } from './sole-ownerships.ts';
import { BlockedError, type Subject } from './subject.ts';
import { userPlaces } from './user-places.ts';

const blockedWords = (organizations: readonly string[]): string =>
  `waits until others own ${organizations.join(', ')}, or these are deleted`;

/**
 * A person. Leaves no organization without an owner: looked at again in the transaction that removes a membership, which the
 * audit log of the organization then tells of. The account goes when no document is left, and waiting begins then.
 */
export const userSubject: Subject = {
  places: userPlaces,
  documentsMax: 20,
  async blockedBy(db, uid) {
    const organizations = await soleOwnerships(db, uid);
    return organizations.length === 0 ? null : blockedWords(organizations);
  },
  beforeDeleting: async () => undefined,
  async whileDeleting(transaction, { db, now }, uid, { place, refs }) {
    if (place.name === 'invitations') return endTokens(transaction, db, refs);
    if (place.name !== 'user_org_memberships') return;
    const left: { readonly ref: DocumentReference; readonly orgId: string; readonly before: object }[] = [];
    for (const ref of refs) {
      const orgId = organizationOf(ref.path);
      const before = (await transaction.get(ref)).data();
      if (orgId === undefined || before === undefined) continue;
      if (await wouldBeOrphaned(transaction, db, orgId, uid)) throw new BlockedError(blockedWords([orgId]));
      const { exists } = await transaction.get(organizationDocument(db.firestore, orgId));
      if (exists) left.push({ ref, orgId, before });
    }
    const call = {
      db,
      now,
      actor: { type: 'system', id: 'eraseData' } as const,
      requestId: randomId('request'),
    };
    for (const { orgId, before } of left) {
      const change = { verb: 'remove', type: 'member', id: uid, before, after: null };
      recordAudit({ ...call, orgId }, transaction, change);
    }
  },
  async afterDeleting({ accounts }, uid) {
    await accounts?.remove(uid);
  },
  last: () => null,
  async leftovers({ accounts }, uid) {
    return (await accounts?.exists(uid)) === true ? ['the account'] : [];
  },
};

/** What is kept of the tokens of invitations goes with them. */
async function endTokens(
  transaction: MeteredTransaction,
  db: Database,
  refs: readonly DocumentReference[],
): Promise<void> {
  const tokens: DocumentReference[] = [];
  for (const { id, path } of refs) {
    const found = await transaction.query(hashesOf({ db, orgId: organizationOf(path) ?? '' }, id));
    tokens.push(...found.map(({ ref }) => ref as DocumentReference));
  }
  for (const token of tokens) transaction.delete(token);
}

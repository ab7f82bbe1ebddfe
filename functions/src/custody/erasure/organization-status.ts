import type { DocumentReference } from 'firebase-admin/firestore';
import type { ApiKeyHash } from '../../contracts/api-key.ts';
import { notFound } from '../../contracts/errors.ts';
import type { Organization, OrganizationStatus } from '../../contracts/organization.ts';
import { apiKeyHashCollection, organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';

/** An organization, and what tells its keys whether it is active. */
export interface StatusHolders {
  readonly organization: Organization;
  readonly hashes: readonly DocumentReference<ApiKeyHash>[];
}

/** Reads what has to change with the status. One read, and one for each key. Query: `orgId ==`. */
export async function readStatusHolders(
  transaction: MeteredTransaction,
  { db: { firestore }, orgId }: Ctx,
): Promise<StatusHolders> {
  const organization = (await transaction.get(organizationDocument(firestore, orgId))).data();
  if (organization === undefined) throw notFound('organization', orgId);
  const hashes = await transaction.query(apiKeyHashCollection(firestore).where('orgId', '==', orgId));
  return { organization, hashes: hashes.map(({ ref }) => ref) };
}

/** Writes a status for the organization and for all its keys, so that a key needs no second read to be refused. */
export function writeStatus(
  transaction: MeteredTransaction,
  { db: { firestore }, orgId }: Ctx,
  { hashes }: StatusHolders,
  after: Organization,
): void {
  transaction.set(organizationDocument(firestore, orgId), after);
  const organizationStatus: OrganizationStatus = after.status;
  for (const hash of hashes) transaction.update(hash, { organizationStatus });
}

import { organizationDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';

/**
 * Whether an organization is disabled, for what begins work by itself: schedules, tasks, triggers. Callers are refused before
 * they get that far. One document read.
 */
export async function isDisabled(db: Database, orgId: string): Promise<boolean> {
  const organization = await db.get(organizationDocument(db.firestore, orgId));
  return organization.data()?.status === 'disabled';
}

/** Which organizations are disabled, as one sweep over many sees it: one read for each that it meets. */
export class DisabledOrganizations {
  readonly #db: Database;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(db: Database) {
    this.#db = db;
  }

  has(orgId: string): Promise<boolean> {
    const known = this.#known.get(orgId) ?? isDisabled(this.#db, orgId);
    this.#known.set(orgId, known);
    return known;
  }
}

import type { Firestore } from 'firebase-admin/firestore';
import { OrganizationUsage } from './organization-usage.ts';
import { RecentBuckets } from './recent-buckets.ts';

/** What one function instance remembers of the use of all organizations that it serves. */
interface InstanceUsage {
  readonly organizations: Map<string, OrganizationUsage>;
  /** Of keys and persons. */
  readonly callers: RecentBuckets;
}

const organizationsMax = 500;
const callersMax = 20_000;
const instances = new WeakMap<Firestore, InstanceUsage>();

function instanceOf(firestore: Firestore): InstanceUsage {
  let instance = instances.get(firestore);
  if (instance === undefined) {
    instance = { organizations: new Map(), callers: new RecentBuckets(callersMax) };
    instances.set(firestore, instance);
  }
  return instance;
}

/** The buckets of callers of this instance; kept apart for each Firestore client, so that a test can play two instances. */
export const callersOf = (firestore: Firestore): RecentBuckets => instanceOf(firestore).callers;

/**
 * What this instance knows of the use of an organization: made on first use; the one that was not used for longest gives way
 * where many are served, unless something of it is still to be written down.
 */
export function usageOf(firestore: Firestore, orgId: string): OrganizationUsage {
  const { organizations } = instanceOf(firestore);
  const usage = organizations.get(orgId) ?? new OrganizationUsage();
  organizations.delete(orgId);
  organizations.set(orgId, usage);
  if (organizations.size > organizationsMax) forgetIdle(organizations, orgId);
  return usage;
}

function forgetIdle(organizations: Map<string, OrganizationUsage>, kept: string): void {
  for (const [orgId, { isWritten }] of organizations) {
    if (!isWritten || orgId === kept) continue;
    organizations.delete(orgId);
    return;
  }
}

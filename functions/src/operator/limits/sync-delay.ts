import type { OrganizationUsage } from './organization-usage.ts';
import { usageShards } from './synchronise.ts';

/** How long what is known of other instances does. */
const syncMs = 60_000;

/** The same for an organization that uses a good part of its limit of requests. */
const busySyncMs = 10_000;
const busyFrom = 0.25;

/** What is older than this is read again before it is used: the instance had nothing to do with the organization meanwhile. */
export const trustMs = 600_000;

/** Writes a second that a document bears, taken well below. */
const writesPerSecondMax = 0.5;

/** How long the next writing down waits for more to count. Many busy instances wait longer, so that they do not queue for the shards. */
export function syncDelayMs(usage: OrganizationUsage, now: Date): number {
  if (!usage.isKnown) return syncMs;
  if (usage.ageMs(now) > syncMs) return 0;
  const { requestsPerMinute } = usage.limits.limits;
  if (usage.requestsPerMinute(now) < busyFrom * requestsPerMinute) return syncMs;
  const crowdedMs = (usage.instances(now) / usageShards / writesPerSecondMax) * 1_000;
  return Math.min(syncMs, Math.max(busySyncMs, crowdedMs));
}

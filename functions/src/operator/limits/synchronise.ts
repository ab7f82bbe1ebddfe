import { randomInt } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import { usageDayOf } from '../../contracts/usage.ts';
import { counterDocument, usageShardDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { organizationPath } from '../../firestore/paths.ts';
import type { OrganizationUsage, Standing } from './organization-usage.ts';
import { countSeries } from './series-counter.ts';

/** Documents that the counts of a day are spread over: Firestore takes about one write a second to each. */
export const usageShards = 4;

/** Documents that are read to know how an organization stands. */
export const standingReads = usageShards + 2;

const dayMs = 86_400_000;

/** Days for which counts are kept: a year, and a month to look at it. */
export const usageRetentionDays = 400;

export interface SynchroniseCall {
  readonly db: Database;
  readonly orgId: string;
  readonly usage: OrganizationUsage;
  readonly now: Date;
}

/**
 * Writes down what this instance counted of an organization, then learns what the others did: one write, and six reads where
 * somebody here asks for limits.
 *
 * An instance writes the totals of its day under its own name, so that writing twice, or again after an error, counts once;
 * what is lost with an instance that dies is what it counted since it last wrote.
 */
export async function synchronise(call: SynchroniseCall): Promise<void> {
  const { db, orgId, usage, now } = call;
  const days = usage.toWrite(now);
  await db.commit((writer) => {
    for (const [day, { entry }] of days) {
      writer.merge(usageShardDocument(db.firestore, orgId, day, shardOfInstance(db.firestore)), {
        instances: { [usage.id]: entry },
        pending: true,
        expireAt: usageExpiry(day),
      });
    }
  });
  usage.written(days, now);
  if (usage.isKnown) usage.learn(await readStanding(call), now);
}

/** What the store says of an organization. */
export async function readStanding({ db, orgId, usage, now }: SynchroniseCall): Promise<Standing> {
  const { firestore } = db;
  const day = usageDayOf(now);
  const shards = Array.from({ length: usageShards }, (_, shard) =>
    usageShardDocument(firestore, orgId, day, shard),
  );
  // Not by its schema: whatever else is wrong with the document, its limits hold.
  const organization = firestore.doc(organizationPath(orgId));
  const counter = counterDocument(firestore, orgId, 'series');
  const [tenant, counted, found] = await Promise.all([
    db.get(organization),
    db.get(counter),
    db.getAll(shards),
  ]);
  const others = found
    .flatMap((shard) => Object.entries(shard.data()?.instances ?? {}))
    .filter(([id]) => id !== usage.id)
    .map(([, entry]) => entry);
  const series = counted.data()?.count ?? (await countSeries({ db, orgId }));
  return { document: tenant.data() ?? {}, others, series, hasCounter: counted.exists };
}

/** When the counts of a day may be removed. */
export const usageExpiry = (day: string): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) + usageRetentionDays * dayMs);

const ownShards = new WeakMap<Firestore, number>();

/** The shard of this instance: any, for as long as it lives. */
function shardOfInstance(firestore: Firestore): number {
  const shard = ownShards.get(firestore) ?? randomInt(usageShards);
  ownShards.set(firestore, shard);
  return shard;
}

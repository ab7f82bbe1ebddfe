import { type DocumentSnapshot, FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { withDates } from '../firestore/converter.ts';
import type { Database } from '../firestore/database.ts';
import { forecastExpiry } from '../pipeline/forecast/forecast-expiry.ts';
import { runExpiry } from './run-expiry.ts';

const pageSize = 300;

const runSchema = z
  .object({ finishedAt: z.date() })
  .transform(({ finishedAt }) => runExpiry(null, finishedAt));
const forecastSchema = z
  .object({ madeAt: z.date(), to: z.date() })
  .transform((forecast) => forecastExpiry(forecast));

/** What an expiry follows from, by collection group. A run that has not ended does not match, and gets none. */
const groups = {
  runs: { fields: ['finishedAt'], schema: runSchema },
  forecasts: { fields: ['madeAt', 'to'], schema: forecastSchema },
} as const;

/** Documents looked at, and those that got an `expireAt`, or would. */
export interface BackfilledGroup {
  readonly looked: number;
  readonly given: number;
}

/**
 * Gives runs and forecasts from before there was `expireAt` one, by the defaults, over all organizations; without `apply` it
 * only counts them. A document that has the field, null included, is left alone. Doing it again, or from a place where it
 * died, changes nothing twice. One read for each document, one write for each that is given one.
 * Queries: both collection groups, in order of path.
 */
export async function backfillExpiry(
  db: Database,
  apply: boolean,
): Promise<Readonly<Record<keyof typeof groups, BackfilledGroup>>> {
  return { runs: await backfill(db, 'runs', apply), forecasts: await backfill(db, 'forecasts', apply) };
}

async function backfill(db: Database, name: keyof typeof groups, apply: boolean): Promise<BackfilledGroup> {
  const { fields, schema } = groups[name];
  const ordered = db.firestore
    .collectionGroup(name)
    .orderBy(FieldPath.documentId())
    .select('expireAt', ...fields)
    .limit(pageSize);
  let [looked, given] = [0, 0];
  let page = await db.query(ordered);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    const lacking = page.flatMap((snapshot) => {
      const expireAt = expiryOf(snapshot, schema);
      return expireAt === null ? [] : [{ snapshot, expireAt }];
    });
    if (apply) {
      await db.commit((writer) => {
        for (const { snapshot, expireAt } of lacking) writer.update(snapshot.ref, { expireAt });
      });
    }
    looked += page.length;
    given += lacking.length;
    page = page.length < pageSize ? [] : await db.query(ordered.startAfter(last));
  }
  return { looked, given };
}

function expiryOf(snapshot: DocumentSnapshot, schema: z.ZodType<Date>): Date | null {
  const lacks = snapshot.ref.path.startsWith('organizations/') && snapshot.get('expireAt') === undefined;
  return lacks ? (schema.safeParse(withDates(snapshot.data())).data ?? null) : null;
}

import type { Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { TaskQueue } from '../contracts/tasks.ts';
import type { Database } from '../firestore/database.ts';
import type { DisabledOrganizations } from '../operator/rbac/is-disabled.ts';
import type { TurnCounter } from './turn-counter.ts';

/** How much a sweep takes on. */
export interface SweepLimits {
  /** Documents that are worked on at the same time, which is also a page of the query. */
  readonly atOnce: number;
  /** Documents that one sweep takes of each query; the rest is the next sweep's. */
  readonly perSweep: number;
}

/** What a sweep over all organizations works with. */
export interface DispatchInput {
  readonly db: Database;
  readonly tasks: TaskQueue;
  readonly now: Date;
  readonly limits?: SweepLimits | undefined;
  /** Jobs due later than this are left to another trigger; `now` where absent. */
  readonly dueBy?: Date;
  /** Which trigger found that a job is due: `sweep`, where absent, or `cloud-scheduler`. Its runs say so. */
  readonly calledBy?: 'sweep' | 'cloud-scheduler';
  /** What gives jobs their turns; where absent, each keeps its own. */
  readonly turns?: Pick<TurnCounter, 'next'>;
  /** What knows which organizations are disabled; where absent, each job asks for its own. */
  readonly disabled?: Pick<DisabledOrganizations, 'has'>;
}

/** One document on which a sweep failed: its path, and the error for the log. */
export interface DispatchFailure {
  readonly path: string;
  readonly cause: unknown;
}

/** How many documents a sweep found, how many it acted on, and which failed with what. */
export interface SweepResult {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly DispatchFailure[];
  /** Whether it stopped at its limit, so that more may be waiting for the next sweep. */
  readonly full: boolean;
}

/**
 * Hands the documents of an ordered query to `act`, page by page, those of a page at the same time, until there are no
 * more or the limit is met. Pages go on after the last document seen, so one that fails and stays where it is neither
 * stops the others nor comes twice, and one that moves on meanwhile hides none. `act` answers whether it did something.
 */
export async function sweepPages(
  db: Database,
  query: Query,
  { atOnce, perSweep }: SweepLimits,
  act: (snapshot: QueryDocumentSnapshot) => Promise<boolean>,
): Promise<SweepResult> {
  const failed: DispatchFailure[] = [];
  let found = 0;
  let done = 0;
  let rest = query;
  while (found < perSweep) {
    const asked = Math.min(atOnce, perSweep - found);
    const page = await db.query(rest.limit(asked));
    found += page.length;
    const results = await Promise.allSettled(page.map((snapshot) => act(snapshot)));
    results.forEach((result, index) => {
      if (result.status === 'fulfilled') done += result.value ? 1 : 0;
      else failed.push({ path: page[index]?.ref.path ?? '', cause: result.reason });
    });
    const last = page.at(-1);
    if (page.length < asked || last === undefined) return { found, done, failed, full: false };
    rest = query.startAfter(last);
  }
  return { found, done, failed, full: true };
}

import type { Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { TaskQueue } from '../contracts/tasks.ts';
import type { Database } from '../firestore/database.ts';
import { pageSize } from './limits.ts';

/** What a sweep over all organizations works with. */
export interface DispatchInput {
  readonly db: Database;
  readonly tasks: TaskQueue;
  readonly now: Date;
  /** Jobs due later than this are left to another trigger; `now` where absent. */
  readonly dueBy?: Date;
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
}

/**
 * Hands every document of an ordered query to `act`, page by page, those of a page at the same time. Pages go on after
 * the last document seen, so one that fails and stays where it is neither stops the others nor comes twice. `act`
 * answers whether it did something.
 */
export async function sweepPages(
  db: Database,
  query: Query,
  act: (snapshot: QueryDocumentSnapshot) => Promise<boolean>,
): Promise<SweepResult> {
  const failed: DispatchFailure[] = [];
  let found = 0;
  let done = 0;
  let page = await db.query(query.limit(pageSize));
  while (page.length > 0) {
    found += page.length;
    const results = await Promise.allSettled(page.map((snapshot) => act(snapshot)));
    results.forEach((result, index) => {
      if (result.status === 'fulfilled') done += result.value ? 1 : 0;
      else failed.push({ path: page[index]?.ref.path ?? '', cause: result.reason });
    });
    const last = page.at(-1);
    page =
      page.length < pageSize || last === undefined
        ? []
        : await db.query(query.startAfter(last).limit(pageSize));
  }
  return { found, done, failed };
}

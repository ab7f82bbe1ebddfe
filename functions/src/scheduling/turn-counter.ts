import type { Firestore, Query } from 'firebase-admin/firestore';
import type { Database } from '../firestore/database.ts';
import { collectionPath } from '../firestore/paths.ts';

interface Waiting {
  readonly before: Promise<number>;
  given: number;
}

/**
 * Hands out the turns of one sweep. Of each organization and instant that jobs move to, it counts once how many wait there
 * already, one read (one more for each further thousand), and goes on from there. Two sweeps at once may give one turn
 * twice: then two jobs of an organization go one after the other.
 */
export class TurnCounter {
  readonly #db: Database;
  readonly #waiting = new Map<string, Waiting>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** The turn of one more job of `orgId` that is to wait for `nextRunAt`, from 0. */
  async next(orgId: string, nextRunAt: Date): Promise<number> {
    const key = `${orgId}/${nextRunAt.getTime()}`;
    const waiting = this.#waiting.get(key) ?? { before: this.#count(orgId, nextRunAt), given: 0 };
    this.#waiting.set(key, waiting);
    const turn = waiting.given;
    waiting.given += 1;
    return turn + (await waiting.before);
  }

  #count(orgId: string, nextRunAt: Date): Promise<number> {
    return this.#db.count(jobsWaitingFor(this.#db.firestore, orgId, nextRunAt));
  }
}

/** The jobs of an organization that wait for one instant. */
export const jobsWaitingFor = (firestore: Firestore, orgId: string, nextRunAt: Date): Query =>
  firestore.collection(collectionPath(orgId, 'forecast_jobs')).where('status.nextRunAt', '==', nextRunAt);

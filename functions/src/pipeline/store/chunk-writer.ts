import type { Firestore } from 'firebase-admin/firestore';
import { chunkCollection } from '../../firestore/collections.ts';
import type { Database, Writer } from '../../firestore/database.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import type { ChunkPart } from './chunks.ts';
import { pointKey } from './layout.ts';

/** A commit stays far below the 10 MiB of a request (4 MiB in the emulator); a point takes about 70 bytes on the wire. */
const pointsPerCommitMax = 20_000;
const chunksPerCommitMax = 200;
const commitsAtOnceMax = 4;

interface PendingWrite {
  part: ChunkPart;
  readonly waiting: Waiter[];
}

/** A chunk document at its limit takes no more points: the series has to be laid out finer before they are written. */
type Outcome = 'stored' | 'full';

interface Waiter {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes chunks of one organization by blind merges, and coalesces what concurrent requests of this instance write to
 * the same chunk: while a document is being written, further points for it gather and go in one write afterwards.
 * (Firestore sustains about one write a second to one document.) A write is done when its points are stored.
 */
export class ChunkWriter {
  readonly #orgId: string;
  readonly #pending = new Map<string, PendingWrite>();
  readonly #inFlight = new Set<string>();
  #commits = 0;

  constructor(orgId: string) {
    this.#orgId = orgId;
  }

  /**
   * Stores all parts but those whose chunk is at its limit, which are answered, to be split and written again.
   * Rejects with Firestore's error when a part could not be stored for another reason; writing again is safe.
   */
  async write(db: Database, parts: readonly ChunkPart[]): Promise<ChunkPart[]> {
    const outcomes = parts.map(
      (part) => new Promise<Outcome>((resolve, reject) => this.#enqueue(part, { resolve, reject })),
    );
    this.#flush(db);
    const settled = await Promise.allSettled(outcomes);
    return parts.filter((_, index) => {
      const result = settled[index];
      if (result?.status === 'rejected') throw result.reason;
      return result?.value === 'full';
    });
  }

  get idle(): boolean {
    return this.#pending.size === 0 && this.#inFlight.size === 0;
  }

  #enqueue(part: ChunkPart, waiter: Waiter): void {
    const key = `${part.metricId}/${part.bounds.id}`;
    const pending = this.#pending.get(key);
    if (pending === undefined) {
      this.#pending.set(key, { part, waiting: [waiter] });
      return;
    }
    const newer = part.layout.generation >= pending.part.layout.generation ? part : pending.part;
    pending.part = { ...newer, points: new Map([...pending.part.points, ...part.points]) };
    pending.waiting.push(waiter);
  }

  #flush(db: Database): void {
    while (this.#commits < commitsAtOnceMax) {
      const group = this.#takeGroup();
      if (group.size === 0) return;
      this.#commits += 1;
      void this.#commitGroup(db, group).finally(() => {
        this.#commits -= 1;
        for (const key of group.keys()) this.#inFlight.delete(key);
        this.#flush(db);
      });
    }
  }

  #takeGroup(): Map<string, PendingWrite> {
    const group = new Map<string, PendingWrite>();
    let points = 0;
    for (const [key, write] of this.#pending) {
      if (this.#inFlight.has(key)) continue;
      if (
        group.size > 0 &&
        (group.size >= chunksPerCommitMax || points + write.part.points.size > pointsPerCommitMax)
      )
        break;
      points += write.part.points.size;
      group.set(key, write);
    }
    for (const key of group.keys()) {
      this.#pending.delete(key);
      this.#inFlight.add(key);
    }
    return group;
  }

  async #commitGroup(db: Database, group: ReadonlyMap<string, PendingWrite>): Promise<void> {
    const writes = [...group.values()];
    try {
      await db.commit((writer) => {
        for (const { part } of writes) this.#merge(db.firestore, writer, part);
      });
    } catch (error) {
      // One chunk at its limit fails the commit for all of them: find it, and let the others through.
      if (writes.length > 1 && isFirestoreError(error, 'invalidArgument')) {
        await Promise.all([...group].map(([key, write]) => this.#commitGroup(db, new Map([[key, write]]))));
        return;
      }
      const full = isFirestoreError(error, 'invalidArgument') && isTooLarge(error);
      for (const waiter of writes.flatMap(({ waiting }) => waiting)) {
        if (full) waiter.resolve('full');
        else waiter.reject(error);
      }
      return;
    }
    for (const waiter of writes.flatMap(({ waiting }) => waiting)) waiter.resolve('stored');
  }

  #merge(firestore: Firestore, writer: Writer, { metricId, layout, bounds, points }: ChunkPart): void {
    const entries = [...points].map(([at, value]): [string, number] => [pointKey(at), value]);
    writer.merge(chunkCollection(firestore, this.#orgId, metricId).doc(bounds.id), {
      span: layout.span,
      generation: layout.generation,
      startAt: new Date(bounds.startAt),
      endAt: new Date(bounds.endAt),
      points: Object.fromEntries(entries),
    });
  }
}

/** Firestore names the size limit in its message only: "…exceeds the maximum allowed size of 1,048,576 bytes". */
const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && /maximum|too (?:large|big)|exceed/i.test(error.message);

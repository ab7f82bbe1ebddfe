import { jobHash } from './job-hash.ts';

/** What lies between two turns of one organization, i.e. it begins 100 runs of one instant a second. */
export const turnMs = 10;

/** How far a run is put off for those of its own organization, at most: well within what is not yet missed. */
export const putOffMsMax = 5 * 60_000;

const minuteMs = 60_000;

/** A job's next run, and when the sweep is to take it: both null where it has none. */
export interface Due {
  readonly nextRunAt: Date | null;
  readonly dueAt: Date | null;
}

/**
 * When the sweep takes a job that waits for `nextRunAt` and whose organization has `turn` other jobs that wait for that
 * instant before it (0: none). The index is in this order, so within an instant each organization has its first turn, then
 * each its second: a small one is through before a large one has begun in earnest, and what a large one has left stands
 * behind what others have due a little later.
 *
 * It is the virtual clock of L. Zhang (VirtualClock, SIGCOMM 1990) with one rate for every organization; over jobs of one
 * instant, the round robin of J. Nagle (RFC 970), i.e. max-min fair.
 */
export function dueAtOf(nextRunAt: Date, turn: number): Date {
  return new Date(nextRunAt.getTime() + Math.min(putOffMsMax, turn * turnMs));
}

/**
 * The same for a job that no sweep has handed out yet: within a minute of its instant, by a share of its own, which costs no
 * look at the others. The first sweep that hands it out gives it its turn.
 */
export function firstDueAt(nextRunAt: Date, orgId: string, jobId: string): Date {
  return new Date(nextRunAt.getTime() + Math.floor((jobHash('turn', orgId, jobId) / 2 ** 32) * minuteMs));
}

/** A job that waits for another instant than before, put off as far; not at all where it had no next run. */
export function movedDueAt({ nextRunAt, dueAt }: Due, to: Date | null): Date | null {
  if (to === null) return null;
  const known = nextRunAt !== null && dueAt !== null && isDue({ nextRunAt, dueAt });
  return new Date(to.getTime() + (known ? dueAt.getTime() - nextRunAt.getTime() : 0));
}

/** Whether the two go together: somebody may have edited one of them by hand. */
export function isDue({ nextRunAt, dueAt }: Due): boolean {
  if (nextRunAt === null || dueAt === null) return nextRunAt === dueAt;
  const putOffMs = dueAt.getTime() - nextRunAt.getTime();
  return putOffMs >= 0 && putOffMs <= putOffMsMax;
}

/**
 * Up to where, exclusive, a sweep takes jobs by `dueAt`: to the end of its minute. Schedules are to the minute, so nothing
 * before that has its instant still to come, and who has a turn later in the minute does not wait for the next sweep.
 */
export const takenBefore = (now: Date): Date =>
  new Date((Math.floor(now.getTime() / minuteMs) + 1) * minuteMs);

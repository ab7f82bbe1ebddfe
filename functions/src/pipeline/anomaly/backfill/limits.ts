/** How much one slice does before it hands over to the next. */
export interface SliceLimits {
  /** Chunk documents that are read at a time; a chunk holds some hundreds to some thousands of points. */
  readonly chunksPerPart: number;
  /** Points after which a slice ends. */
  readonly points: number;
  /** Parts of series after which a slice ends, however small they are. */
  readonly parts: number;
}

/** Some seconds of work, far from the time limit of an invocation. */
export const sliceLimits: SliceLimits = { chunksPerPart: 30, points: 100_000, parts: 30 };

/** Attempts at a series that goes wrong before the backfill goes on without it. */
export const attemptsMax = 5;

/** Problems that are told on the document. */
export const problemsMax = 20;

/** Points may lie two days ahead of now; what is planned farther ahead did not happen yet. */
export const aheadMs = 2 * 86_400_000;

/** How much one step of an export takes on, and how many steps one task does. */
export interface ExportLimits {
  /** Bytes of text that are compressed at a time; one row more may go over it. */
  readonly textBytes: number;
  /** Bytes of a part. A document takes 1 MiB, and a commit 10 MiB with all parts of a step. */
  readonly partBytes: number;
  /** Pages that are read for one step at the most, where rows are few and far between. */
  readonly pages: number;
  /** Steps after which a task hands over to the next. */
  readonly steps: number;
}

/** Some minutes of work at the most, and some 30 MB of memory. */
export const exportLimits: ExportLimits = { textBytes: 6_000_000, partBytes: 700_000, pages: 100, steps: 40 };

/** Documents of a page. */
export const pageSize = 100;

/** Chunks of points that are read at a time; a chunk holds some hundreds to some thousands of points. */
export const chunksPerRead = 8;

/** Attempts at a step that goes wrong before the export is given up. */
export const attemptsMax = 5;

/** Days for which an export is kept. */
export const exportDays = 7;

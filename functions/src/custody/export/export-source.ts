import type { ExportCursor } from '../../contracts/export.ts';
import type { Ctx } from '../../firestore/context.ts';

/** A row of a file, and where reading goes on after it. */
export interface ExportRow {
  readonly text: string;
  readonly next: ExportCursor;
}

/** Some rows of a file, in order; `next` is where it goes on, null at the end. */
export interface ExportPage {
  readonly rows: readonly ExportRow[];
  readonly next: ExportCursor | null;
}

/** What a file of an export is made of. Reading on from the same place gives the same rows, unless they were changed. */
export interface ExportSource {
  /** The line before the rows, with its end; none for NDJSON. */
  readonly heading: string;
  /** How many rows there are now; null where counting would cost as much as reading. */
  count(ctx: Ctx): Promise<number | null>;
  read(ctx: Ctx, cursor: ExportCursor | null): Promise<ExportPage>;
}

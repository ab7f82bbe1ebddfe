import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ExportCursor } from '../../contracts/export.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { ExportRow, ExportSource } from './export-source.ts';
import type { ExportLimits } from './limits.ts';

const compress = promisify(gzip);

/** What one step adds to a file: bytes in parts, and where it goes on; null at the end of the file. */
export interface GatheredStep {
  readonly parts: readonly Buffer[];
  readonly rows: number;
  readonly next: ExportCursor | null;
}

/** Where a file has come to. */
export interface FilePosition {
  readonly cursor: ExportCursor | null;
  /** Whether it has parts already, and so its heading. */
  readonly begun: boolean;
}

/**
 * Reads rows from the cursor on until there is enough text for a step, and compresses it into one gzip member. Members one
 * after the other are a gzip file (RFC 1952, 2.2), so that files grow without anything being kept between steps.
 * Rows that go beyond are left to the next step.
 */
export async function gatherStep(
  ctx: Ctx,
  source: ExportSource,
  { cursor, begun }: FilePosition,
  limits: ExportLimits,
): Promise<GatheredStep> {
  const texts = begun ? [] : [source.heading];
  let bytes = 0;
  let rows = 0;
  let next = cursor;
  let ended = false;
  for (let pages = 0; pages < limits.pages && bytes < limits.textBytes && !ended; pages += 1) {
    const page = await source.read(ctx, next);
    const taken = upTo(page.rows, limits.textBytes - bytes);
    for (const { text } of taken.rows) texts.push(text);
    bytes += taken.bytes;
    rows += taken.rows.length;
    const isWhole = taken.rows.length === page.rows.length;
    next = isWhole ? page.next : (taken.rows.at(-1)?.next ?? next);
    ended = isWhole && page.next === null;
  }
  // A file without rows is a gzip file, too.
  const parts =
    rows === 0 && (begun || !ended) ? [] : split(await compress(texts.join('')), limits.partBytes);
  return { parts, rows, next: ended ? null : next };
}

/** The first rows, with the one that makes `bytesMax` full. */
function upTo(rows: readonly ExportRow[], bytesMax: number): { rows: readonly ExportRow[]; bytes: number } {
  let bytes = 0;
  const full = rows.findIndex(({ text }) => {
    bytes += Buffer.byteLength(text);
    return bytes >= bytesMax;
  });
  return { rows: full < 0 ? rows : rows.slice(0, full + 1), bytes };
}

const split = (bytes: Buffer, partBytes: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) =>
    bytes.subarray(index * partBytes, (index + 1) * partBytes),
  );

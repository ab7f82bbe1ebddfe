import type { Export, ExportFile } from '../../contracts/export.ts';
import type { Ctx } from '../../firestore/context.ts';
import { exportFiles } from './export-files.ts';
import { gatherStep } from './gather-step.ts';
import { hashFile } from './hash-file.ts';
import type { ExportLimits } from './limits.ts';
import { messageOf } from './message.ts';
import type { NewPart } from './move-on.ts';
import { partId } from './part-id.ts';

/** What a step comes to, before it is written. */
export interface Step {
  readonly changes: Partial<Export>;
  readonly parts: readonly NewPart[];
}

/** The next step of an export: counts a file, writes some of it, or takes its checksum; the last ends the export. */
export async function doStep(
  ctx: Ctx,
  exportId: string,
  { files, startedAt, cursor }: Export,
  limits: ExportLimits,
): Promise<Step> {
  const index = files.findIndex(({ state }) => state !== 'done');
  const file = files[index];
  if (file === undefined) return completed(ctx, files);
  const { after, parts = [], next = null } = await stepOf(ctx, exportId, { file, cursor }, limits);
  const moved = files.with(index, { ...file, ...after });
  const changes = { files: moved, cursor: next, message: messageOf(moved), failures: 0 };
  return { changes: { ...changes, state: 'running', startedAt: startedAt ?? ctx.now }, parts };
}

interface FileStep {
  readonly after: Partial<ExportFile>;
  readonly parts?: readonly NewPart[];
  readonly next?: Export['cursor'];
}

async function stepOf(
  ctx: Ctx,
  exportId: string,
  { file, cursor }: { readonly file: ExportFile; readonly cursor: Export['cursor'] },
  limits: ExportLimits,
): Promise<FileStep> {
  const source = exportFiles.get(file.name);
  if (source === undefined) return { after: { state: 'written' } };
  switch (file.state) {
    case 'waiting':
      return { after: { state: 'writing', expected: await source.count(ctx) } };
    case 'writing': {
      const position = { cursor, begun: file.parts > 0 };
      const { parts, rows, next } = await gatherStep(ctx, source, position, limits);
      const after: Partial<ExportFile> = {
        state: next === null ? 'written' : 'writing',
        rows: file.rows + rows,
        bytes: file.bytes + parts.reduce((sum, { length }) => sum + length, 0),
        parts: file.parts + parts.length,
      };
      const named = parts.map((data, offset) => ({ id: partId(file.name, file.parts + offset), data }));
      return { after, parts: named, next };
    }
    case 'written':
    case 'done':
      return { after: { state: 'done', sha256: await hashFile(ctx, exportId, file) } };
  }
}

const completed = (ctx: Ctx, files: Export['files']): Step => ({
  changes: { state: 'completed', message: messageOf(files), cursor: null, finishedAt: ctx.now },
  parts: [],
});

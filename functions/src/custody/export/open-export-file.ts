import { notFound } from '../../contracts/errors.ts';
import type { ExportRange } from '../../contracts/export.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { loadExport } from './load-export.ts';
import { readParts } from './read-parts.ts';

export interface OpenExportFileCall {
  readonly ctx: Ctx;
  readonly input: ExportRange & { readonly exportId: string; readonly file: string };
}

/** Bytes of a file of an export, as they are read. */
export interface OpenFile {
  readonly name: string;
  readonly sha256: string;
  readonly parts: AsyncGenerator<Uint8Array>;
}

/**
 * A file of an export that is done, part by part, so that it costs no more memory than a few parts however large it is. One
 * read, and one for each part as it is taken.
 */
export async function openExportFile({ ctx, input }: OpenExportFileCall): Promise<OpenFile> {
  requirePermission(ctx, 'exports:read');
  const { exportId, file: name, fromPart, parts = Number.POSITIVE_INFINITY } = input;
  const { files } = await loadExport(ctx, exportId);
  const file = files.find((one) => one.name === name);
  const sha256 = file?.sha256 ?? null;
  if (file === undefined || sha256 === null) throw notFound('export file', name);
  const to = Math.min(file.parts, fromPart + parts);
  return { name, sha256, parts: readParts(ctx, exportId, name, fromPart, to) };
}

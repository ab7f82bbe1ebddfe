import { createHash } from 'node:crypto';
import type { ExportFile } from '../../contracts/export.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readParts } from './read-parts.ts';

/** SHA-256 of a file that is written, in hex. Reads each part once, and holds few of them at a time. */
export async function hashFile(ctx: Ctx, exportId: string, file: ExportFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const data of readParts(ctx, exportId, file.name, 0, file.parts)) hash.update(data);
  return hash.digest('hex');
}

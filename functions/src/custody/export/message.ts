import type { Export } from '../../contracts/export.ts';

const count = (number: number): string => number.toLocaleString('en-US');

/** How far an export is, in a sentence. */
export function messageOf(files: Export['files']): string {
  const done = files.filter(({ state }) => state === 'done').length;
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${done} of ${files.length} files done, ${count(rows)} rows, ${count(bytes)} bytes compressed`;
}

import fs from 'node:fs';
import path from 'node:path';

/**
 * How far a download is: parts and bytes of each file that are in the folder for certain.
 *
 * @typedef {{ exportId: string, files: Record<string, { parts: number, bytes: number }> }} Progress
 */

const name = 'export.json';

/**
 * @param {string} folder
 * @returns {Progress | undefined} undefined where nothing was begun
 */
export function readProgress(folder) {
  const file = path.join(folder, name);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

/**
 * Replaces the file as a whole, so that one that is cut short never stands there.
 *
 * @param {string} folder
 * @param {Progress} progress
 */
export function writeProgress(folder, progress) {
  const file = path.join(folder, name);
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(progress, null, 2)}\n`);
  fs.renameSync(`${file}.new`, file);
}

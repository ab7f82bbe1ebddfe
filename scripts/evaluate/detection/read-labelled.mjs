import fs from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { UsageError } from '../../forecast/errors.mjs';

/**
 * Reads JSON lines, gzipped or not.
 *
 * @param {string} file
 * @returns {any[]}
 */
export function readJsonLines(file) {
  const bytes = fs.readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

/**
 * Reads labelled series: `{"file" or "id","timestamps":[epoch s],"values":[…],"windows":[[start,end],…]}` a line.
 *
 * @param {string} file
 * @returns {import('./labelled-rows.mjs').LabelledSeries[]}
 * @throws {UsageError} that names file, line and field
 */
export function readLabelled(file) {
  return readJsonLines(file).map((line, index) => {
    const refuse = (/** @type {string} */ what) => new UsageError(`${file}, series ${index + 1}: ${what}`);
    const { timestamps, values, windows } = line;
    const name = line.file ?? line.id;
    if (typeof name !== 'string' && typeof name !== 'number') throw refuse('expected "file" or "id"');
    if (!Array.isArray(timestamps) || !timestamps.every(Number.isFinite))
      throw refuse('"timestamps" must be an array of epoch seconds');
    if (!Array.isArray(values) || values.length !== timestamps.length)
      throw refuse('"values" must be an array as long as "timestamps"');
    if (!Array.isArray(windows) || !windows.every((window) => Array.isArray(window) && window.length === 2))
      throw refuse('"windows" must be an array of [start, end] in epoch seconds; empty for none');
    return { file: String(name), timestamps, values, windows };
  });
}

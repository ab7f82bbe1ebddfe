import fs from 'node:fs';
import { say } from '../setup/say.mjs';
import { UsageError } from './errors.mjs';

/**
 * Opens what is read and what is written: the files that are named, else the standard streams. The input comes first, so
 * that a mistyped name does not empty the output file.
 *
 * @param {{ input?: string, output?: string }} files
 * @returns {{ source: import('node:stream').Readable, target: import('node:stream').Writable }}
 * @throws {UsageError} when both are one file
 */
export function openStreams({ input, output }) {
  if (input === undefined && process.stdin.isTTY) {
    say('Reading series from the terminal, one a line; Ctrl-D ends them. --help tells what a line holds.');
  }
  const source =
    input === undefined ? process.stdin : fs.createReadStream(input, { fd: fs.openSync(input, 'r') });
  if (output === undefined) return { source, target: process.stdout };
  if (input !== undefined && isSameFile(input, output)) {
    throw new UsageError('--input and --output name the same file, which would be lost.');
  }
  return { source, target: fs.createWriteStream(output, { fd: fs.openSync(output, 'w') }) };
}

/**
 * @param {string} a
 * @param {string} b
 */
function isSameFile(a, b) {
  const [one, other] = [fs.statSync(a), fs.statSync(b, { throwIfNoEntry: false })];
  return other !== undefined && one.isFile() && one.dev === other.dev && one.ino === other.ino;
}

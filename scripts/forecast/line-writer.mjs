import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/**
 * Writes lines to a stream no faster than it takes them. A failure of the stream (its reader went away, the disk is
 * full) is thrown by the next `write` or by `end`.
 *
 * @param {import('node:stream').Writable} stream
 */
export function lineWriter(stream) {
  /** @type {Error | undefined} */
  let failure;
  stream.on('error', (error) => {
    failure = error;
  });
  return {
    /** @param {string} line */
    async write(line) {
      if (failure !== undefined) throw failure;
      if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    },
    /** All is handed over. Standard output stays open, as Node wants it. */
    async end() {
      if (failure !== undefined) throw failure;
      if (stream === process.stdout) {
        await new Promise((resolve) => stream.write('', resolve));
        if (failure !== undefined) throw failure;
        return;
      }
      stream.end();
      await finished(stream);
    },
  };
}

import { parseArgs } from 'node:util';
import { UsageError } from '../forecast/errors.mjs';

/**
 * What the command line asks for.
 *
 * @typedef {{ help: true } | { help: false, url: string, key: string, out: string, exportId?: string }} Options
 */

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Options}
 * @throws {UsageError}
 */
export function parseOptions(args, env) {
  const { help, url, key = env.EXPORT_KEY, out, export: exportId } = parse(args);
  if (help === true) return { help: true };
  if (url === undefined || !/^https?:\/\/\S+$/.test(url))
    throw new UsageError('--url must be the address of the API, such as https://api.example.com.');
  if (key === undefined) throw new UsageError('--key is missing.');
  if (out === undefined) throw new UsageError('--out is missing: the folder for the files.');
  return {
    ...{ help: false, url: url.replace(/\/+$/, ''), key, out },
    ...(exportId === undefined ? {} : { exportId }),
  };
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const options = /** @type {const} */ ({
    ...{ url: text, key: text, out: text, export: text },
    help: { type: 'boolean', short: 'h' },
  });
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

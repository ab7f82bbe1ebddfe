import { UsageError } from './errors.mjs';
import { oneOf } from './one-of.mjs';

/**
 * What `--reconcile` asks for: `groupings` are label names to sum by, none for the total.
 *
 * @typedef {import('../../functions/lib/forecasting/index.js').HierarchyRequest} HierarchyRequest
 * @typedef {{ groupings: string[][], method: NonNullable<HierarchyRequest['method']> }} Reconcile
 */

const methods = /** @type {const} */ (['auto', 'bottom-up', 'ols', 'wls-structural', 'mint-shrink']);
/** Options that say nothing with `--reconcile`. */
const ofSingles = ['jobs', 'plot', 'grouped', 'quantiles', 'cross', 'paths', 'seed', 'holidays'];

/**
 * @param {{ readonly [option: string]: unknown, reconcile?: string, method?: string }} given
 * @returns {{ reconcile?: Reconcile }}
 * @throws {UsageError}
 */
export function parseReconcile(given) {
  const { reconcile, method } = given;
  if (reconcile === undefined) {
    if (method !== undefined) throw new UsageError('--method needs --reconcile.');
    return {};
  }
  const stray = ofSingles.find((name) => given[name] !== undefined);
  if (stray !== undefined) throw new UsageError(`--${stray} does not go with --reconcile.`);
  return {
    reconcile: {
      groupings: reconcile.split(';').map(groupingOf),
      method: oneOf('--method', methods, method ?? 'auto'),
    },
  };
}

/** @param {string} text */
function groupingOf(text) {
  const names = text.split(',').map((name) => name.trim());
  if (names.length === 1 && names[0] === '*') return [];
  if (names.every((name) => name !== '' && name !== '*')) return names;
  throw new UsageError(
    `--reconcile must be label names to sum by, such as "*;region;region,product" ("*" is the total); part of it is "${text}".`,
  );
}

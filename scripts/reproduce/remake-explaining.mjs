import { regressionOptionsSchema } from '../../functions/lib/contracts/regressors.js';
import { explain } from '../../functions/lib/pipeline/forecast/explain.js';
import { inputHash } from '../../functions/lib/pipeline/forecast/input-hash.js';

/**
 * @typedef {import('../start/wire.mjs').ForecastAnswer} StoredForecast
 * @typedef {import('./seen-points.mjs').Point} Point
 * @typedef {import('../../functions/lib/contracts/forecast-options.js').ForecastOptions} ForecastOptions
 * @typedef {import('../../functions/lib/contracts/regressors.js').RegressionOptions} RegressionOptions
 * @typedef {import('../../functions/lib/pipeline/forecast/explain.js').Explaining} Explaining
 */

/**
 * What explained a stored forecast, gathered again: regressors from the pages of their series, events and holidays from
 * what was asked. Values that were sent along as history were not kept, so such a forecast cannot be made again.
 *
 * @param {StoredForecast} stored
 * @param {readonly Point[]} seen of the series itself
 * @param {ForecastOptions} plain
 * @param {ReadonlyMap<unknown, readonly Point[]>} others
 * @returns {Promise<{ problems: string[] } | { options: RegressionOptions, explaining?: Explaining }>}
 */
export async function remakeExplaining({ card }, seen, plain, others) {
  const asked = card.asked?.regression;
  if (asked === undefined) return { options: {} };
  const used = card.explanation?.regressors ?? [];
  const sent = asked.regressors?.findIndex(({ historySent }) => historySent === true) ?? -1;
  if (sent >= 0) {
    const problem = 'its history was sent along with the request and is not kept: it cannot be made again';
    return { problems: [`card.asked.regression.regressors[${sent}]: ${problem}`] };
  }
  const found = used.map((one) => seenOf(one, others.get(one.metricId) ?? []));
  const missing = used.flatMap(({ name, metricId }, index) =>
    found[index] === undefined
      ? [
          `card.explanation.regressors[${index}]: no --series holds the points of ${name} (${metricId}) as it saw them`,
        ]
      : [],
  );
  if (missing.length > 0) return { problems: missing };
  const options = regressionOptionsSchema.parse(asked);
  const read = async (/** @type {unknown} */ _, /** @type {number} */ index) => ({
    metricId: used[index]?.metricId ?? null,
    points: found[index] ?? [],
  });
  const explaining = await explain(read, seen, { ...plain, ...options });
  return { options, ...(explaining === undefined ? {} : { explaining }) };
}

/**
 * @param {{ observed: number, to: string, inputHash: string }} used
 * @param {readonly Point[]} points
 * @returns {Point[] | undefined}
 */
function seenOf({ observed, to, inputHash: hash }, points) {
  const last = Date.parse(to);
  const upTo = points.filter(({ at }) => at <= last).toSorted((a, b) => a.at - b.at);
  const run = observed === 0 ? [] : upTo.slice(-observed);
  return inputHash(run) === hash ? run : undefined;
}

import { crossings, samplePaths } from '../../functions/lib/forecasting/index.js';

/** @typedef {import('../../functions/lib/forecasting/index.js').SeriesForecast} SeriesForecast */

/**
 * The answer to what is asked of the distribution of a forecast: only the fields that were asked for. The first `skip`
 * steps lie before the end of the series; steps are counted after them. Instants stand beside where they are `dated`.
 *
 * @param {SeriesForecast} forecast
 * @param {import('./parse-chances.mjs').ChancesAsked} asked
 * @param {{ skip: number, dated: boolean }} place
 */
export function answerChances(forecast, { quantiles, paths, crossings: questions }, { skip, dated }) {
  return {
    ...(quantiles === undefined
      ? {}
      : {
          quantiles: forecast.quantiles.map(({ probability, values }) => ({
            probability,
            values: values.slice(skip),
          })),
        }),
    ...(questions === undefined ? {} : { crossings: answerCrossings(forecast, questions, { skip, dated }) }),
    ...(paths === undefined ? {} : { paths: samplePaths(forecast, paths).map((path) => path.slice(skip)) }),
  };
}

/**
 * @param {SeriesForecast} forecast
 * @param {readonly import('./parse-chances.mjs').CrossingAsked[]} questions
 * @param {{ skip: number, dated: boolean }} place
 */
function answerCrossings(forecast, questions, { skip, dated }) {
  const { at, history } = forecast;
  const before = at[skip - 1];
  const told = crossings(
    forecast,
    questions.map(({ threshold, direction, within }) => {
      const until = within === undefined ? undefined : at[skip + within - 1];
      return {
        ...{ threshold, direction },
        ...(until === undefined ? {} : { until }),
        ...(before === undefined ? {} : { after: before }),
      };
    }),
  );
  const iso = (/** @type {number | null | undefined} */ instant) =>
    typeof instant === 'number' ? new Date(instant).toISOString() : null;
  const stepOf = (/** @type {number | null | undefined} */ instant) =>
    typeof instant === 'number' ? at.indexOf(instant) + 1 - skip : null;
  return questions.map((question, index) => {
    const { threshold, direction } = question;
    const found = told[index];
    return {
      ...question,
      probability: found?.probability ?? 0,
      alreadyCrossed: direction === 'above' ? history.lastValue >= threshold : history.lastValue <= threshold,
      step: stepOf(found?.at),
      earliestStep: stepOf(found?.earliest),
      latestStep: stepOf(found?.latest),
      ...(dated ? { at: iso(found?.at), earliest: iso(found?.earliest), latest: iso(found?.latest) } : {}),
    };
  });
}

import { engineVersion } from '../../functions/lib/forecasting/index.js';

/**
 * @typedef {import('./labelled-series.mjs').LabelledSeries} LabelledSeries
 * @typedef {import('../../functions/lib/forecasting/index.js').HierarchyForecast} HierarchyForecast
 * @typedef {import('../../functions/lib/forecasting/index.js').NodeForecast} NodeForecast
 */

/**
 * A series or a sum as it is printed. `model` is that of the forecast before it was reconciled; `at` is there where all
 * series of it say when they begin.
 *
 * @param {HierarchyForecast} made
 * @param {NodeForecast} node
 * @param {readonly LabelledSeries[]} series
 */
export function nodeLine({ method, shrinkage }, { labels, aliases, leaf, leaves, forecast }, series) {
  const { at, mean, intervals, model, cautions } = forecast;
  const dated = leaves.every((index) => series[index]?.start !== undefined);
  const own = leaf === null ? undefined : series[leaf];
  return JSON.stringify({
    ...(own === undefined ? { sum: labels } : { id: own.id, labels: own.labels }),
    ...(dated ? { at: at.map((instant) => new Date(instant).toISOString()) } : {}),
    mean,
    intervals,
    reconciled: {
      method,
      shrinkage,
      ...(own === undefined ? { ids: leaves.map((index) => series[index]?.id) } : {}),
      ...(aliases.length === 0 ? {} : { aliases }),
    },
    model: {
      name: model.name,
      weights: model.weights,
      seasonLengths: forecast.seasonLengths,
      backtest: forecast.backtest,
      engineVersion,
    },
    cautions,
  });
}

import { formatPercent } from '../start/report/format.mjs';

/**
 * Whether reconciling helped in the past, tier by tier, in words and numbers.
 *
 * @param {import('../../functions/lib/forecasting/index.js').HierarchyForecast} made
 */
export function hierarchyReport({ accuracy, method }) {
  if (accuracy === null) return 'Whether reconciling helps was not tested.\n';
  const { origins, horizon, tiers } = accuracy;
  const levels = tiers[0]?.coverage.map(({ level }) => `in ${level} %`) ?? [];
  const rows = tiers.map(({ by, series, base, reconciled, coverage }) => [
    by === null ? 'series' : by.length === 0 ? 'total' : `by ${by.join(', ')}`,
    String(series),
    error(base.mase),
    error(reconciled.mase),
    ...coverage.map(({ empirical }) => formatPercent(empirical / 100)),
  ]);
  const table = [['', 'number', 'MASE alone', `by ${method}`, ...levels], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [
    `Forecasts from ${origins} instants of the past, ${horizon} steps each, alone and reconciled:`,
    ...lines,
    'MASE: mean absolute error in units of the seasonal naive forecast; the last columns tell how many outcomes lay in the interval.',
    '',
  ].join('\n');
}

/** @param {number | null} mase */
const error = (mase) => (mase === null ? '–' : mase.toFixed(3));

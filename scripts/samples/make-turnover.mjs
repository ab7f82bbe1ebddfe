/**
 * Makes `samples/equipment-turnover-monthly.csv` from the copy of a Eurostat series in the Python package statsmodels.
 * The package is needed here only, and nothing of it is run. In any empty folder:
 *
 *     python3 -m pip install --no-deps --target . statsmodels==0.15.0
 *
 * then in the project: `node scripts/samples/make-turnover.mjs <that folder>`.
 */
import { formatSampleCsv, parseTable } from './sample-csv.mjs';
import { readSource, writeSample } from './sources.mjs';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const file = 'equipment-turnover-monthly.csv';
const points = parseTable(readSource(file).toString('utf8')).map((row) => ({
  at: parseMonth(row.DATE),
  value: Number(row['STS.M.I7.W.TOVT.NS0016.4.000']),
}));
const labels = { area: 'EA18', industry: 'electrical-equipment' };
writeSample(
  file,
  formatSampleCsv([{ metric: 'equipment_turnover_index', labels, unit: '2010=100', points }]),
);

/** `Jan-1-1995` as the UTC instant at which that month began. */
function parseMonth(text) {
  const [month, day, year] = text.split('-');
  const index = months.indexOf(month);
  if (index < 0 || day !== '1') throw new Error(`expected a date such as Jan-1-1995: ${text}`);
  return Date.UTC(Number(year), index, 1);
}

/**
 * Makes `samples/airports-hourly.csv` and its labels from the flights of 2001 in the npm package vega-datasets.
 *
 * The packages are needed here only, so they are kept out of the project. In any empty folder:
 *
 *     npm install --prefix . vega-datasets@3.2.1 hyparquet@1.31.5
 *
 * then, with Node 24 (its zlib reads the Zstandard pages), in the project:
 *
 *     node scripts/samples/make-airports.mjs <that folder>
 *
 * What the columns are (from the package's generating script, and seen in the data; samples/README.md has the proof):
 * `date` is the actual departure, to the minute, on the wall clock of the origin; `delay` is the delay on *arrival* in
 * minutes, negative when early. Hours are converted to UTC by the time zone of each airport.
 */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { utcFromWallClock } from './local-hours.mjs';
import { formatInstant, formatSampleCsv, formatTable } from './sample-csv.mjs';
import { readSource, writeSample } from './sources.mjs';

const HOUR_MS = 3_600_000;

/** Every airport has all its flights between these two: local midnight in Los Angeles, and in Atlanta and Boston. */
const firstHourAt = Date.parse('2001-01-01T08:00:00Z');
const lastHourAt = Date.parse('2001-07-01T03:00:00Z');

const timeZones = {
  ATL: 'America/New_York',
  BOS: 'America/New_York',
  DFW: 'America/Chicago',
  LAX: 'America/Los_Angeles',
  ORD: 'America/Chicago',
};

const storm = { airport: 'BOS', from: '2001-03-05T05:00:00Z', to: '2001-03-07T04:00:00Z', kind: 'storm' };

const file = 'airports-hourly.csv';
const hours = await readFlights(readSource(file));
const departures = airportSeries('flight_departures', 'flights', ({ count }) => count);
const delays = airportSeries('flight_arrival_delay', 'min', ({ count, delay }) =>
  count === 0 ? undefined : Number((delay / count).toFixed(2)),
);
writeSample(file, formatSampleCsv([...departures, ...delays]));
writeSample('airports-hourly.labels.csv', formatLabels());

/** Counts flights and sums their delays by airport and UTC hour. */
async function readFlights(parquet) {
  const { parquetRead } = await importFrom('hyparquet');
  const byAirport = new Map(Object.keys(timeZones).map((airport) => [airport, new Map()]));
  await parquetRead({
    file: parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.byteLength),
    compressors: { ZSTD: (page) => zstdDecompressSync(page) },
    columns: ['date', 'delay', 'origin'],
    onComplete: (rows) => {
      for (const [date, delay, origin] of rows) {
        const found = byAirport.get(origin);
        if (found) addTo(found, Math.floor(date.getTime() / HOUR_MS) * HOUR_MS, 1, Number(delay));
      }
    },
  });
  return new Map([...byAirport].map(([airport, wallHours]) => [airport, toUtcHours(airport, wallHours)]));
}

/** Wall-clock hours to UTC hours; the offsets of these time zones are whole hours, so hours stay hours. */
function toUtcHours(airport, wallHours) {
  const utcHours = new Map();
  for (const [wallAt, { count, delay }] of wallHours) {
    addTo(utcHours, utcFromWallClock(wallAt, timeZones[airport]), count, delay);
  }
  return utcHours;
}

function addTo(hoursByInstant, at, count, delay) {
  const hour = hoursByInstant.get(at) ?? { count: 0, delay: 0 };
  hour.count += count;
  hour.delay += delay;
  hoursByInstant.set(at, hour);
}

/** One series an airport; an hour for which `measure` has no value has no point. */
function airportSeries(metric, unit, measure) {
  return Object.keys(timeZones).map((airport) => {
    const points = [];
    for (let at = firstHourAt; at <= lastHourAt; at += HOUR_MS) {
      const value = measure(hours.get(airport)?.get(at) ?? { count: 0, delay: 0 });
      if (value !== undefined) points.push({ at, value });
    }
    return { metric, labels: { airport }, unit, points };
  });
}

/** The storm of 5 and 6 March 2001 as whole local days: the records say what happened, not when it began. */
function formatLabels() {
  const { airport, kind } = storm;
  const span = [formatInstant(Date.parse(storm.from)), formatInstant(Date.parse(storm.to))];
  return formatTable([
    ['metric', 'airport', 'from', 'to', 'kind'],
    ['flight_departures', airport, ...span, kind],
    ['flight_arrival_delay', airport, ...span, kind],
  ]);
}

/** Imports a package out of the folder named on the command line. */
function importFrom(name) {
  const require = createRequire(join(resolve(process.argv[2]), 'package.json'));
  return import(pathToFileURL(require.resolve(name)).href);
}

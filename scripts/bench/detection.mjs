import { createDetector } from '../../functions/lib/detection/index.js';
import { loadSamples } from '../samples/load-samples.mjs';
import { cpuMs, rounded } from './cpu.mjs';

/**
 * Points a second of the whole detector, beside a running z-score that does nothing else.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchDetection() {
  const samples = loadSamples({ now: Date.UTC(2026, 10, 21, 5) });
  const wanted = ['flight_departures', 'sensor_humidity'];
  const rows = wanted.map((metric) => {
    const sample = samples.find((one) => one.metric === metric);
    if (sample === undefined) throw new Error(`there is no sample of ${metric}`);
    const detector = perSecond(sample.points, detect);
    const zScore = perSecond(sample.points, runningZScore);
    return [
      metric,
      sample.points.length,
      stateBytes(sample.points),
      rounded(detector),
      rounded(zScore),
      rounded(zScore / detector),
    ];
  });
  return {
    title: 'detection: points a second of CPU time on one core',
    columns: ['series', 'points', 'state bytes', 'detector', 'plain z-score', 'times slower'],
    rows,
  };
}

/** @typedef {{ at: number, value: number }[]} Points */

/** @param {Points} points */
function detect(points) {
  const detector = createDetector();
  for (const { at, value } of points) detector.update(at, value);
}

/** @param {Points} points */
function runningZScore(points) {
  let mean = 0;
  let variance = 1;
  let surprising = 0;
  for (const { value } of points) {
    if (Math.abs(value - mean) > 3 * Math.sqrt(variance)) surprising += 1;
    mean += 0.01 * (value - mean);
    variance += 0.01 * ((value - mean) ** 2 - variance);
  }
  return surprising;
}

/**
 * @param {Points} points
 * @param {(points: Points) => void} work
 */
function perSecond(points, work) {
  const repeats = Math.ceil(100_000 / points.length);
  const ms = cpuMs(() => {
    for (let repeat = 0; repeat < repeats; repeat += 1) work(points);
  });
  return (repeats * points.length * 1_000) / Math.max(ms, 0.01);
}

/** @param {Points} points */
function stateBytes(points) {
  const detector = createDetector();
  for (const { at, value } of points) detector.update(at, value);
  return Buffer.byteLength(JSON.stringify(detector.serialise()));
}

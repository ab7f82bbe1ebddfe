import { createDetector, restoreDetector } from '../../functions/lib/detection/index.js';
import { loadSamples } from '../samples/load-samples.mjs';
import { cpuMs, rounded } from './cpu.mjs';

/**
 * Points a second of the whole detector, beside a running z-score that does nothing else, and what its state costs: bytes
 * of JSON, and the time to save it and to load it.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchDetection() {
  const samples = loadSamples({ now: Date.UTC(2026, 10, 21, 5) });
  const wanted = ['flight_departures', 'sensor_humidity'];
  const rows = wanted.map((metric) => {
    const sample = samples.find((one) => one.metric === metric);
    if (sample === undefined) throw new Error(`there is no sample of ${metric}`);
    return rowOf(metric, sample.points);
  });
  return {
    title:
      'detection: points a second of CPU time on one core; state as JSON, and microseconds to save and load it',
    columns: [
      'series',
      'points',
      'detector',
      'plain z-score',
      'times slower',
      'state bytes',
      'save us',
      'load us',
    ],
    rows: [...rows, rowOf('5 minutes, simulated', serverMetric())],
  };
}

/** @typedef {{ at: number, value: number }[]} Points */

/**
 * @param {string} name
 * @param {Points} points
 */
function rowOf(name, points) {
  const detector = perSecond(points, detect);
  const zScore = perSecond(points, runningZScore);
  const state = stateCosts(points);
  return [
    name,
    points.length,
    rounded(detector),
    rounded(zScore),
    rounded(zScore / detector),
    state.bytes,
    state.saveUs,
    state.loadUs,
  ];
}

/** A year of five minutes that follow the day, with noise: day and week have as many slots as there can be by default. */
function serverMetric() {
  const step = 300_000;
  let seed = 1;
  const noise = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31 - 0.5;
  };
  return Array.from({ length: 365 * 288 }, (_, i) => ({
    at: Date.UTC(2025, 0, 1) + i * step,
    value: 100 + 30 * Math.sin((2 * Math.PI * i) / 288) + 5 * (noise() + noise() + noise()),
  }));
}

/** @param {Points} points */
function detect(points) {
  const detector = createDetector();
  for (const { at, value } of points) detector.update(at, value);
  return detector;
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
function stateCosts(points) {
  const detector = detect(points);
  const text = JSON.stringify(detector.serialise());
  return {
    bytes: Buffer.byteLength(text),
    saveUs: microseconds(() => JSON.stringify(detector.serialise())),
    loadUs: microseconds(() => restoreDetector(JSON.parse(text))),
  };
}

/** @param {() => void} work */
function microseconds(work) {
  const repeats = 500;
  const ms = cpuMs(() => {
    for (let repeat = 0; repeat < repeats; repeat += 1) work();
  });
  return rounded((1_000 * ms) / repeats);
}

import { parentPort, workerData } from 'node:worker_threads';
import { naiveErrors } from './measures.mjs';
import { trainGate } from './train-gate.mjs';
import { trainWidths } from './train-widths.mjs';

/**
 * What a thread is given: standardised inputs `x`, and for widths also forecasts of gates that did not see the series.
 *
 * @type {{ what: 'gate' | 'widths', data: { rows: import('./build-table.mjs').Row[], x: Float64Array[],
 *   means: Float64Array[], classes: number, options: import('./train-gate.mjs').TrainingOptions } }}
 */
const { what, data } = workerData;

parentPort?.on('message', (/** @type {import('./train-in-parallel.mjs').Job} */ { places, seed }) => {
  /** @template T @param {readonly T[]} all */
  const pick = (all) => places.map((i) => /** @type {T} */ (all[i]));
  const options = { ...data.options, seed };
  const rows = pick(data.rows);
  const x = pick(data.x);
  parentPort?.postMessage(
    what === 'gate'
      ? trainGate(rows, x, naiveErrors(rows), options)
      : trainWidths(rows, x, pick(data.means), data.classes, options),
  );
});

import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { printTable } from '../bench/table.mjs';
import { UsageError } from '../forecast/errors.mjs';

export const detectionUsage = `npm run evaluate -- detection [--data file …] [--threshold x]

How well anomalies are detected. With --data on labelled series; otherwise, and with --injected, on anomalies put into clean
ones: the public series that the project keeps, and made-up ones.
  --data file       JSON lines, gzipped or not: {"file" or "id","timestamps":[epoch s],"values":[…],"windows":[[start,end],…]};
                    several times for several files. NAB, event F1 and VUS-PR with standard errors
  --scores file     of another detector for the series of --data: {"file" or "id","scores":[…]} a line
  --per-series      also a row for each series of --data
  --threshold x     score from which a row is anomalous (default 0.5)
  --injected        nine kinds of anomaly in up to four sizes: recall, delay, false alerts on what is clean
  --into file       puts them into the unlabelled parts of these series too (as --data); may be given several times
  --each n          made-up series of each kind (default 4)
  --places n        in each series where anomalies are put (default 8)
  --write file      writes a copy of each clean series with four anomalies, labelled: for --data, or another detector`;

const threshold = 0.5;

/**
 * @param {string[]} args
 * @returns {Promise<void>}
 * @throws {UsageError}
 */
export async function evaluateDetection(args) {
  const values = parse(args);
  if (values.help === true) {
    process.stdout.write(`${detectionUsage}\n`);
    return;
  }
  const options = {
    threshold: positive('--threshold', values.threshold ?? String(threshold)),
    each: whole('--each', values.each ?? '4'),
    places: whole('--places', values.places ?? '8'),
  };
  const data = values.data ?? [];
  if (data.length > 0) {
    const { labelledTables } = await import('./detection/labelled-tables.mjs');
    for (const table of labelledTables(data, {
      ...options,
      scoresFile: values.scores,
      perSeries: values['per-series'],
    }))
      printTable(table);
  }
  if (data.length === 0 || values.injected === true) await evaluateInjected(options, values);
}

/**
 * @param {{ threshold: number, each: number, places: number }} options
 * @param {{ into?: string[] | undefined, write?: string | undefined }} files
 */
async function evaluateInjected(options, { into = [], write }) {
  const { baseSeries } = await import('./detection/all-bases.mjs');
  const bases = baseSeries(options.each, into);
  if (write !== undefined) {
    const { labelledCopy } = await import('./detection/labelled-copy.mjs');
    const lines = bases.map((base, index) => `${JSON.stringify(labelledCopy(base, index + 1))}\n`);
    fs.writeFileSync(write, lines.join(''));
    return;
  }
  const { injectedCases } = await import('./detection/injected-cases.mjs');
  const { injectedTables } = await import('./detection/injected-tables.mjs');
  const results = bases.map((base, index) => injectedCases(base, { ...options, seed: index + 1 }));
  for (const table of injectedTables(results, options.threshold)) printTable(table);
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const texts = /** @type {const} */ ({ type: 'string', multiple: true });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const inputs = { data: texts, scores: text, into: texts };
  const numbers = { threshold: text, each: text, places: text };
  const help = /** @type {const} */ ({ type: 'boolean', short: 'h' });
  try {
    return parseArgs({
      args,
      options: { ...inputs, ...numbers, injected: flag, 'per-series': flag, write: text, help },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function positive(name, text) {
  const value = Number(text);
  if (value > 0) return value;
  throw new UsageError(`${name} must be a number above 0; it is "${text}".`);
}

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`${name} must be a whole number from 1 to 9999; it is "${text}".`);
}

import { coverage, mase } from '../../functions/lib/forecasting/index.js';
import { alignLeaves } from '../../functions/lib/forecasting/reconciliation/align-leaves.js';
import { forecastNodes } from '../../functions/lib/forecasting/reconciliation/base-forecasts.js';
import { buildHierarchy } from '../../functions/lib/forecasting/reconciliation/build-hierarchy.js';
import { reconcileNodes } from '../../functions/lib/forecasting/reconciliation/reconcile-nodes.js';
import { madeUpHierarchies, realHierarchies } from './hierarchies.mjs';

const methods = /** @type {const} */ (['bottom-up', 'ols', 'wls-structural', 'mint-shrink']);
const madeUp = 60;

/**
 * Does reconciling help? MASE of the forecasts alone and by each method, tier by tier, from many instants of the past, and
 * how many outcomes the 95 % intervals held.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchReconciliation() {
  /** @type {Map<string, Tally>} */
  const tallies = new Map();
  for (const one of [...realHierarchies(), ...madeUpHierarchies(madeUp)]) measure(one, tallies);
  return {
    title:
      'reconciliation: MASE by tier, forecasts alone and reconciled; share of outcomes in 95 % intervals',
    columns: ['hierarchy', 'tier', 'forecasts', 'alone', ...methods, '95 % alone', '95 % MinT'],
    rows: [...tallies.values()].map(({ name, tier, count, errors, inside }) => [
      name,
      tier,
      count,
      ...['alone', ...methods].map((method) => ((errors.get(method) ?? 0) / count).toFixed(3)),
      ...['alone', 'mint-shrink'].map((method) => ((inside.get(method) ?? 0) / count).toFixed(3)),
    ]),
  };
}

/**
 * @typedef {{ name: string, tier: string, count: number, errors: Map<string, number>, inside: Map<string, number> }} Tally
 *
 * @param {import('./hierarchies.mjs').BenchHierarchy} one
 * @param {Map<string, Tally>} tallies
 */
function measure({ name, horizon, origins, stride, groupings, leaves }, tallies) {
  const alignment = alignLeaves({ leaves, groupings, horizon });
  if (alignment === undefined) throw new Error(`${name} has no values`);
  const hierarchy = buildHierarchy(
    leaves.map(({ labels }) => labels),
    groupings,
  );
  const { nodes, aggregateCount, leafCount } = hierarchy;
  for (let k = 0; k < origins; k++) {
    const cut = horizon + k * stride;
    const base = run(forecastNodes(alignment, hierarchy, { horizon, levels: [95] }, cut));
    const answers = new Map([
      ['alone', base.map(({ forecast }) => forecast)],
      ...methods.map(
        (method) =>
          /** @type {const} */ ([
            method,
            reconcileNodes(hierarchy, base, { levels: [95], method }).predictions,
          ]),
      ),
    ]);
    const came = alignment.leaves.map(({ values }) =>
      values.slice(values.length - cut, values.length - cut + horizon),
    );
    nodes.forEach((node, i) => {
      const tier = i >= aggregateCount ? 'series' : node.leaves.length === leafCount ? 'total' : 'groups';
      const actual = Array.from({ length: horizon }, (_, step) =>
        node.leaves.reduce((sum, leaf) => sum + (came[leaf]?.[step] ?? Number.NaN), 0),
      );
      const tally = tallyOf(tallies, name, tier);
      tally.count += 1;
      for (const [method, forecasts] of answers) {
        const { mean = [], intervals = [] } = forecasts[i] ?? {};
        const { history = [], forecast } = base[i] ?? {};
        const error = mase(actual, mean, history, forecast?.seasonLengths[0] ?? 1) ?? 0;
        const [widest] = intervals;
        add(tally.errors, method, error);
        add(tally.inside, method, widest === undefined ? 0 : (coverage(actual, widest) ?? 0));
      }
    });
  }
}

/**
 * @param {Map<string, Tally>} tallies
 * @param {string} name
 * @param {string} tier
 */
function tallyOf(tallies, name, tier) {
  const key = `${name} ${tier}`;
  const tally = tallies.get(key) ?? { name, tier, count: 0, errors: new Map(), inside: new Map() };
  tallies.set(key, tally);
  return tally;
}

/**
 * @param {Map<string, number>} sums
 * @param {string} key
 * @param {number} value
 */
function add(sums, key, value) {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

/**
 * @template Result
 * @param {Generator<void, Result>} work
 * @returns {Result}
 */
function run(work) {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

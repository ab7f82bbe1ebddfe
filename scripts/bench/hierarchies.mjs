import fs from 'node:fs';
import path from 'node:path';
import { addSteps } from '../../functions/lib/forecasting/index.js';
import { loadSamples } from '../samples/load-samples.mjs';
import { projectRoot } from '../setup/project-root.mjs';

/**
 * Series that add up, and from how many instants before the end they are forecast: `stride` steps apart.
 *
 * @typedef {{ name: string, horizon: number, origins: number, stride: number, groupings: string[][],
 *   leaves: import('../../functions/lib/forecasting/index.js').HierarchyLeaf[] }} BenchHierarchy
 */

const month = /** @type {const} */ ({ unit: 'month', count: 1 });
const fixture = path.join(projectRoot, 'functions/test/fixtures/forecasting/hierarchies.json');
const southern = new Set(['ATL', 'DFW']);

/**
 * The monthly ones of the fixture, and the hourly departures of the sample airports.
 *
 * @returns {BenchHierarchy[]}
 */
export function realHierarchies() {
  const { hierarchies } = JSON.parse(fs.readFileSync(fixture, 'utf8'));
  const monthly = hierarchies.map(
    (
      /** @type {{ name: string, start: string, by: string[],
       *   leaves: { labels: Record<string, string>, values: number[] }[] }} */ one,
    ) => ({
      name: one.name,
      horizon: 12,
      origins: Math.min(16, Math.floor((one.leaves[0]?.values.length ?? 0) / 3 / 3) - 3),
      stride: 3,
      groupings: one.by.map((names) => (names === '*' ? [] : [names])),
      leaves: one.leaves.map(({ labels, values }) => ({
        labels,
        observations: values.map((value, t) => ({ at: addSteps(Date.parse(one.start), month, t), value })),
      })),
    }),
  );
  const airports = loadSamples({ now: Date.UTC(2026, 10, 21, 5) }).filter(
    ({ metric }) => metric === 'flight_departures',
  );
  return [
    ...monthly,
    {
      name: 'departures, hourly',
      horizon: 24,
      origins: 10,
      stride: 29,
      groupings: [[], ['region']],
      leaves: airports.map(({ labels, points }) => ({
        labels: { ...labels, region: southern.has(labels.airport ?? '') ? 'south' : 'rest' },
        observations: points,
      })),
    },
  ];
}

/**
 * Made-up shops of three regions: sizes, trends, seasons and noise of their own, and some that a region or all share.
 *
 * @param {number} count
 * @returns {BenchHierarchy[]}
 */
export function madeUpHierarchies(count) {
  let state = 12_345;
  const uniform = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return (state + 0.5) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: count }, (_, index) => {
    const monthly = index % 2 === 0;
    const [season, horizon, length] = monthly ? [12, 12, 108] : [7, 14, 154];
    const walk = (/** @type {number} */ size, /** @type {number} */ memory) => {
      let x = 0;
      return Array.from({ length }, () => {
        x = memory * x + size * normal();
        return x;
      });
    };
    const cycle = (/** @type {number} */ size) => Array.from({ length: season }, () => size * normal());
    const shared = walk(0.3 + 0.7 * uniform(), uniform() < 0.5 ? 1 : 0.8);
    const sharedCycle = cycle(4 * uniform());
    const regions = [0, 1, 2].map(() => ({
      walk: walk(0.2 + 0.8 * uniform(), uniform() < 0.5 ? 1 : 0.7),
      cycle: cycle(2 * uniform()),
    }));
    const leaves = Array.from({ length: 12 }, (_, shop) => {
      const region = regions[shop % 3] ?? { walk: [], cycle: [] };
      const size = Math.exp(0.8 * normal());
      const own = walk(0.3 + uniform(), uniform() < 0.5 ? 1 : 0.5);
      const ownCycle = cycle(2 * uniform());
      const [noise, load, level] = [0.5 + 2.5 * uniform(), 0.5 + uniform(), 20 + 5 * normal()];
      const at = (/** @type {readonly number[]} */ values, /** @type {number} */ t) =>
        values[t % values.length] ?? 0;
      return {
        labels: { region: `r${shop % 3}`, shop: `s${shop}` },
        observations: own.map((value, t) => ({
          at: monthly ? Date.UTC(2000, t) : Date.UTC(2000, 0, 1 + t),
          value:
            size * (level + load * (at(shared, t) + at(sharedCycle, t))) +
            size * (at(region.walk, t) + at(region.cycle, t) + value + at(ownCycle, t) + noise * normal()),
        })),
      };
    });
    return { name: 'made up', horizon, origins: 1, stride: 1, groupings: [[], ['region']], leaves };
  });
}

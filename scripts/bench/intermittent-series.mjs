import { randomNormals } from '../../functions/lib/forecasting/numerics/random-normals.js';

/**
 * A series of intermittent demand: what is known, what comes, and what was to be expected of each step that comes.
 *
 * @typedef {{ kind: string, known: number[], actual: number[], expected: number[] }} DemandSeries
 */

export const horizon = 12;
const lengths = [30, 60, 200];

/** Sizes of a demand, with their means: Poisson and negative binomial (each + 1), and heavy-tailed. */
const sizes = {
  poisson: { mean: 3, draw: (/** @type {Chance} */ c) => 1 + c.poisson(2) },
  negativeBinomial: { mean: 5, draw: (/** @type {Chance} */ c) => 1 + c.poisson(-4 * Math.log(c.uniform())) },
  lumpy: { mean: Math.exp(1.605), draw: (/** @type {Chance} */ c) => Math.exp(1 + 1.1 * c.normal()) },
};

/** Probability of a demand at a share of the history (above 1: what comes), and the sizes. */
const kinds = {
  'one in ten': { chance: () => 0.1, size: sizes.poisson },
  'one in four': { chance: () => 0.25, size: sizes.poisson },
  'two in five': { chance: () => 0.4, size: sizes.negativeBinomial },
  'every other': { chance: () => 0.55, size: sizes.poisson },
  lumpy: { chance: () => 0.2, size: sizes.lumpy },
  'lumpy, often': { chance: () => 0.4, size: sizes.lumpy },
  fading: { chance: (/** @type {number} */ u) => 0.6 * Math.max(0, 1 - u / 1.05), size: sizes.poisson },
  obsolete: { chance: (/** @type {number} */ u) => (u < 0.75 ? 0.4 : 0.02), size: sizes.poisson },
  growing: { chance: (/** @type {number} */ u) => 0.1 + 0.4 * u, size: sizes.negativeBinomial },
};

/** @typedef {ReturnType<typeof chanceOf>} Chance */

/** @param {number} seed */
function chanceOf(seed) {
  const normal = randomNormals(seed);
  // A normal number's place in its distribution, by the logistic approximation of Bowling et al. (2009).
  const uniform = () => {
    const z = normal();
    return 1 / (1 + Math.exp(-1.5976 * z - 0.07056 * z ** 3));
  };
  const poisson = (/** @type {number} */ rate) => {
    let [count, left] = [0, Math.exp(rate) * uniform()];
    while (left > 1 && count < 1_000) {
      left *= uniform();
      count++;
    }
    return count;
  };
  return { normal, uniform, poisson };
}

/**
 * Series of every kind and length, `count` of each; those that are not intermittent (40 % zeros or more) are left out.
 *
 * @param {number} count
 * @returns {DemandSeries[]}
 */
export function makeDemandSeries(count) {
  return Object.entries(kinds).flatMap(([kind, { chance, size }], k) =>
    lengths.flatMap((length) =>
      Array.from({ length: count }, (_, i) => {
        const random = chanceOf(1_000 * k + 100_000 * length + i);
        const steps = Array.from({ length: length + horizon }, (_unused, t) => chance(t / length));
        const values = steps.map((p) => (random.uniform() < p ? size.draw(random) : 0));
        return {
          kind,
          known: values.slice(0, length),
          actual: values.slice(length),
          expected: steps.slice(length).map((p) => p * size.mean),
        };
      }).filter(({ known }) => {
        const zeros = known.filter((value) => value === 0).length;
        return zeros >= 0.4 * known.length && zeros < known.length;
      }),
    ),
  );
}

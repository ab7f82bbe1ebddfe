import { uniforms } from '../../train/random.mjs';

/**
 * Seeded draws: uniform in [0, 1), standard normal (Box and Muller 1958), and Poisson with a mean (by products of
 * uniforms, Knuth, up to 30; by the rounded normal above).
 *
 * @typedef {ReturnType<typeof diceOf>} Dice
 *
 * @param {number} seed
 */
export function diceOf(seed) {
  const uniform = uniforms(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    /** @param {number} mean */
    poisson(mean) {
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const end = Math.exp(-mean);
      let count = 0;
      for (let product = uniform(); product > end; product *= uniform()) count += 1;
      return count;
    },
  };
}

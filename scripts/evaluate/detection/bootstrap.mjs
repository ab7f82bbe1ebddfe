import { uniforms } from '../../train/random.mjs';

/**
 * Standard error of a measure by the bootstrap over its units (Efron 1979): the standard deviation of the measure over
 * samples of the units, as many as there are, drawn with replacement. Samples on which the measure is not a number are
 * left out. The seed is fixed: the same units give the same error.
 *
 * @template Unit
 * @param {readonly Unit[]} units such as series
 * @param {(units: Unit[]) => number} measure
 * @param {number} [draws]
 */
export function standardError(units, measure, draws = 1_000) {
  const uniform = uniforms(1);
  const drawn = Array.from({ length: draws }, () =>
    measure(units.map((unit) => units[Math.floor(uniform() * units.length)] ?? unit)),
  ).filter(Number.isFinite);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  return Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1));
}

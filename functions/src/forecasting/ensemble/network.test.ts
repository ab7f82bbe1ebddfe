import { describe, expect, it } from 'vitest';
import { candidateNames } from './candidate-names.ts';
import { CORRECTIONS } from './correct-path.ts';
import { frequencyClasses } from './frequency-class.ts';
import { WIDTH_OUTPUTS } from './learned-widths.ts';
import { evaluateNetwork, type Network, softmax, standardise } from './network.ts';
import { trainedEnsemble } from './trained-ensemble.ts';

describe('a network', () => {
  const network: Network = {
    hidden: [
      [1_000, 0, 500],
      [0, 2_000, 0],
    ],
    output: [[1_000, -1_000, 3_000]],
    classBias: [[0], [10_000]],
  };

  it('adds up as by hand: tanh of the first layer, then the second, then the bias of the class', () => {
    const x = Float64Array.from([0.5, 0.25]);
    const byHand = Math.tanh(1) - Math.tanh(0.5) + 3;
    expect(evaluateNetwork(network, x, 0)[0]).toBeCloseTo(byHand, 12);
    expect(evaluateNetwork(network, x, 1)[0]).toBeCloseTo(byHand + 10, 12);
  });

  it('sees inputs in standard deviations, cut off at four', () => {
    const scale = { mean: [1, 0], deviation: [2, 0.5] };
    expect([...standardise([5, -100], scale)]).toEqual([2, -4]);
  });

  it('turns outputs into shares without overflow', () => {
    expect(softmax([0, Math.log(3)])).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
    expect(softmax([5_000, 0])).toEqual([1, 0]);
  });
});

describe('what training found', () => {
  const { inputs, range, gates, widths, profiles } = trainedEnsemble;
  const features = inputs.mean.length;

  it('fits the candidates and the classes', () => {
    for (const { output, classBias } of gates) {
      expect(output).toHaveLength(candidateNames.length + CORRECTIONS);
      expect(classBias).toHaveLength(frequencyClasses.length);
    }
    for (const { output } of widths) expect(output).toHaveLength(2 * WIDTH_OUTPUTS);
    expect(profiles).toHaveLength(frequencyClasses.length);
  });

  it('has as many inputs everywhere', () => {
    expect([inputs.deviation, range.minimum, range.maximum].map(({ length }) => length)).toEqual(
      new Array(3).fill(features),
    );
    for (const { hidden } of [...gates, ...widths])
      for (const row of hidden) expect(row).toHaveLength(features + 1);
  });

  it('stays below 100 kB', () => {
    expect(JSON.stringify(trainedEnsemble).length).toBeLessThanOrEqual(100_000);
  });
});

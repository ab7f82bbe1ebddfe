import { expect, it } from 'vitest';
import { answerNumbersMax, planBatches, valuesMax } from './plan-batches.ts';

const question = (length: number, change = {}) => ({
  y: new Array<number>(length).fill(1),
  freq: 'D',
  h: 7,
  levels: [80],
  ...change,
});

it('puts together what has frequency, horizon and levels in common', () => {
  const questions = [
    question(3),
    question(4, { freq: 'H' }),
    question(5),
    question(3, { h: 8 }),
    question(2, { levels: [80, 95] }),
    question(9, { freq: 'H' }),
  ];
  expect(planBatches(questions)).toEqual([[0, 2], [1, 5], [3], [4]]);
  expect(planBatches([])).toEqual([]);
});

it('bounds the values that a request carries, and lets a longer question go alone', () => {
  const half = valuesMax / 2;
  const lengths = [half, half, 1, valuesMax + 1, half];
  expect(planBatches(lengths.map((length) => question(length)))).toEqual([[0, 1], [2], [3], [4]]);
});

it('bounds the numbers that an answer holds', () => {
  const h = answerNumbersMax / 10;
  const questions = Array.from({ length: 7 }, () => question(1, { h, levels: [80, 95] }));
  expect(planBatches(questions)).toEqual([[0, 1], [2, 3], [4, 5], [6]]);
});

it('bounds the series of a request', () => {
  const batches = planBatches(Array.from({ length: 2_500 }, () => question(1)));
  expect(batches.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  expect(batches.flat()).toEqual(Array.from({ length: 2_500 }, (_, place) => place));
});

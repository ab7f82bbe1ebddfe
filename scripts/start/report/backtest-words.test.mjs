import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareErrors, describeBacktest, describeCoverage } from './backtest-words.mjs';

const style = { columns: 80, unicode: true, colour: false };

test('says how much better or worse than the seasonal naive, and calls two per cent a draw', () => {
  const words = [0.6, 0.985, 1, 1.015, 1.5].map((mase) => compareErrors(mase, 1));
  assert.deepEqual(words, ['40% better', 'as good', 'as good', 'as good', '50% worse']);
});

test('compares nothing with nothing', () => {
  assert.deepEqual(
    [compareErrors(null, 1), compareErrors(1, null), compareErrors(1, 0)],
    Array(3).fill('not comparable'),
  );
});

test('a forecast without a backtest says so', () => {
  assert.equal(describeBacktest(null, style), 'none: the history is too short to hold some of it back');
  assert.equal(describeCoverage(null), 'not measured');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movableClock } from './movable-clock.mjs';

test('moves on, never back, and goes on from there', () => {
  let real = 1_000;
  const clock = movableClock(() => real);
  clock.advanceTo(new Date(5_000));
  assert.equal(clock.now().getTime(), 5_000);
  real += 10;
  clock.advanceTo(new Date(2_000));
  assert.equal(clock.now().getTime(), 5_010);
});

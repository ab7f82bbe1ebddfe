import { expect, it } from 'vitest';
import { hourlySpec } from '../../test/support/forecast-jobs.ts';
import { batchExpiry, runExpiry } from './run-expiry.ts';

const endedAt = new Date('2026-11-21T05:00:00Z');

it('is as the spec says', () => {
  const spec = { ...hourlySpec, keep: { runs: '7d' } };
  expect(runExpiry(spec, endedAt)).toEqual(new Date('2026-11-28T05:00:00Z'));
});

it.each([
  ['says nothing', hourlySpec],
  ['speaks of forecasts only', { ...hourlySpec, keep: { forecasts: '7d' } }],
  ['cannot be understood', { ...hourlySpec, keep: { runs: 'for ever' } }],
  ['is gone with its job', undefined],
])('is 90 days after the end where the spec %s', (_, spec) => {
  expect(runExpiry(spec, endedAt)).toEqual(new Date('2027-02-19T05:00:00Z'));
});

it('is a week later for a batch, counted from when it was planned', () => {
  expect(batchExpiry({ ...hourlySpec, keep: { runs: '1d' } }, endedAt)).toEqual(
    new Date('2026-11-29T05:00:00Z'),
  );
});

import { expect, it } from 'vitest';
import { modelNames } from '../../contracts/forecast-options.ts';
import { horizonMax } from '../../contracts/level.ts';
import { forecasters, HORIZON_MAX } from '../../forecasting/index.ts';

it('offers exactly the models that the engine has, within its horizon', () => {
  expect([...modelNames].sort()).toEqual(['auto', ...Object.keys(forecasters)].sort());
  expect(horizonMax).toBeLessThanOrEqual(HORIZON_MAX);
});

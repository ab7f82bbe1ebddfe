import { z } from 'zod';

export const levelsMax = 5;

/** Levels of prediction intervals in percent. */
export const levelsSchema = z
  .array(
    z
      .number('expected a level in percent')
      .gt(0, 'expected a level above 0 percent')
      .lt(100, 'expected a level below 100 percent'),
  )
  .min(1, 'expected at least one level')
  .max(levelsMax, `expected at most ${levelsMax} levels`)
  .transform((levels) => [...new Set(levels)].sort((a, b) => a - b))
  .meta({ description: 'levels of the prediction intervals in percent', example: [80, 95] });

export const horizonMax = 2_000;

/** Steps ahead, in units of the series' resolution. */
export const horizonSchema = z
  .number('expected the number of steps ahead')
  .int('expected a whole number of steps')
  .min(1, 'expected at least 1 step')
  .max(horizonMax, `expected at most ${horizonMax} steps`)
  .meta({ description: 'steps to forecast, in units of the resolution of the series', example: 48 });
